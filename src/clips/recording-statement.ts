// A station signs what it has recorded. Before that becomes a document, every member of it is compared with what we know
// otherwise: a signature over anything else would be kept for good, and would prove something that never was.
import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from '../ledger/canonical-json.js';
import { RecordingDocument } from '../ledger/documents/recording.contract.js';
import type { ClipClock, ClipMark } from './clip-times.contract.js';

/** What we know of a recording when its station completes it. */
export interface KnownRecording {
  clipId: string;
  taskId: string;
  token: number;
  nonce: string;
  kind: 'film' | 'still';
  contentType: string;
  startedAt: Date;
  segments: readonly { n: number; bytes: number; sha256: Buffer }[];
  totalBytes: number;
  sha256: Buffer;
  marks: readonly ClipMark[];
  clock: ClipClock | null;
}

export type ReadStatement =
  { document: RecordingDocument; mismatch: null } | { document: null; mismatch: string };

/**
 * Reads a statement and compares it with what is known.
 * @param text the exact text that was signed
 * @returns the document, or the member that is wrong (`canonical`: it has another spelling than the one that counts)
 */
export function readStatement(text: string, known: KnownRecording): ReadStatement {
  const parsed = RecordingDocument.safeParse(parse(text));
  if (!parsed.success)
    return { document: null, mismatch: parsed.error.issues[0]?.path.join('.') || 'canonical' };
  const document = parsed.data;
  const mismatch = mismatchOf(text, document, known);
  return mismatch ? { document: null, mismatch } : { document, mismatch: null };
}

function mismatchOf(text: string, document: RecordingDocument, known: KnownRecording): string | null {
  const expected = expectedOf(known);
  const wrong = Object.entries(expected).find(
    ([member, value]) => !isDeepStrictEqual(spelled(Reflect.get(document, member)), spelled(value)),
  );
  if (wrong) return wrong[0];
  return canonicalJson(withoutUndefined(document)).toString('utf8') === text ? null : 'canonical';
}

function expectedOf(known: KnownRecording): Omit<RecordingDocument, 'schema' | 'signedAt'> {
  const { clipId, taskId, token, nonce, kind, contentType, totalBytes, clock } = known;
  return {
    ...{ clipId, taskId, token, nonce, kind, contentType, totalBytes, clock },
    startedAt: known.startedAt.toISOString(),
    sha256: known.sha256.toString('hex'),
    segments: known.segments.map(({ n, bytes, sha256 }) => ({ n, bytes, sha256: sha256.toString('hex') })),
    marks: [...known.marks],
  };
}

/** Without members that are there but undefined, whatever their order. */
const spelled = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

function withoutUndefined(document: RecordingDocument) {
  const { marks, clock, ...rest } = document;
  return { ...rest, marks: marks.map((mark) => defined(mark)), clock: clock && defined(clock) };
}

function defined(members: object): Record<string, string | number> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
