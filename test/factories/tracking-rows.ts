import type {
  CheckItem,
  ClipItem,
  EventRow,
  LineItem,
  LinkRow,
  RecordRow,
  StageItem,
  TrackingRows,
} from '../../src/tracking/tracking.rows.js';

/** Rows of a tracking page as the statements deliver them: a canister and tea on their way, to be overridden. */

export const AT = {
  picked: '2026-11-23T01:12:00+00:00',
  packed: '2026-11-23T02:05:00+00:00',
  shipped: '2026-11-23T08:31:00+00:00',
} as const;

export const LINES: LineItem[] = [
  {
    id: 'line-1',
    nameJa: '桜皮の茶筒 200g',
    nameEn: 'Cherry-bark tea canister',
    quantity: 1,
    engraving: '千尋',
  },
  { id: 'line-2', nameJa: '煎茶「朝凪」50g', nameEn: 'Sencha "Asanagi" 50 g', quantity: 2, engraving: null },
];

export const PICKED = stage('pick', ['pick'], 'scan_log', AT.picked);
export const PACKED = stage('pack', ['inspect', 'pack'], 'film', AT.packed);
export const SHIPPED = stage('ship', ['ship'], 'still', AT.shipped);

export const CHECKS: CheckItem[] = [
  check('pick', 'PK1', 'Matched each item to your order by barcode', {
    customerJa: 'ご注文の商品を、バーコードで照合しました',
  }),
  check('pick', 'PK2', 'Matched the count', { customerJa: '数を照合しました' }),
  check('pick', 'PK5', '', { customerJa: null, customerEn: null }),
  check('pack', 'IN1', 'Checked every piece a second time', { customerJa: '一品ずつ、もう一度照合しました' }),
  check('pack', 'IN5', 'Checked "{text}" letter by letter', {
    customerJa: '「{text}」の文字を一字ずつ確かめました',
    answeredBy: 'photo',
  }),
  check('pack', 'PA7', 'Just before we closed the box', {
    customerJa: '箱を閉じる前の写真です',
    answeredBy: 'photo',
    clipId: 'clip-still',
  }),
  check('pack', 'PA8', 'Closed so that it opens without scissors', {
    customerJa: 'はさみなしで開けられるように閉じました',
  }),
  check('ship', 'SH1', 'Matched the address label', { customerJa: 'お届け先のラベルを照合しました' }),
  check('ship', 'SH7', 'Handed to {carrier} at {at}', { customerJa: '{carrier}にお渡ししました({at})' }),
];

export const FILM: ClipItem = {
  id: 'clip-film',
  taskId: 'task-pack',
  kind: 'film',
  overtaken: false,
  beforeLabel: true,
  answersCustomer: true,
  mediaState: 'playable',
  renditions: [
    { kind: 'staff', durationMs: 58_000 },
    { kind: 'customer', durationMs: 42_300 },
    { kind: 'poster', durationMs: null },
  ],
  manifest: '8f3a71c09be2d4561f00aa5577e1c3b2',
};

export const STILL: ClipItem = {
  id: 'clip-still',
  taskId: 'task-pack',
  kind: 'still',
  overtaken: false,
  beforeLabel: true,
  answersCustomer: true,
  mediaState: 'playable',
  renditions: [{ kind: 'still', durationMs: null }],
  manifest: null,
};

/** The same stage before it is done. */
export function unfinished(done: StageItem): StageItem {
  return { ...done, state: 'ready', completedAt: null };
}

/** A stage of the preset "one bench". */
export function stage(
  code: string,
  sections: string[],
  evidence: string,
  completedAt: string | null,
): StageItem {
  const state = completedAt === null ? 'ready' : 'completed';
  return { taskId: `task-${code}`, stage: code, state, completedAt, sections, evidence };
}

/** A passed check. */
export function check(
  stageCode: string,
  code: string,
  customerEn: string,
  over: Partial<CheckItem> = {},
): CheckItem {
  return {
    taskId: `task-${stageCode}`,
    code,
    answeredBy: 'press',
    value: 'pass',
    customerJa: null,
    customerEn,
    appliesTo: [],
    version: 3,
    clipId: null,
    ...over,
  };
}

/** An event that customers may read. */
export function event(kind: string, data: Record<string, unknown>, at: string = AT.packed): EventRow {
  return { kind, data, occurred_at: new Date(at) };
}

/** The link's row; a shipment handed over to Yamato, expected on the 24th. */
export function linkRow(over: Partial<LinkRow> = {}): LinkRow {
  return {
    link_id: '01930000-0000-7000-8000-000000000001',
    brand_id: 'brand',
    shipment_id: 'shipment',
    order_id: 'order',
    audience: 'orderer',
    link_film: false,
    expires_at: new Date('2027-02-20T15:00:00Z'),
    revoked_at: null,
    brand_name_ja: '澄日堂',
    brand_name_en: 'SUMIHIDO',
    time_zone: 'Asia/Tokyo',
    colours: { ink: '#22312B', paper: '#F7F4EC', accent: '#5B7A4B', seal: '#A63D2F' },
    contact: {
      email: 'care@sumihido.example',
      phone: '03-0000-0001',
      hoursJa: '平日9時〜18時',
      hoursEn: 'Weekdays 9:00–18:00',
    },
    external_id: 'S-10231',
    order_locale: 'ja',
    order_state: 'open',
    payment_state: 'paid',
    gift: false,
    omotegaki: null,
    rank_film: true,
    shipment_state: 'handed_over',
    carrier_state: 'pending',
    release_at: new Date('2026-11-22T15:00:00Z'),
    planned_ship_date: '2026-11-23',
    delivery_date: '2026-11-24',
    delivery_window: '14時〜16時',
    carrier: 'yamato',
    parcel_count: 1,
    flags: ['engraving'],
    handed_over_at: new Date(AT.shipped),
    delivered_at: null,
    ...over,
  };
}

/** A whole page's rows. */
export function trackingRows(
  over: { link?: Partial<LinkRow>; events?: EventRow[]; record?: Partial<RecordRow> } = {},
): TrackingRows {
  return {
    link: linkRow(over.link),
    events: over.events ?? [],
    record: {
      lines: LINES,
      stages: [PICKED, PACKED, SHIPPED],
      checks: CHECKS,
      clips: [FILM, STILL],
      waybills: [{ carrier: 'yamato', number: '301200000010', parcelNo: 1 }],
      reports: null,
      ...over.record,
    },
  };
}
