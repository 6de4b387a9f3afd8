import { binary, hex } from '../bytes.js';
import { isOf } from '../documents.js';
import { isNoteSigned, leadsToRoot, leafHash, type Note, readNote, readProof } from '../log-proof.js';
import { type BundleCheck, type KnownDocument, printable } from './bundle-check.js';

/** The newest checkpoint, in both spellings, and whether one that the reader has kept agrees with it. */
export async function checkCheckpoint(check: BundleCheck): Promise<void> {
  const { files, crypto, checkpoint: kept } = check.request;
  if (!check.has('checkpoint')) return check.say('pending', 'checkpoint', 'checkpoint.absent');
  if (!check.logKey) return check.say('FAILED', 'keys/log.pem', 'log.nokey');
  const note = readNote(await files.bytes('checkpoint'));
  if (!note || !(await isNoteSigned(note, check.logKey, crypto))) {
    return check.say('FAILED', 'checkpoint', 'checkpoint.bad');
  }
  isSameHistory(check, 'checkpoint', note);
  check.newestSize = note.size;
  check.say('ok', 'checkpoint', 'checkpoint.ok', note.size, note.origin);
  if (kept) await checkKept(check, kept);
  await checkPlain(check, note);
  await checkStamp(check, 'checkpoint', 'checkpoint.tsr');
}

/** The checkpoint that somebody has kept from earlier: the one thing that a rewritten log can't agree with. */
async function checkKept(check: BundleCheck, kept: Uint8Array): Promise<void> {
  const note = readNote(kept);
  if (!note || !check.logKey || !(await isNoteSigned(note, check.logKey, check.request.crypto))) {
    return check.say('FAILED', 'checkpoint', 'kept.bad');
  }
  const root = check.roots.get(`${note.origin}|${note.size}`);
  if (root === undefined) check.say('note', 'checkpoint', 'kept.other', note.size);
  else if (root === hex(note.root)) check.say('ok', 'checkpoint', 'kept.same');
  else check.say('FAILED', 'checkpoint', 'kept.differs');
}

/** The checkpoint again, as openssl reads it. */
async function checkPlain(check: BundleCheck, note: Note): Promise<void> {
  const { files, crypto } = check.request;
  if (!check.has('checkpoint.txt') || !check.logKey) return;
  const text = await files.bytes('checkpoint.txt');
  if (binary(text) !== note.text) check.say('FAILED', 'checkpoint.txt', 'checkpoint.text');
  const signature = check.has('checkpoint.sig') ? await files.bytes('checkpoint.sig') : null;
  const isGood = signature && (await crypto.isEd25519Signature(check.logKey, signature, text));
  if (!isGood) check.say('FAILED', 'checkpoint.sig', 'checkpoint.sig');
}

/** Time stamps, whether keys were in use, and places in the log, document by document. */
export async function checkTimes(check: BundleCheck): Promise<void> {
  for (const document of check.documents.values()) {
    const [signer] = document.signers;
    if (signer !== undefined) {
      const path = `documents/${document.sha256}`;
      const stamped = await checkStamp(check, `${path}.${signer}.sig`, `${path}.tsr`);
      checkKeyTime(check, document, signer, stamped);
    }
    await checkProof(check, document);
  }
}

/** The time of an independent stamp. */
async function checkStamp(check: BundleCheck, stamped: string, token: string): Promise<string | null> {
  const { files, checkStamp } = check.request;
  if (!check.has(token)) {
    check.say('pending', stamped, 'stamp.absent');
    return null;
  }
  const authorities = await Promise.all(
    check
      .filesBelow('tsa/')
      .filter((path) => /^tsa\/[^./][^/]*\.pem$/.test(path))
      .map(async (path) => ({ path, pem: binary(await files.bytes(path)) })),
  );
  const stamp = await checkStamp(await files.bytes(token), await files.bytes(stamped), authorities);
  if (!stamp) check.say('FAILED', token, 'stamp.bad');
  else if (!stamp.independent) check.say('note', token, 'stamp.local', stamp.time);
  else check.say('ok', token, 'stamp.ok', stamp.time, printable(stamp.by));
  return stamp?.independent ? stamp.time : null;
}

/**
 * A stolen key can sign any date. What is signed with a revoked one must be older by somebody else's word: a time stamp, or
 * for a station the manifest of the service. A station's own clock decides nothing.
 */
function checkKeyTime(
  check: BundleCheck,
  document: KnownDocument,
  keyId: string,
  stamped: string | null,
): void {
  const key = check.keyList?.get(keyId);
  if (!key) return;
  const isRecording = isOf(document, 'recording');
  const manifest = check.accepted.find(({ recording }) => recording?.sha256 === document.sha256);
  const said = isRecording ? (manifest?.time ?? null) : document.time;
  const { revoked, from } = key;
  // A station may be given another key between its recording and the seal.
  const until = isRecording ? null : key.until;
  const path = `documents/${document.sha256}.json`;
  const isStamped = isBefore(stamped, revoked);
  const isWitnessed = isRecording
    ? isStamped || isBefore(said, revoked)
    : isStamped && isBefore(said, revoked);
  if (revoked !== null && !isWitnessed) return check.say('FAILED', path, 'doc.revoked', keyId, revoked);
  if (isBefore(said, from) || isBefore(until, said))
    check.say('FAILED', path, 'doc.outside', said ?? '', keyId);
}

/** Whether both times are known and the first is earlier. */
const isBefore = (time: string | null, other: string | null) =>
  time !== null && other !== null && time < other;

async function checkProof(check: BundleCheck, document: KnownDocument): Promise<void> {
  const { files, crypto } = check.request;
  const path = `documents/${document.sha256}.tlog-proof`;
  if (!check.has(path)) return check.say('pending', `documents/${document.sha256}.json`, 'log.absent');
  if (!check.logKey) return check.say('FAILED', 'keys/log.pem', 'log.nokey');
  const proof = readProof(await files.bytes(path));
  if (!proof) return check.say('FAILED', path, 'log.unreadable');
  const { note, index } = proof;
  if (!(await isNoteSigned(note, check.logKey, crypto))) return check.say('FAILED', path, 'log.unsigned');
  for (const keyId of document.signers) {
    if (!(await leadsToRoot(await leafHash({ ...document, keyId }, crypto), proof, crypto))) continue;
    if (!isSameHistory(check, path, note)) return;
    if (check.newestSize !== null && note.size > check.newestSize)
      return check.say('FAILED', path, 'log.shorter');
    return check.say('ok', path, 'log.ok', index, note.size, note.origin);
  }
  check.say('FAILED', path, 'log.path');
}

/** The root of a size is the same wherever it is named. */
function isSameHistory(check: BundleCheck, subject: string, { origin, size, root }: Note): boolean {
  const name = `${origin}|${size}`;
  const known = check.roots.get(name);
  check.roots.set(name, known ?? hex(root));
  if (known === undefined || known === hex(root)) return true;
  check.say('FAILED', subject, 'log.split', size);
  return false;
}
