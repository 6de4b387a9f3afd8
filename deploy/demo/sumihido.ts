/** The demo brand: SUMIHIDO of Kamakura, tea and vessels. Invented; only the carriers are real. */
/** 検品基準 第3版: which edition of its inspection standards the brand works by. */
export const EDITION = 3;

export const BRAND = {
  code: 'sumihido',
  nameJa: '澄日堂',
  nameEn: 'SUMIHIDO',
  defaultLocale: 'ja' as const,
  timeZone: 'Asia/Tokyo',
  currency: 'JPY',
  colours: { ink: '#22312B', paper: '#F7F4EC', accent: '#5B7A4B', seal: '#A63D2F' },
  contact: {
    email: 'care@sumihido.example',
    phone: '03-0000-0001',
    membersPhone: '03-0000-0002',
    hoursJa: '平日9時〜18時',
    hoursEn: 'Weekdays 9:00–18:00',
  },
};

export const WAREHOUSE = {
  code: 'ofuna',
  nameJa: '澄日堂 大船出荷場',
  nameEn: 'SUMIHIDO Ofuna warehouse',
  timeZone: 'Asia/Tokyo',
};

const MONDAY_TO_SATURDAY = [1, 2, 3, 4, 5, 6];

/** When the trucks leave Ofuna. */
export const PICKUPS = [
  { carrier: 'japan_post' as const, localTime: '16:30', weekdays: MONDAY_TO_SATURDAY },
  { carrier: 'yamato' as const, localTime: '17:30', weekdays: MONDAY_TO_SATURDAY },
  { carrier: 'sagawa' as const, localTime: '18:00', weekdays: MONDAY_TO_SATURDAY },
];

/** Until when an order ships the same day: the perk late_cutoff gives Musubi and the Akari circle two hours more. */
export const ORDER_CUTOFFS = [
  { rank: null, localTime: '13:00', weekdays: MONDAY_TO_SATURDAY },
  { rank: 'vip', localTime: '15:00', weekdays: MONDAY_TO_SATURDAY },
  { rank: 'invited', localTime: '15:00', weekdays: MONDAY_TO_SATURDAY },
];

/** Six orders go on a picking cart; an order may go before one that is due ten minutes earlier when that saves a walk. */
export const CARTS = [{ stage: 'pick', orders: 6, bendMinutes: 10 }];

export const STATIONS = ['作業台1', '作業台2', '作業台3', '作業台4'] as const;

export const PACKERS = [
  { pseudonym: 'P-07', displayName: '担当 07', badge: 'BADGE-07-KAWASEMI', locale: 'ja' as const },
  { pseudonym: 'P-12', displayName: 'Packer 12', badge: 'BADGE-12-HIBARI', locale: 'en' as const },
] as const;

interface DemoItem {
  sku: string;
  gtin: string;
  name: { ja: string; en: string };
  price: number;
  shelf: string;
  flags: string[];
}

/** `place`: the shelf, then the flags that decide which checks apply. */
function item(sku: string, gtin: string, ja: string, en: string, price: number, place: string): DemoItem {
  const [shelf = '', ...flags] = place.split(' ');
  return { sku, gtin, name: { ja, en }, price, shelf, flags };
}

export const ITEMS: readonly DemoItem[] = [
  item('TEA-SEN-050', '2026010101016', '煎茶「朝凪」50g', 'Sencha "Asanagi" 50 g', 1620, 'A-01-1 lot'),
  item('TEA-HOJ-080', '2026010102020', 'ほうじ茶「夕灯」80g', 'Hojicha "Yuakari" 80 g', 1296, 'A-01-2 lot'),
  item(
    'SET-SUB-003',
    '2026010103034',
    '季節の茶 定期便(3種)',
    'Seasonal tea subscription (3)',
    3780,
    'A-02-1 set lot',
  ),
  item(
    'CER-KYU-360',
    '2026010104048',
    '白磁の急須 360ml',
    'White porcelain teapot 360 ml',
    9900,
    'B-01-1 fragile teapot',
  ),
  item(
    'CER-YUN-2SET',
    '2026010105052',
    '組湯呑 二客(木箱入)',
    'Pair of cups in a wooden box',
    7700,
    'B-01-3 fragile wooden_box',
  ),
  item('WOD-CHA-200', '2026010106066', '桜皮の茶筒 200g', 'Cherry-bark tea canister', 6600, 'B-02-2'),
  item(
    'ARO-HIN-010',
    '2026010107070',
    '和精油「檜」10ml',
    'Hinoki essential oil 10 ml',
    3300,
    'C-01-1 liquid',
  ),
  item(
    'FOD-YOK-006',
    '2026010108084',
    'ひとくち羊羹 6本(冷蔵)',
    'Bite-size yokan, 6 (chilled)',
    2160,
    'R-01-1 chilled lot',
  ),
];

/** Carriers' numbers with right check digits, kept for the demo. */
export const WAYBILLS = {
  takase: { carrier: 'yamato', number: '3012-0000-0010' },
  kuze: { carrier: 'yamato', number: '3012-0000-0021' },
  kobinata: { carrier: 'japan_post', number: '6091-0000-0316' },
  manabe: [
    { carrier: 'yamato', number: '3012-0000-0135' },
    { carrier: 'sagawa', number: '4055-0000-0216' },
  ],
} as const;
