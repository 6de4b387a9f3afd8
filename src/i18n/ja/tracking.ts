import type { TrackingTexts } from '../../tracking/tracking.texts.js';
import { trackingReportJa } from './tracking-report.js';
import { trackingStatusesJa } from './tracking-statuses.js';

/** お客さまのページの文言。 */
export const trackingJa: TrackingTexts = {
  statuses: trackingStatusesJa,
  steps: ['ご注文', 'ご用意', '梱包', '発送', 'お届け'],
  stepStates: { done: '完了', current: 'いまここ', todo: 'これから' },
  plan: {
    shipDate: '発送予定日',
    shippedOn: '発送日',
    delivery: 'お届け予定',
    orderNo: 'ご注文番号',
    parcels: '{n}個口でお送りします',
  },
  carriers: { yamato: 'ヤマト運輸', sagawa: '佐川急便', japan_post: '日本郵便', other: '配送会社' },
  parcel: {
    title: 'お荷物',
    number: 'お問い合わせ番号(伝票番号)',
    of: '{total}個口の{n}',
    link: '{carrier}のページで見る',
  },
  journey: {
    title: '配送の状況',
    states: {
      pending: '配送会社の受付を待っています',
      info_received: '配送会社が受け付けました',
      in_transit: '配送中です',
      out_for_delivery: '配達に出発しました',
      attempt_failed: 'ご不在のため、お持ち帰りいたしました',
      delivered: 'お届けが完了しました',
      available_for_pickup: 'お受け取りいただけます',
      exception: '配送会社で確認しています',
      expired: '配送会社からのお知らせが途絶えています',
    },
    at: '{place}',
  },
  film: {
    ready: {
      title: '梱包の様子をご覧いただけます',
      body: [['お荷物を包むまでの{sec}秒です({until}まで)。', 'お荷物を包むまでの動画です({until}まで)。']],
    },
    preparing: {
      title: '梱包の動画を準備しています',
      body: [['整いしだい、このページでご覧いただけます。']],
    },
    later: {
      title: '梱包の様子を動画でご覧いただけます',
      body: [['箱を閉じたあと、このページに届きます。']],
    },
    withheld: {
      title: '検品の記録をご覧いただけます',
      body: [['お届け先のラベルが映るため、梱包の動画は公開していません。検品の記録をご覧ください。']],
    },
    none: {
      title: '写真で記録しました',
      body: [['{reason}のため動画を撮影できませんでした。検品の記録と写真をご覧ください。']],
    },
    play: '梱包の動画',
    whole: '全編を見る',
    unplayable: '動画を再生できないときは、こちらから開いてください',
  },
  noFilmReasons: { rejected: '撮影機器の不具合', absent: '撮影機器の都合' },
  stills: { title: '梱包の写真', plain: '梱包したときの写真です' },
  record: {
    title: '検品と梱包の記録',
    lead: '箱を閉じるまでに、ひとつずつ確かめたことです。',
    stages: {
      pick: '商品のご用意',
      inspect: '検品',
      inspect_pack: '検品と梱包',
      pack: '梱包',
      ship: 'お引き渡しの準備',
      work: 'ご用意',
    },
    standard: '検品基準 第{versions}版',
    versions: '版・第',
  },
  recordCount: { one: '{n}項目を確認', many: '{n}項目を確認' },
  recordHidden: '中身はお楽しみに。くわしい記録は、お届けのあとにご覧いただけます。',
  swap: {
    title: '別の品とお取り替えしました',
    story: [
      [
        '検品で{defect}が見つかったため、新しい品に替えました。',
        '検品で気になる点があったため、新しい品に替えました。',
      ],
      ['発送日は変わりません。'],
    ],
  },
  short: { plain: '一部の商品' },
  seal: {
    title: '改ざん検知つきの記録',
    text: 'この記録は電子署名をつけて保管しています。あとから書き換えると、必ずわかります。',
    id: '記録番号 {id}',
    check: 'ご覧の動画が署名されたものと同じかどうか、お使いのブラウザ自身で確かめられます。',
  },
  items: { title: 'お届けする品', quantity: '{n}点', more: 'ほか{n}品' },
  report: trackingReportJa,
  contact: { title: 'お問い合わせ', email: 'メール', phone: '電話' },
  footer: {
    quiet: 'このページに、閲覧を追跡するしくみはありません。',
    until: 'このページは{until}までご覧いただけます。',
  },
  language: { label: '言語', other: 'English' },
  gift: { title: '贈り物をお届けします' },
  errors: {
    unknown: {
      title: 'ページが見つかりません',
      body: [
        'リンクが途中で切れているか、アドレスが変わった可能性があります。',
        'お店からのメールにあるリンクを、もう一度最初から開いてください。開けないときは、お店の窓口までご連絡ください。',
      ],
    },
    expired: {
      title: 'リンクの有効期限が過ぎました',
      body: [
        '安全のため、お届けの状況をご覧いただける期間を区切っています。',
        'もう一度ご覧になりたいときは、お店の窓口までご連絡ください。新しいリンクをお送りします。',
      ],
    },
    revoked: {
      title: 'このリンクは使えなくなりました',
      body: [
        '新しいリンクに替わった可能性があります。お店からの最新のメールをご確認ください。',
        '見当たらないときは、お店の窓口までご連絡ください。',
      ],
    },
    closed_here: {
      title: 'もう一度、リンクからお開きください',
      body: [
        'このページは、お店からお送りしたリンクを開いたブラウザでだけご覧いただけます。',
        'お店からのメールにあるリンクを開いてください。',
      ],
    },
    busy: {
      title: 'ただいまページを開けません',
      body: ['少し時間をおいて、もう一度お開きください。記録は失われません。'],
    },
    not_found: {
      title: 'こちらはご覧いただけません',
      body: ['お届けの状況のページに戻って、もう一度お試しください。'],
    },
  },
  skip: '本文へ',
  titleOf: '{title}|{brand}',
};
