import type { boardTexts as english } from '../en/board.js';

/** 出荷ボードの文面。集荷ごとの一文と、困りごとと対処。 */
export const boardTexts: Readonly<Record<keyof typeof english, string>> = {
  'time.today': '{time}',
  'time.tomorrow': '明日 {time}',
  'time.other': '{day} {time}',
  'carrier.yamato': 'ヤマト運輸',
  'carrier.sagawa': '佐川急便',
  'carrier.japan_post': '日本郵便',
  'carrier.other': 'その他の配送会社',
  'truck.fine': '{truck}:残り{left}件、あと{toGo}、{people}人で全件間に合います',
  'truck.risk':
    '{truck}:残り{left}件、あと{toGo}、{people}人では{risk}件が間に合いません(あと{missing}人必要)',
  'truck.nobody': '{truck}:残り{left}件、あと{toGo}、作業中の人がいません({missing}人必要)',
  'truck.done': '{truck}:残りなし、{done}件完了',
  'truck.waiting': '{truck}:まだ作業はありません',
  'truck.held': '{truck}:保留の{held}件のほかは完了',
  'truck.gone': '{truck}:出発済み。{left}件が間に合いませんでした',
  'truck.gone_done': '{truck}:用意した荷物をすべて載せて出発済み',
  'other.earlier': '前日までの集荷分:残り{left}件、梱包済みで出荷場にあるもの{done}件',
  'other.later': '{day}:いま作業できるもの{left}件、後日{waiting}件',
  'other.no_calendar': '{carrier}(集荷時刻の登録なし):残り{left}件',
  'problem.carrier_without_calendar':
    '{what}の集荷時刻が登録されていないため、{count}件は出荷期限だけを見ています。集荷カレンダーに登録してください(PUT /v1/pickups)。',
  'problem.no_pickup':
    '{what}:{count}件に合う集荷がありません(便種または休業日)。集荷を追加するか、配送会社を変更してください。',
  'problem.pool_unserved':
    '{what}を扱う作業台がなく、{count}件の作業をだれにも渡せません。扱う作業台を設定してください(PUT /v1/stations/…/capabilities)。',
  'problem.pool_unattended':
    '{what}を扱う作業台にだれもログインしておらず、{count}件が待っています。{who}でログインしてください。',
  'problem.nobody_at_work':
    'どの作業台にもだれもログインしておらず、{count}件が待っています。名札を読み取ってログインしてください。',
  'problem.ship_by_past':
    '{count}件が出荷期限を過ぎています。先に作業されます。お客さまへ連絡するか、ショップから新しい期限を送ってください。',
  'problem.contact_lost':
    '{what}との通信が作業中に途絶えました({count}件)。商品が台に残っていないか、先に確認してください。応答がなければ別の作業台に渡ります。',
  'problem.left_behind':
    '{what}:出発した便の{count}件が、梱包済みのまま引き渡しの読み取りがありません。出荷口を確認し、引き渡し済みなら読み取ってください。',
  'problem.shipped_without_evidence':
    '{count}件が記録のないまま出荷されました。「記録率」の画面で確かめ、理由を付けて認めるか、作業映像が届くのを待ってください。',
  'problem.station_clock_ahead':
    '{what}の時計が進んでいます(未来の読み取り{count}件)。時計を合わせてください。記録は台の時刻のまま残ります。',
  'problem.order_clock_ahead':
    '{what}の時計が進んでいます。未来の日時の注文{count}件は、受信時刻を注文時刻とみなします。送信元の時計を合わせてください。',
  'problem.queue_rows':
    'キューの保管先に接続できません。作業は同じ順番でデータベースから直接渡しています。作業台での対応は不要です。運用担当に連絡してください。',
  'problem.queue_rebuilding':
    'キューを作り直しています。作業は同じ順番でデータベースから直接渡しています。自動で終わります。',
  'need.zone': 'ゾーン{value}',
  'need.temperature.chilled': '冷蔵品',
  'need.temperature.frozen': '冷凍品',
  'need.skill': '技能「{value}」',
  'status.packed_not_handed_over': '梱包済み、引き渡しの読み取りなし',
  'status.partly_handed_over': '一部の個口に引き渡しの読み取りなし',
  'status.not_finished': '未完了のまま便が出発',
  'status.later': '後日の出荷分',
  'status.payment': '入金待ち',
  'status.missed': '便に間に合わず、次の便へ',
  'status.left_later': '後日に引き渡し',
  'status.stopped_later': '後日に取り消し',
};
