import type { queueTexts as english } from '../en/queue.js';

/** 作業の順番の理由。担当者が読む。 */
export const queueTexts: Record<keyof typeof english, string> = {
  'decided.lead':
    '会員ランクによる順番です({minutes, plural, =0 {先行時間なし} other {受注から数えて先行#分}})。',
  'decided.ship_by': '出荷期限による順番です。この時刻までに始めないと間に合いません。',
  'decided.expedited': '担当者が急ぎに指定しました。',
  'decided.guard':
    '集荷(集荷予定がなければ出荷期限)までの余裕がほとんどないため、ランクにかかわらず先に作業します。',
  'decided.held': '出荷が保留されています。保留を解くまで、だれにも渡りません。',
  'decided.reserved': '担当者が作業台「{station}」に割り当てました。ほかの作業台には10分後から渡ります。',
  'decided.in_work': '作業中です。',
  'decided.done': 'この工程は終わったか、止められました。',
  'decided.waits_payment': 'ご入金待ちです。まだ列に入っていません。',
  'decided.waits_release': '作業開始日、または前の工程を待っています。',
  'rank.default':
    '{rank}:特に指定のないお客さまのランクです。{minutes, plural, =0 {} other {ブランドの標準リードがこの倉庫の基準より短いため、先行時間は#分です。}}',
  'rank.external': '{rank}:ショップ・CRMの指定です。先行時間は{minutes}分です。',
  'rank.rules': '{rank}:ブランドのルールによる判定です。先行時間は{minutes}分です。',
  'guarantee.leads':
    '先に始まるのは、先行時間の残りのうちに入る受注(この1週間で最大1時間に{peak}件)と、出荷期限がより早い受注だけです。',
  'guarantee.ship_by': '先に始まるのは、これより早く出荷しなければならない受注だけです。',
  'guarantee.guard': '先に始まるのは、これより早い集荷の受注だけです。',
  'remark.truck_not_kept':
    'この保証だけでは集荷に間に合うとは限りません。保証の上限が、集荷に間に合う最後の開始時刻より後です。集荷までの余裕が少なくなれば先に回しますが、その設定が有効で、人手が足りている場合に限ります。',
  'remark.truck_not_kept_guarded':
    '先に回しても集荷に間に合わないおそれがあります。人手を増やすか、急ぎに指定してください。',
  'remark.ship_by_not_kept':
    'この保証だけでは出荷期限に間に合うとは限りません。集荷の代わりに出荷期限を見て、期限が迫ると先に回します(この機能が有効で、人手が足りている場合)。そうでなければ急ぎに指定してください。',
  'overtaken.scan': '作業担当が手元の品を読み取って始めました。',
  'overtaken.truck': '集荷までの余裕がほとんどありませんでした。',
  'overtaken.cart': 'すでに始まったピッキングの道順にありました。',
  'overtaken.expedited': '担当者が急ぎに指定しました。',
  'overtaken.ship_by': '出荷期限が先でした。',
  'overtaken.head_start': '会員ランクの先行時間が長い受注でした。',
  'overtaken.brand_head_start':
    'ブランドの標準リードがこの倉庫の基準より短いため、標準ランクにも先行時間があります(倉庫の上限とブランドの割当の範囲内)。',
  'overtaken.shorter_lead':
    '先行時間ではなく、リードが短い受注でした。計画のあいだに基準のリードが変わったか、この受注のランクのリードが基準より長いためです。',
  'overtaken.same_minute': '作業目標時刻が同じ分でした。',
  'overtaken.moved': '始めたときは前に並んでいました。その後、順番が変わりました。',
  'cause.rank_raised': '会員ランクが上がりました。',
  'cause.order_changed': '受注の内容が変わりました。',
  'cause.pickup_moved': '集荷締めが変わりました。',
  'cause.truck_missed': '集荷に間に合わず、次の集荷に移りました。',
  'cause.hold_released': '出荷保留を解きました。',
  'cause.expedited': '急ぎに指定しました。',
  'cause.split': '箱を分けました。',
  'cause.consolidated': 'おまとめしました。',
  'cause.order_left_box': '同じ箱の別の受注が取り消されました。',
  'cause.truck_guard': '集荷に間に合わせるため、先に回しました。',
  'cause.truck_guard_lifted': '集荷まで余裕ができました。',
};
