import type { TrackingTexts } from '../../tracking/tracking.texts.js';

/** お届けの状況:題と本文。値がない文は言い換えるか、省く。 */
export const trackingStatusesJa: TrackingTexts['statuses'] = {
  received: {
    title: 'ご注文を承りました',
    body: [['ありがとうございます。'], ['{shipDate}に発送する予定です。']],
  },
  awaiting_payment: {
    title: 'ご入金をお待ちしています',
    body: [['確認でき次第、ご用意を始めます。'], ['お支払い期限は{payBy}です。']],
  },
  scheduled: {
    title: 'お届け日に合わせてご用意します',
    body: [
      [
        '{deliveryDate} {window}にお届けできるよう、{shipDate}に発送します。',
        '{deliveryDate}にお届けできるよう、{shipDate}に発送します。',
        '{shipDate}に発送します。',
      ],
    ],
  },
  picking: { title: '商品をご用意しています', body: [['棚から一品ずつご用意しています。']] },
  packing: {
    title: '検品と梱包を進めています',
    body: [['一品ずつ確かめながら、お包みしています。'], ['{shipDate}に発送する予定です。']],
  },
  inspected: { title: '検品が終わりました', body: [['検品基準にそって{n}項目を確かめました。']] },
  swapped: {
    title: '別の品とお取り替えしました',
    body: [
      [
        '検品で{defect}が見つかったため、新しい品に替えました。',
        '検品で気になる点があったため、新しい品に替えました。',
      ],
      ['発送日は変わりません。'],
    ],
  },
  short: {
    title: 'ご用意できない商品があり、お詫び申し上げます',
    body: [['{item}の在庫が足りず、ご用意できませんでした。'], ['担当者よりご連絡いたします。']],
  },
  packed: {
    title: '梱包が終わりました',
    body: [['{at}に箱を閉じ、集荷を待っています。', '箱を閉じ、集荷を待っています。']],
  },
  late_ours: {
    title: '発送が遅れます。申し訳ございません',
    body: [
      ['{oldDate}とお約束しましたが、まだ発送できておりません。'],
      ['新しい日付が決まりしだい、このページでお知らせします。お取り消しもいただけます。'],
    ],
  },
  handed_over: {
    title: '発送しました',
    body: [
      [
        '{carrier}にお渡ししました。お問い合わせ番号は{number}です。',
        '{carrier}にお渡ししました。',
        '配送会社にお渡ししました。',
      ],
    ],
  },
  in_transit: {
    title: '配送中です',
    body: [
      ['{place}({at})。', '{at}の時点の状況です。'],
      ['お届け予定は{deliveryDate} {window}です。', 'お届け予定は{deliveryDate}です。'],
    ],
  },
  out_for_delivery: {
    title: '本日お届けの予定です',
    body: [['配達に出発しました({window})。', '配達に出発しました。']],
  },
  attempt_failed: {
    title: 'ご不在のため、お持ち帰りいたしました',
    body: [['{keepUntil}まで保管されます。'], ['下の配送会社のページから再配達をお申し込みください。']],
  },
  available_for_pickup: {
    title: 'お受け取りいただけます',
    body: [
      [
        '{place}でお預かりしています({keepUntil}まで)。',
        '{place}でお預かりしています。',
        '配送会社でお預かりしています。',
      ],
    ],
  },
  late_carrier: {
    title: '配送に遅れが出ています',
    body: [
      ['配送会社で状況を確認しています。'],
      ['{at}の時点のお知らせです。動きがありましたら、このページに表示します。'],
    ],
  },
  carrier_silent: {
    title: '配送会社からの知らせが途絶えています',
    body: [['お荷物がお手元に届いていないときは、下のボタンからお知らせください。すぐにお調べします。']],
  },
  delivered: { title: 'お届けが完了しました', body: [['{at}に配達されました。', '配達されました。']] },
  cancelled: {
    title: 'ご注文を取り消しました',
    body: [
      [
        'ご返金は{refundBy}ごろの予定です。',
        'お支払いがお済みの場合の手続きは、窓口までお問い合わせください。',
      ],
    ],
  },
  returned: {
    title: 'お荷物が当店に戻りました',
    body: [['再発送かご返金をお選びください。窓口で承ります。']],
  },
};
