/**
 * Which gift paper custom allows. A bow on a wedding gift is an insult (it can be tied again), and a festive cord on a
 * mourning gift is unforgivable, so anything outside of this table is refused at intake, long before a packer sees it.
 * Source: content of the trade, "Noshi".
 */
import type { Noshi } from './orders.contract.js';

type Mizuhiki = Noshi['mizuhiki'];

interface NoshiKind {
  omotegaki: readonly string[];
  mizuhiki: readonly Mizuhiki[];
  /** The small folded ornament in the corner; it means celebration, so it is left out for the sick and the dead. */
  mark: boolean;
}

export const NOSHI_KINDS = {
  celebration: {
    omotegaki: ['御祝', '内祝', '御礼', '御中元', '御歳暮', '御年賀', '出産内祝'],
    mizuhiki: ['red_white_bow'],
    mark: true,
  },
  wedding: {
    omotegaki: ['寿', '御結婚御祝', '結婚内祝'],
    mizuhiki: ['red_white_knot_10'],
    mark: true,
  },
  recovery: { omotegaki: ['快気祝', '快気内祝'], mizuhiki: ['red_white_knot_5'], mark: true },
  sympathy: { omotegaki: ['御見舞'], mizuhiki: ['red_white_knot_5'], mark: false },
  mourning: {
    omotegaki: ['志', '粗供養', '満中陰志', '御供'],
    mizuhiki: ['black_white_knot', 'yellow_white_knot'],
    mark: false,
  },
} as const satisfies Record<Noshi['kind'], NoshiKind>;

const MAX_NAMES = 3;
// Only a newborn's name is written with its reading, so that everybody learns how it is said.
const TITLE_WITH_FURIGANA = '出産内祝';

/** Why a noshi is refused: the field it concerns, and what to do. */
export interface NoshiRefusal {
  field: 'omotegaki' | 'mizuhiki' | 'nameLines' | 'furigana';
  advice: string;
}

/** The reason why custom doesn't allow this noshi, or null when it does. */
export function whyNotAllowed(noshi: Noshi): NoshiRefusal | null {
  const kind: NoshiKind = NOSHI_KINDS[noshi.kind];
  if (!kind.omotegaki.includes(noshi.omotegaki)) {
    return { field: 'omotegaki', advice: `for ${noshi.kind} use one of ${kind.omotegaki.join(', ')}` };
  }
  if (!kind.mizuhiki.includes(noshi.mizuhiki)) {
    return { field: 'mizuhiki', advice: `${noshi.omotegaki} takes ${kind.mizuhiki.join(' or ')}` };
  }
  if (noshi.nameLines.length > MAX_NAMES) {
    return { field: 'nameLines', advice: 'write at most three names; for more use the one line 有志一同' };
  }
  if (noshi.furigana !== undefined && noshi.omotegaki !== TITLE_WITH_FURIGANA) {
    return { field: 'furigana', advice: `only ${TITLE_WITH_FURIGANA} carries a reading; leave it out` };
  }
  return null;
}

/** Whether the paper carries the noshi mark in its corner. */
export function hasNoshiMark(noshi: Noshi): boolean {
  return NOSHI_KINDS[noshi.kind].mark;
}
