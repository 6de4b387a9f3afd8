import { createHash } from 'node:crypto';

export interface StoredSegment {
  n: number;
  bytes: number;
  sha256: Buffer;
  object_key: string;
}

/** Segments that together aren't what was promised. Trying again gives the same answer. */
export class WrongBytesError extends Error {
  constructor(readonly reason: 'segment_digest_mismatch' | 'total_digest_mismatch') {
    super(reason);
    this.name = 'WrongBytesError';
  }
}

interface ReadRequest {
  segments: readonly StoredSegment[];
  totalSha256: Buffer;
  /** Opens a segment's object for reading. */
  open: (segment: StoredSegment) => Promise<AsyncIterable<Buffer>>;
  /** Sees every chunk, in order, before it is handed on. */
  onChunk?: (chunk: Buffer) => Promise<void>;
}

/**
 * All bytes of a clip in order, hashed again on the way. The next segment is opened while one is read. The last chunk is
 * held back until every digest is right, so that nobody downstream ever holds all of a wrong file.
 * @throws WrongBytesError
 */
export async function* readSegments({
  segments,
  totalSha256,
  open,
  onChunk,
}: ReadRequest): AsyncGenerator<Buffer> {
  const total = createHash('sha256');
  let held: Buffer | undefined;
  for await (const chunk of inOrder(segments, open)) {
    total.update(chunk);
    await onChunk?.(chunk);
    if (held) yield held;
    held = chunk;
  }
  if (!total.digest().equals(totalSha256)) throw new WrongBytesError('total_digest_mismatch');
  if (held) yield held;
}

async function* inOrder(
  segments: readonly StoredSegment[],
  open: ReadRequest['open'],
): AsyncGenerator<Buffer> {
  let next = openAhead(segments[0], open);
  for (const [index, segment] of segments.entries()) {
    const body = await next;
    next = openAhead(segments[index + 1], open);
    const hash = createHash('sha256');
    for await (const chunk of body ?? []) {
      hash.update(chunk);
      yield chunk;
    }
    if (!hash.digest().equals(segment.sha256)) throw new WrongBytesError('segment_digest_mismatch');
  }
}

function openAhead(segment: StoredSegment | undefined, open: ReadRequest['open']) {
  const opening = segment ? open(segment) : Promise.resolve(undefined);
  // Its failure is met when the segment's turn comes; until then it must not count as unhandled.
  opening.catch(() => undefined);
  return opening;
}
