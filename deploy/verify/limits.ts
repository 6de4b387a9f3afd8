/** Documents, keys and proofs are read into memory; films never are. */
export const MAX_READ_BYTES = 16 * 1024 * 1024;
export const MAX_ENTRIES = 20_000;
/** Of all files together, unpacked. */
export const MAX_TOTAL_BYTES = 256 * 1024 ** 3;

export type UnusableReason =
  'tooLarge' | 'tooMany' | 'bomb' | 'name' | 'twice' | 'encrypted' | 'damaged' | 'notThere' | 'usage';

/** Why a bundle is not even looked at. */
export class Unusable extends Error {
  constructor(
    readonly reason: UnusableReason,
    readonly detail = '',
  ) {
    super(`${reason} ${detail}`);
  }
}
