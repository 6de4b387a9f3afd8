// Signed notes (https://c2sp.org/signed-note) with Ed25519: a text, an empty line, and a line for each signature.
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** Who signs: the public half of a key, and the name that it signs under. */
export interface NoteVerifier {
  /** Neither spaces nor plus signs. */
  name: string;
  /** Four bytes. */
  keyId: Buffer;
  publicKey: KeyObject;
}

const ED25519 = Buffer.of(1);
const KEY_ID_BYTES = 4;
const PUBLIC_KEY_BYTES = 32;
// SubjectPublicKeyInfo of RFC 8410 in front of the 32 bytes.
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const DASH = '\u2014';

/** The verifier of an Ed25519 key; its id is SHA-256(name, newline, 1, public key), the first four bytes. */
export function noteVerifier(name: string, publicKey: KeyObject): NoteVerifier {
  const hash = createHash('sha256').update(`${name}\n`).update(ED25519).update(rawKey(publicKey));
  return { name, keyId: hash.digest().subarray(0, KEY_ID_BYTES), publicKey };
}

/** `<name>+<key id in hex>+<base64 of type and key>`: what other programs are configured with. */
export function vkeyOf({ name, keyId, publicKey }: NoteVerifier): string {
  const material = Buffer.concat([ED25519, rawKey(publicKey)]);
  return `${name}+${keyId.toString('hex')}+${material.toString('base64')}`;
}

/** @throws TypeError for anything but the vkey of an Ed25519 key */
export function parseVkey(vkey: string): NoteVerifier {
  const [, name = '', keyId = '', material = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  const bytes = Buffer.from(material, 'base64');
  if (bytes.length !== 1 + PUBLIC_KEY_BYTES || bytes[0] !== ED25519[0]) {
    throw new TypeError('not the vkey of an Ed25519 key');
  }
  const der = Buffer.concat([SPKI_PREFIX, bytes.subarray(1)]);
  const verifier = noteVerifier(name, createPublicKey({ key: der, format: 'der', type: 'spki' }));
  if (verifier.keyId.toString('hex') !== keyId)
    throw new TypeError('the id of the vkey is not that of its key');
  return verifier;
}

/** The note: its text, which ends with a newline, and one signature. */
export function noteWith(text: string, { name, keyId }: NoteVerifier, signature: Buffer): string {
  const signed = Buffer.concat([keyId, signature]).toString('base64');
  return `${text}\n${DASH} ${name} ${signed}\n`;
}

/**
 * The text of a note that the key has signed; undefined when it hasn't, or when a signature in its name is wrong.
 * Signatures of others are passed over, as the format demands.
 */
export function textSignedBy(note: string, verifier: NoteVerifier): string | undefined {
  return openNote(note, verifier)?.text;
}

/** The same with its raw signature: what programs that don't know notes check. */
export function openNote(
  note: string,
  verifier: NoteVerifier,
): { text: string; signature: Buffer } | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return undefined;
  const text = note.slice(0, end + 1);
  const own = note
    .slice(end + 2)
    .split('\n')
    .flatMap((line) => signatureOf(line, verifier) ?? []);
  const [signature] = own;
  const isSigned = own.every((each) => verify(null, Buffer.from(text), verifier.publicKey, each));
  return signature && isSigned ? { text, signature } : undefined;
}

function signatureOf(line: string, { name, keyId }: NoteVerifier): Buffer | undefined {
  const [dash, signer, encoded = '', ...rest] = line.split(' ');
  if (dash !== DASH || signer !== name || rest.length > 0) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.subarray(0, KEY_ID_BYTES).equals(keyId) ? bytes.subarray(KEY_ID_BYTES) : undefined;
}

function rawKey(publicKey: KeyObject): Buffer {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new TypeError('notes are signed with Ed25519 keys');
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX.length);
}
