import { hasNoshiMark } from './noshi.rules.js';
import type { Noshi } from './orders.contract.js';

/**
 * What a packer is told about one order, from the customer's wishes. Perks will add theirs to the same table. The texts
 * are written once, at intake, in both languages: a station shows them as they are. A wish in the customer's own words
 * is never translated.
 */
export interface InstructionText {
  kind: 'noshi' | 'no_prices' | 'mourning' | 'engraving' | 'wish';
  ja: string;
  en: string;
  /** What the text was made from, for checks that compare letter by letter. */
  detail: Readonly<Record<string, unknown>>;
}

export interface InstructedOrder {
  gift: boolean;
  noshi: Noshi | null;
  wishes: readonly string[];
  lines: readonly { sku: string; nameJa: string; nameEn: string; engraving: string | null }[];
}

const CORDS: Record<Noshi['mizuhiki'], { ja: string; en: string }> = {
  red_white_bow: { ja: '紅白 蝶結び', en: 'red and white bow' },
  red_white_knot_10: { ja: '紅白 結び切り10本', en: 'red and white knot, ten strands' },
  red_white_knot_5: { ja: '紅白 結び切り5本', en: 'red and white knot, five strands' },
  black_white_knot: { ja: '黒白 結び切り', en: 'black and white knot' },
  yellow_white_knot: { ja: '黄白 結び切り', en: 'yellow and white knot' },
};

const PLACEMENTS: Record<Noshi['placement'], { ja: string; en: string }> = {
  inner: { ja: '内のし', en: 'under the wrapping' },
  outer: { ja: '外のし', en: 'over the wrapping' },
};

/** The instructions of an order in the sequence in which a packer meets them. */
export function instructionsOf(order: InstructedOrder): InstructionText[] {
  const engravings = order.lines.flatMap((line) =>
    line.engraving === null ? [] : [engravingInstruction(line, line.engraving)],
  );
  return [
    ...engravings,
    ...(order.noshi ? [noshiInstruction(order.noshi)] : []),
    ...(order.noshi?.kind === 'mourning' ? [MOURNING] : []),
    ...(order.gift ? [NO_PRICES] : []),
    ...order.wishes.map((text): InstructionText => ({ kind: 'wish', ja: text, en: text, detail: {} })),
  ];
}

const NO_PRICES: InstructionText = {
  kind: 'no_prices',
  ja: '贈り物です。金額のわかる書類を入れないでください。',
  en: 'A gift: put nothing inside that shows a price.',
  detail: {},
};

const MOURNING: InstructionText = {
  kind: 'mourning',
  ja: '弔事です。お祝い・販促の同梱物やカードを入れないでください。',
  en: 'Mourning: no festive or promotional inserts, no cards.',
  detail: {},
};

function noshiInstruction(noshi: Noshi): InstructionText {
  const names = noshi.nameLines.length > 0 ? noshi.nameLines.join('・') : null;
  const reading = noshi.furigana;
  const mark = hasNoshiMark(noshi);
  const ja = [
    `表書き「${noshi.omotegaki}」`,
    CORDS[noshi.mizuhiki].ja,
    names ? `名入れ「${names}」${reading ? `(よみ「${reading}」)` : ''}` : '名入れなし',
    PLACEMENTS[noshi.placement].ja,
    ...(mark ? [] : ['のし印なし']),
  ];
  const en = [
    `title "${noshi.omotegaki}"`,
    CORDS[noshi.mizuhiki].en,
    names ? `name "${names}"${reading ? ` (reading "${reading}")` : ''}` : 'no name',
    PLACEMENTS[noshi.placement].en,
    ...(mark ? [] : ['paper without the noshi mark']),
  ];
  return { kind: 'noshi', ja: `のし:${ja.join('、')}`, en: `Noshi: ${en.join(', ')}`, detail: { ...noshi } };
}

function engravingInstruction(
  line: { sku: string; nameJa: string; nameEn: string },
  text: string,
): InstructionText {
  return {
    kind: 'engraving',
    ja: `名入れ(刻印):${line.nameJa}に「${text}」`,
    en: `Engraving: "${text}" on ${line.nameEn}`,
    detail: { sku: line.sku, text },
  };
}
