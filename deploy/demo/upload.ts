import { createHash } from 'node:crypto';
import { ok, type Api, type Schemas } from './api.js';

const SEGMENT_BYTES = 512 * 1024;

export interface Recording {
  clipId: string;
  taskId: string;
  token: number;
  kind: 'film' | 'still';
  startedAt: Date;
}

/**
 * Sends footage the way a station does: segments go out while the recording grows; completing names the whole.
 * @returns how many segments and bytes were sent
 */
export async function uploadFootage(
  station: Api,
  stationKey: string,
  recording: Recording,
  footage: { contentType: Schemas['OpenClipBody']['contentType']; bytes: AsyncIterable<Buffer> },
) {
  const { clipId, taskId, token, kind, startedAt } = recording;
  const { contentType } = footage;
  const opened = { id: clipId, taskId, token, kind, contentType, startedAt: startedAt.toISOString() };
  await ok(station.POST('/v1/clips', { body: opened }));
  const whole = createHash('sha256');
  let segments = 0;
  let totalBytes = 0;
  for await (const piece of inSegments(footage.bytes)) {
    await putSegment(station, stationKey, clipId, segments, piece);
    whole.update(piece);
    totalBytes += piece.length;
    segments += 1;
  }
  return { segments, totalBytes, sha256: whole.digest('base64') };
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
