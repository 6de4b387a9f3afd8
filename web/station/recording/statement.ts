import { canonicalJson } from './canonical-json.js';
import type { StoredClip, StoredSegment } from './clip-store.js';
import { toBase64 } from './digest.js';
import { type SigningKey, toHex } from './signing-key.js';

const MAX_CHARACTERS = 900_000;

/**
 * What this station says of a recording: a document akashi.recording/1, as the service compares it with what it received.
 * STORED FOR GOOD: docs/evidence.md.
 * @param sha256 of the whole recording, base64
 */
export function recordingStatement(
  clip: StoredClip & { nonce: string },
  segments: readonly StoredSegment[],
  { sha256, bytes }: { sha256: string; bytes: number },
  signedAt: Date,
): string {
  const { id: clipId, taskId, token, nonce, kind, contentType, startedAt, clock } = clip;
  return canonicalJson({
    schema: 'akashi.recording/1',
    ...{ clipId, taskId, token, nonce, kind, contentType, startedAt },
    signedAt: signedAt.toISOString(),
    segments: segments.map((segment) => ({
      n: segment.n,
      bytes: segment.size,
      sha256: hexOfBase64(segment.sha256),
    })),
    totalBytes: bytes,
    sha256: hexOfBase64(sha256),
    marks: clip.marks.map((mark) => ({ ...mark })),
    clock: clock ? { ...clock } : null,
  });
}

/** Signs a statement. @returns undefined when it is too long to be sent: the recording then goes unsigned */
export async function signStatement(statement: string, { keyId, privateKey }: SigningKey) {
  if (statement.length > MAX_CHARACTERS) return undefined;
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const bytes = new TextEncoder().encode(statement);
  const signature = await crypto.subtle.sign(algorithm, privateKey, bytes);
  return { statement, signature: toBase64(new Uint8Array(signature)), keyId };
}

const hexOfBase64 = (text: string): string =>
  toHex(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
