import { DateTime } from 'luxon';
import type { Schemas } from './api.js';
import { ITEMS } from './sumihido.js';

type Order = Schemas['OrderBody'];
type Party = Schemas['Party'];

/** Who orders what; addresses are real cities with invented blocks, people are invented. */
export interface DemoOrder {
  customer: { ref: string; name: string; nameKana: string; email: string; rank: string; why: string };
  membership?: '01' | '02' | '03';
  order: Order;
}

/**
 * Builds the demo's orders. `number(n)` names them; times are relative to `now` in the brand's time zone. When they must
 * leave follows from the brand's cut-offs and the trucks.
 */
export function demoOrders(now: DateTime, number: (n: number) => string): Record<DemoName, DemoOrder> {
  const at = now.setZone('Asia/Tokyo');
  return {
    takase: takase(at, number(1)),
    saegusa: saegusa(at, number(2)),
    kobinata: kobinata(at, number(3)),
    manabe: manabe(at, number(4)),
    honjo: honjo(at, number(5)),
    kaburagi: kaburagi(at, number(6)),
    isa: isa(at, number(7)),
    kuze: kuze(at, number(8)),
  };
}

export type DemoName = 'takase' | 'saegusa' | 'kobinata' | 'manabe' | 'honjo' | 'kaburagi' | 'isa' | 'kuze';

const line = (sku: string, quantity: number, engraving?: string) => {
  const known = ITEMS.find((candidate) => candidate.sku === sku);
  if (!known) throw new Error(`${sku} is not in the catalogue`);
  return { sku, quantity, unitPrice: known.price, ...(engraving ? { engraving } : {}) };
};

const total = (lines: Order['lines']) => lines.reduce((sum, each) => sum + each.quantity * each.unitPrice, 0);

const iso = (at: DateTime): string => at.toUTC().toISO() ?? '';

interface Wanted extends Partial<Order> {
  externalId: string;
  lines: Order['lines'];
}

function orderOf(at: DateTime, ref: string, orderer: Party, wanted: Wanted): Order {
  return {
    source: 'demo',
    placedAt: iso(at.minus({ hours: 2 })),
    customer: { ref, name: orderer.name, email: orderer.email },
    locale: 'ja',
    orderer,
    payment: { method: 'card', state: 'paid', currency: 'JPY', total: total(wanted.lines) },
    carrier: 'yamato',
    delivery: {},
    gift: false,
    wishes: [],
    ...wanted,
  };
}

const party = (
  name: string,
  kana: string,
  email: string,
  postalCode: string,
  region: string,
  city: string,
): Party => ({
  name,
  nameKana: kana,
  email,
  country: 'JP',
  postalCode,
  region,
  city,
  line1: '架空町1-2-3',
});

const takase = (at: DateTime, externalId: string): DemoOrder => {
  const who = party('高瀬 千尋', 'たかせ ちひろ', 'takase@example.com', '248-0006', '神奈川県', '鎌倉市');
  return {
    customer: customer('C-1001', who, 'vip', '6 orders, last 12 days ago, 2 reviews, 1 survey, 1 referral'),
    order: orderOf(at, 'C-1001', who, {
      externalId,
      lines: [line('WOD-CHA-200', 1, '千尋'), line('TEA-SEN-050', 1)],
    }),
  };
};

const saegusa = (at: DateTime, externalId: string): DemoOrder => {
  const who = party(
    '三枝 和臣',
    'さえぐさ かずおみ',
    'saegusa@example.com',
    '220-0012',
    '神奈川県',
    '横浜市西区',
  );
  const teacher = party('恩田 宗一', 'おんだ そういち', '', '604-8001', '京都府', '京都市中京区');
  const december = at.set({ month: 12, day: 20 });
  const date = december > at.plus({ days: 4 }) ? december : december.plus({ years: 1 });
  const { email: _none, ...recipient } = teacher;
  return {
    customer: customer('C-1002', who, 'vip', 'Musubi member'),
    order: orderOf(at, 'C-1002', who, {
      externalId,
      lines: [line('CER-KYU-360', 1)],
      sender: who,
      recipient,
      gift: true,
      noshi: {
        kind: 'celebration',
        omotegaki: '御礼',
        mizuhiki: 'red_white_bow',
        nameLines: ['三枝'],
        placement: 'inner',
      },
      delivery: { date: date.toISODate() ?? undefined, window: '午前中' },
    }),
  };
};

