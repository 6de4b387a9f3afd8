// `.tlog-proof` files (https://c2sp.org/tlog-proof): that an entry stands in the log, with the checkpoint that says so.
import { HASH_BYTES } from './merkle-tree.js';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const INDEX = /^index (0|[1-9]\d{0,15})$/;

export interface TlogProof {
  /** Place of the entry, from 0. */
  index: number;
  /** From the leaf's sibling to the root's child. */
  hashes: readonly Buffer[];
  /** A whole signed note. */
  checkpoint: string;
}

/** The file's text. */
export function tlogProof({ index, hashes, checkpoint }: TlogProof): string {
  const lines = [FIRST_LINE, `index ${index}`, ...hashes.map((hash) => hash.toString('base64'))];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads such a file; an `extra` line is passed over. @throws TypeError */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  const [first, ...rest] = text.slice(0, Math.max(end, 0)).split('\n');
  const [place = '', ...encoded] = rest[0]?.startsWith('extra ') ? rest.slice(1) : rest;
  const [, index] = INDEX.exec(place) ?? [];
  const hashes = encoded.map((line) => Buffer.from(line, 'base64'));
  if (first !== FIRST_LINE || index === undefined || hashes.some(({ length }) => length !== HASH_BYTES)) {
    throw new TypeError('not a tlog-proof');
  }
  return { index: Number(index), hashes, checkpoint: text.slice(end + 2) };
}
