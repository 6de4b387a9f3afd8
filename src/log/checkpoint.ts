// Checkpoints (https://c2sp.org/tlog-checkpoint): what the log's key signs. Whoever keeps one can prove later that the log has
// changed what it said then. The custody chain's head goes with it as an extension line, so that it can't be changed alone.
//
// STORED FOR GOOD: the lines below are signed and published.
import { HASH_BYTES } from './merkle-tree.js';

/** Where the chain of custody events ended at that moment. */
export interface ChainHead {
  count: number;
  /** SHA-256 */
  head: Buffer;
}

export interface Checkpoint {
  /** Whose log it is: its address without a scheme. */
  origin: string;
  size: number;
  root: Buffer;
  custody?: ChainHead;
}

const CUSTODY = /^custody (0|[1-9]\d*) ([A-Za-z0-9+/]{43}=)$/;
const SIZE = /^(?:0|[1-9]\d{0,15})$/;

/** The text that is signed: origin, size and root, a line each, then extension lines. */
export function checkpointText({ origin, size, root, custody }: Checkpoint): string {
  const lines = [origin, String(size), root.toString('base64')];
  if (custody) lines.push(`custody ${custody.count} ${custody.head.toString('base64')}`);
  return `${lines.join('\n')}\n`;
}

/** Reads a checkpoint's text, or a whole note. Unknown extension lines are passed over. @throws TypeError */
export function parseCheckpoint(note: string): Checkpoint {
  const [text = ''] = note.split('\n\n', 1);
  const [origin = '', size = '', encoded = '', ...extensions] = text.replace(/\n$/, '').split('\n');
  const root = Buffer.from(encoded, 'base64');
  if (origin === '' || !SIZE.test(size) || root.length !== HASH_BYTES)
    throw new TypeError('not a checkpoint');
  const [, count, head] = extensions.map((line) => CUSTODY.exec(line)).find((match) => match) ?? [];
  const custody =
    head === undefined ? undefined : { count: Number(count), head: Buffer.from(head, 'base64') };
  return { origin, size: Number(size), root, custody };
}