const kobinata = (at: DateTime, externalId: string): DemoOrder => {
  const who = party(
    '小日向 結',
    'こひなた ゆい',
    'kobinata@example.com',
    '330-0063',
    '埼玉県',
    'さいたま市浦和区',
  );
  return {
    customer: customer('C-1003', who, 'standard', 'first order'),
    order: orderOf(at, 'C-1003', who, {
      externalId,
      carrier: 'japan_post',
      lines: [line('TEA-SEN-050', 1), line('TEA-HOJ-080', 1)],
    }),
  };
};

const manabe = (at: DateTime, externalId: string): DemoOrder => {
  const who = party('真鍋 志帆', 'まなべ しほ', 'manabe@example.com', '980-0811', '宮城県', '仙台市青葉区');
  return {
    customer: customer('C-1004', who, 'subscriber', 'subscription, third box'),
    order: orderOf(at, 'C-1004', who, {
      externalId,
      lines: [line('SET-SUB-003', 1), line('FOD-YOK-006', 1)],
    }),
  };
};

const honjo = (at: DateTime, externalId: string): DemoOrder => {
  const who = party('本庄 冴子', 'ほんじょう さえこ', 'honjo@example.com', '930-0085', '富山県', '富山市');
  return {
    customer: customer('C-1005', who, 'repeat', '2–3 orders'),
    order: orderOf(at, 'C-1005', who, {
      externalId,
      lines: [line('TEA-SEN-050', 12)],
      gift: true,
      sender: who,
      recipient: party('高岡 明', 'たかおか あきら', 'takaoka@example.com', '933-0021', '富山県', '高岡市'),
      noshi: {
        kind: 'mourning',
        omotegaki: '志',
        mizuhiki: 'black_white_knot',
        nameLines: ['本庄'],
        placement: 'inner',
      },
    }),
  };
};

const kaburagi = (at: DateTime, externalId: string): DemoOrder => {
  const who = party('鏑木 剛', 'かぶらぎ ごう', 'kaburagi@example.com', '530-0001', '大阪府', '大阪市北区');
  return {
    customer: customer(
      'C-1006',
      who,
      'standard',
      'one bulk order of 486,000 yen, no relationship: not a member of Musubi',
    ),
    order: orderOf(at, 'C-1006', who, { externalId, lines: [line('TEA-SEN-050', 300)] }),
  };
};

const isa = (at: DateTime, externalId: string): DemoOrder => {
  const who = party('伊佐 みのり', 'いさ みのり', 'isa@example.com', '810-0001', '福岡県', '福岡市中央区');
  return {
    membership: '02',
    customer: customer('C-1007', who, 'standard', 'membership paused: return programme'),
    order: orderOf(at, 'C-1007', who, { externalId, lines: [line('TEA-HOJ-080', 2)] }),
  };
};

const kuze = (at: DateTime, externalId: string): DemoOrder => {
  const who = party('久世 亘', 'くぜ わたる', 'kuze@example.com', '460-0008', '愛知県', '名古屋市中区');
  return {
    customer: customer('C-1008', who, 'vip', 'Musubi member'),
    order: orderOf(at, 'C-1008', who, { externalId, lines: [line('CER-YUN-2SET', 1)] }),
  };
};

function customer(ref: string, who: Party, rank: string, why: string): DemoOrder['customer'] {
  return { ref, name: who.name, nameKana: who.nameKana ?? '', email: who.email ?? '', rank, why };
}
