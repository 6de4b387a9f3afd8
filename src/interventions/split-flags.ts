/**
 * What a box still asks for when goods have gone into another one. Some of a shipment's flags come from its goods and some from
 * its order (a gift, its noshi, its value): only what the goods that are gone brought along alone goes with them.
 */

/** A line with what its goods ask for. */
export interface FlaggedLine {
  flags: readonly string[];
  engraving: string | null;
}

/** An order's own, whatever its goods are. */
const OF_ORDER: ReadonlySet<string> = new Set(['gift', 'noshi', 'mourning', 'high_value', 'multi_box']);

/**
 * @param flags of the shipment before it was split
 * @param stay lines of this box
 * @param gone lines of the other one
 */
export function flagsOfHalf(
  flags: readonly string[],
  stay: readonly FlaggedLine[],
  gone: readonly FlaggedLine[],
): string[] {
  const brought = new Set(gone.flatMap(asked));
  const own = new Set(stay.flatMap(asked));
  return flags.filter((flag) => OF_ORDER.has(flag) || own.has(flag) || !brought.has(flag));
}

// An item that can be engraved isn't engraved: only the letters ask for it.
function asked({ flags, engraving }: FlaggedLine): string[] {
  const plain = flags.filter((flag) => flag !== 'engraving');
  return engraving === null ? plain : [...plain, 'engraving'];
}
