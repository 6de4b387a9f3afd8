import type { stationTexts as english } from '../en/station.js';

/** 作業台で作業担当に見せる文。 */
export const stationTexts: Record<keyof typeof english, string> = {
  'stop.cancelled': '受注が取り消されました。箱を閉じずに、商品を棚へ戻してください。',
  'stop.refunded': '返金済みの受注です。箱を閉じずに、商品を棚へ戻してください。',
  'stop.readdressed': 'お届け先が変わりました。箱を閉じず、この送り状は使わないでください。',
  'stop.held': '出荷を保留する指示が出ました。箱を閉じずに、商品をまとめて脇に置いてください。',
  'stop.reassigned': 'この受注は別の作業台に移りました。商品をまとめて脇に置いてください。',
  'stop.split': '箱を分けることになりました。手を止めて、この受注を最初から始めてください。',
  'stop.consolidated': 'ほかの受注とおまとめになりました。手を止めて、この受注を最初から始めてください。',
  'scan.counted': '{name}:{counted}/{quantity}',
  'scan.surplus': '1点多いです。{name}は{quantity}点です。この商品は戻してください。',
  'scan.not_on_order': 'この受注にない商品です。棚へ戻してください。',
  'scan.waybill_bound': '送り状を照合しました:{number}',
  'scan.swapped_label': '停止:別の荷物の送り状です。貼らずに責任者を呼んでください。',
  'scan.evidence_missing':
    '停止:前の工程の記録がありません。送り状を貼らずに、責任者を呼んでください(責任者は理由を付けて進められます)。',
  'scan.unrecorded': '記録がない工程:{stages}。責任者に伝えてください。',
  'scan.bad_check_digit': '正しく読み取れませんでした。もう一度読み取るか、印刷し直してください。',
  'scan.exception_resolved': '差し替えました。すべての商品を最初から読み取ってください。',
  'scan.exception_open': '{name}を差し替え中です。先に代わりの品を読み取ってください。',
  'scan.order': '受注{order}',
  'scan.command': '読み取りました',
  'scan.waybill_not_here': '送り状は後の工程で照合します。',
  'scan.items_not_here': 'この工程では商品を数えません。送り状を読み取ってください。',
  'scan.not_understood': '読み取れないコードです。',
  'missing.line': '{name}:{counted}/{quantity}を読み取り済み',
  'missing.failed': '不合格のままです:{text}',
  'missing.exception': '未解決:{name}({defect})',
  'missing.waybill': '送り状の照合:{bound}/{parcels}',
  'missing.nothing_left': '出荷する商品がありません。責任者に受注の取り消しを依頼してください。',
};
