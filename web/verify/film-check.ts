// What a customer's browser checks of the film that it has received: that its bytes are those of a signed statement, that the
// signature is the service's, and that the statement is in the public log.
import { fromBase64, hex, utf8 } from './bytes.js';
import { isOf, member, readDocument } from './documents.js';
import { isNoteSigned, leadsToRoot, leafHash, readProof } from './log-proof.js';
import { type Crypto, readPublicKey } from './signatures.js';
import { Sha256 } from './sha256.js';

/** What the proof route answers, as far as it could be read. */
export interface FilmProof {
  statement: string;
  signature: string;
  keyPem: string;
  proof: string | null;
  logKeyPem: string | null;
}

export type FilmProblem = 'film' | 'statement' | 'signature' | 'log';

export interface FilmVerdict {
  problem: FilmProblem | null;
  /** When the statement says that the film was made and signed. */
  signedAt: string | null;
  log: 'in' | 'pending' | 'unchecked';
}

/** Reads the answer of the proof route; null when it is none. */
export function readFilmProof(value: unknown): FilmProof | null {
  const text = (name: string) => {
    const found = member(value, name);
    return typeof found === 'string' ? found : null;
  };
  const [statement, signature, keyPem] = [text('statement'), text('signature'), text('keyPem')];
  if (statement === null || signature === null || keyPem === null) return null;
  return { statement, signature, keyPem, proof: text('proof'), logKeyPem: text('logKeyPem') };
}

/** SHA-256 of a film while it arrives, in hex; nothing of it is kept. `progress` hears the bytes so far. */
export async function digestOfStream(
  stream: ReadableStream<Uint8Array>,
  progress: (bytes: number) => void,
): Promise<string> {
  const hash = new Sha256();
  const reader = stream.getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return hex(hash.digest());
    hash.update(value);
    bytes += value.length;
    progress(bytes);
  }
}

/** Which film was asked for. */
export interface FilmAsked {
  clipId: string;
  kind: string;
}

/** What a proof address asks for: it ends in `/<clip>/<kind>`. */
export function filmAsked(address: string): FilmAsked {
  const [path = ''] = address.split(/[?#]/);
  const [clipId = '', kind = ''] = path.split('/').slice(-2);
  return { clipId, kind };
}

/** Checks a film by its digest and the proof that came with it: another film, however well signed, isn't the one asked for. */
export async function checkFilm(
  digest: string,
  asked: FilmAsked,
  given: FilmProof,
  crypto: Crypto,
): Promise<FilmVerdict> {
  const [statement, signature] = [fromBase64(given.statement), fromBase64(given.signature)];
  const document = statement && readDocument(statement);
  const failed = (problem: FilmProblem): FilmVerdict => ({ problem, signedAt: null, log: 'pending' });
  if (!statement || !signature || !document || !isOf(document, 'rendition')) return failed('statement');
  const key = await readPublicKey(given.keyPem, crypto);
  const isSigned = key?.kind === 'p256' && (await crypto.isP256Signature(key, signature, statement));
  if (!isSigned) return failed('signature');
  const { rendition, clipId } = document;
  if (rendition?.sha256 !== digest) return failed('film');
  if (clipId !== asked.clipId || rendition.kind !== asked.kind) return failed('film');
  const sha256 = hex(await crypto.sha256(statement));
  const log = await checkLog(
    { schema: document.schema, sha256, keyId: key.sha256.slice(0, 32) },
    given,
    crypto,
  );
  return log === 'not in' ? failed('log') : { problem: null, signedAt: document.time, log };
}

async function checkLog(
  entry: Parameters<typeof leafHash>[0],
  { proof: text, logKeyPem }: FilmProof,
  crypto: Crypto,
): Promise<FilmVerdict['log'] | 'not in'> {
  if (text === null || logKeyPem === null) return 'pending';
  const [proof, key] = [readProof(utf8(text)), await readPublicKey(logKeyPem, crypto)];
  if (!proof || key?.kind !== 'ed25519') return 'not in';
  if (!(await leadsToRoot(await leafHash(entry, crypto), proof, crypto))) return 'not in';
  const isSigned = await isNoteSigned(proof.note, key, crypto);
  if (isSigned === null) return 'unchecked';
  return isSigned ? 'in' : 'not in';
}
