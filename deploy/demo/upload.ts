import { createHash } from 'node:crypto';
import { ok, type Api, type Schemas } from './api.js';
import type { RecordingFacts } from './recording-signer.js';

const SEGMENT_BYTES = 512 * 1024;

export interface Recording {
  clipId: string;
  taskId: string;
  token: number;
  nonce: string;
  kind: 'film' | 'still';
  startedAt: Date;
}

/**
 * Sends footage the way a station does: segments go out while the recording grows; completing names the whole.
 * @returns what was sent, as a station says it when it completes the clip
 */
export async function uploadFootage(
  station: Api,
  stationKey: string,
  recording: Recording,
  footage: { contentType: Schemas['OpenClipBody']['contentType']; bytes: AsyncIterable<Buffer> },
): Promise<Omit<RecordingFacts, 'marks'>> {
  const { clipId, taskId, token, kind, startedAt } = recording;
  const { contentType } = footage;
  const opened = { id: clipId, taskId, token, kind, contentType, startedAt: startedAt.toISOString() };
  await ok(station.POST('/v1/clips', { body: opened }));
  const whole = createHash('sha256');
  const segments: RecordingFacts['segments'][number][] = [];
  let totalBytes = 0;
  for await (const piece of inSegments(footage.bytes)) {
    const n = segments.length;
    await putSegment(station, stationKey, clipId, n, piece);
    segments.push({ n, bytes: piece.length, sha256: createHash('sha256').update(piece).digest('hex') });
    whole.update(piece);
    totalBytes += piece.length;
  }
  return { ...recording, contentType, segments, totalBytes, sha256: whole.digest('hex') };
}

async function putSegment(
  station: Api,
  stationKey: string,
  clipId: string,
  n: number,
  piece: Buffer,
): Promise<void> {
  const digest = createHash('sha256').update(piece).digest('base64');
  await ok(
    station.PUT('/v1/clips/{clipId}/segments/{n}', {
      params: { path: { clipId, n: String(n) }, header: { 'content-digest': `sha-256=:${digest}:` } },
      headers: { authorization: `Bearer ${stationKey}`, 'content-type': 'application/octet-stream' },
      // The generated type says "text"; what travels is the recording's bytes.
      bodySerializer: () => new Uint8Array(piece),
      body: '',
    }),
  );
}

async function* inSegments(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const piece of bytes) {
    waiting.push(piece);
    size += piece.length;
    if (size < SEGMENT_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
