/**
 * Which orders go on one picking trip. They are taken in the order of the line; a trip may bend that order to stay in one
 * zone, but only within a stated limit: nothing is taken that stands more than so many minutes behind an order that is left
 * behind, and nothing at all is left behind whose truck is nearly out of time. So priority survives batching.
 */

export interface CartCandidate {
  id: string;
  band: 0 | 1;
  /** Milliseconds. */
  placeAt: number;
  /** Where its goods lie; null: in several zones or in none. */
  zone: string | null;
}

export interface CartWish {
  /** How many orders the cart holds. */
  size: number;
  /** By how much the order of the line may bend to stay in the zone of the most urgent order; 0: not at all. */
  bendMinutes: number;
}

/** What a warehouse allows at a stage: the places of its carts there, and by how much they may bend the order of the line. */
export interface CartLimit {
  orders: number;
  bendMinutes: number;
}

export interface ChosenCart {
  ids: string[];
  /** For each chosen order: how many more urgent ones were left behind. */
  passedOver: number[];
}

const MINUTE_MS = 60_000;

/**
 * What a station gets of its wish. The line is the warehouse's, so its limit holds whatever a station asks for; where it has
 * stated none, nothing may bend. A packer isn't refused for it: the trip is nearer to the order of the line than was asked.
 */
export function withinLimit({ size, bendMinutes }: CartWish, limit: CartLimit | undefined): CartWish {
  return {
    size: Math.min(size, limit?.orders ?? size),
    bendMinutes: Math.min(bendMinutes, limit?.bendMinutes ?? 0),
  };
}

/** @param line in the order of the line: band, place, id */
export function chooseCart(line: readonly CartCandidate[], { size, bendMinutes }: CartWish): ChosenCart {
  const zone = line[0]?.zone ?? null;
  const fits = (candidate: CartCandidate) =>
    bendMinutes === 0 || zone === null || candidate.band === 0 || candidate.zone === zone;
  const taken = new Set<CartCandidate>();
  let firstLeft: CartCandidate | undefined;
  for (const candidate of line) {
    if (taken.size === size) break;
    const within =
      firstLeft === undefined || candidate.placeAt - firstLeft.placeAt <= bendMinutes * MINUTE_MS;
    if (!within) break;
    if (fits(candidate)) taken.add(candidate);
    else firstLeft ??= candidate;
  }
  // What is left of the cart is filled in the order of the line.
  for (const candidate of line) {
    if (taken.size === size) break;
    taken.add(candidate);
  }
  const chosen = line.filter((candidate) => taken.has(candidate));
  return { ids: chosen.map(({ id }) => id), passedOver: chosen.map((one) => leftBefore(line, taken, one)) };
}

function leftBefore(
  line: readonly CartCandidate[],
  taken: ReadonlySet<CartCandidate>,
  one: CartCandidate,
): number {
  return line.slice(0, line.indexOf(one)).filter((candidate) => !taken.has(candidate)).length;
}
