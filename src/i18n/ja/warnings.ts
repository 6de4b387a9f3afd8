import type { warningTitles as english } from '../en/warnings.js';

/** 受け付けたうえでのお知らせの見出し。対処は `detail` に書く。 */
export const warningTitles: Record<keyof typeof english, string> = {
  clock_ahead: '受注日時が未来になっています',
  ship_by_in_the_past: '出荷期限が過ぎています',
  carrier_without_calendar: 'この配送会社の集荷予定が登録されていません',
  no_truck_in_time: '出荷期限までの集荷がありません',
  pickups_on_closed_days: '予定していた集荷が休業日に当たります',
  pool_unserved: '必要な条件に対応する作業台がありません',
  zones_unserved: '対応する作業台のないゾーンがあります',
  temperatures_unserved: '対応する作業台のない温度帯があります',
  skills_unserved: '対応する作業台のない技能があります',
  combinations_unserved: '必要な条件をまとめて満たす作業台がありません',
  cart_stages_unknown: 'カートの工程がどのブランドにもありません',
};
