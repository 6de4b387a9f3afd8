// The log: what its leaves are, how a path leads to the root (RFC 6962), and the signed note that states the root
// (c2sp.org/signed-note, tlog-checkpoint, tlog-proof). Texts are held one character a byte, as they were signed.
import { binary, type Bytes, concat, fromBase64, fromBinary, isSame } from './bytes.js';
import { type Crypto, type PublicKey, rawEd25519 } from './signatures.js';

export interface Note {
  /** The signed text, with its last line break. */
  text: string;
  signatures: readonly string[];
  origin: string;
  size: number;
  root: Bytes;
}

export interface Proof {
  index: number;
  path: readonly Bytes[];
  note: Note;
}

// An em dash in UTF-8, one character a byte.
const DASH = '\u00e2\u0080\u0094 ';
const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

/** The leaf of a document's entry. */
export function leafHash(
  { schema, sha256, keyId }: { schema: string; sha256: string; keyId: string },
  crypto: Crypto,
): Promise<Bytes> {
  return crypto.sha256(fromBinary(`\0akashi.entry/1 ${schema} ${sha256} ${keyId}`));
}

/** Reads a checkpoint; null when it is none. */
export function readNote(bytes: Uint8Array): Note | null {
  const whole = binary(bytes);
  const [text, signatures, ...more] = whole.split('\n\n');
  if (text === undefined || !signatures?.endsWith('\n') || more.length > 0 || whole.includes('\0'))
    return null;
  const [origin = '', size = '', root = ''] = text.split('\n');
  const rootHash = fromBase64(root, 32);
  if (!/^[A-Za-z0-9._/:-]+$/.test(origin) || !isCount(size) || !rootHash) return null;
  const lines = signatures.slice(0, -1).split('\n');
  return { text: `${text}\n`, signatures: lines, origin, size: Number(size), root: rootHash };
}

/** Reads a `.tlog-proof`; null when it is none. */
export function readProof(bytes: Uint8Array): Proof | null {
  const whole = binary(bytes);
  const end = whole.indexOf('\n\n');
  const [first, ...lines] = whole.slice(0, Math.max(0, end)).split('\n');
  if (first !== FIRST_LINE) return null;
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const index = /^index (.+)$/.exec(lines.shift() ?? '')?.[1] ?? '';
  const path = lines.flatMap((line) => fromBase64(line, 32) ?? []);
  const note = readNote(bytes.subarray(end + 2));
  if (!isCount(index) || path.length !== lines.length || !note) return null;
  return { index: Number(index), path, note };
}

/**
 * Whether a note is signed with the log's key, by a line that has its name and id. Signatures of others, such as witnesses,
 * are passed over.
 * @returns null when this machine can't check Ed25519
 */
export async function isNoteSigned(note: Note, key: PublicKey, crypto: Crypto): Promise<boolean | null> {
  const id = (await crypto.sha256(fromBinary(`${note.origin}\n\x01${rawEd25519(key)}`))).subarray(0, 4);
  const prefix = `${DASH}${note.origin} `;
  for (const line of note.signatures) {
    const signature = line.startsWith(prefix) ? fromBase64(line.slice(prefix.length), 68) : null;
    if (!signature || !isSame(signature.subarray(0, 4), id)) continue;
    return crypto.isEd25519Signature(key, signature.slice(4), fromBinary(note.text));
  }
  return false;
}

/** RFC 9162, 2.1.3.2: whether the path leads from the leaf at the index to the root of a tree of this size. */
export async function leadsToRoot(
  leaf: Bytes,
  { index, path, note }: Proof,
  crypto: Crypto,
): Promise<boolean> {
  // Sizes fit 53 bits, so halving is done by division: shifts would cut them to 32.
  let [at, last, hash] = [index, note.size - 1, leaf];
  if (index >= note.size) return false;
  for (const step of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = await nodeHash(step, hash, crypto);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = await nodeHash(hash, step, crypto);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && isSame(hash, note.root);
}

function nodeHash(left: Uint8Array, right: Uint8Array, crypto: Crypto): Promise<Bytes> {
  return crypto.sha256(concat(Uint8Array.of(1), left, right));
}

const isCount = (text: string) => /^(0|[1-9]\d{0,14})$/.test(text);
