import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { ok } from '../deploy/demo/api.js';
import type { World } from '../deploy/demo/world.js';
import { inParallel } from './lib/alternate.js';
import { sendOk } from './lib/post.js';

export const SEGMENT_BYTES = 8 * 1024 * 1024;
const IN_FLIGHT = 4;
const RANDOM = randomBytes(SEGMENT_BYTES);

export interface Piece {
  bytes: Buffer;
  sha256: string;
}

/** Random bytes, every piece different; hashed beforehand as a station hashes while it records. */
export function piecesOf(megabytes: number): Piece[] {
  const total = Math.round(megabytes * 1e6);
  return Array.from({ length: Math.ceil(total / SEGMENT_BYTES) }, (_, n) =>
    pieceOf(Math.random() + n, Math.min(SEGMENT_BYTES, total - n * SEGMENT_BYTES)),
  );
}

/** A segment that the same number gives again. */
export function pieceOf(number: number, length = SEGMENT_BYTES): Piece {
  const bytes = Buffer.from(RANDOM.subarray(0, length));
  bytes.writeDoubleBE(number, 0);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('base64') };
}

/** Uploads as a station does. */
export class ClipUpload {
  constructor(
    private readonly world: World,
    private readonly held: { taskId: string; token: number },
  ) {}

  async open(id = uuid()): Promise<string> {
    const startedAt = new Date().toISOString();
    const body = { id, ...this.held, kind: 'film', contentType: 'video/webm', startedAt } as const;
    await ok(this.world.station.POST('/v1/clips', { body }));
    return id;
  }

  async put(clipId: string, { bytes, sha256 }: Piece, n: number): Promise<void> {
    await sendOk(`${this.world.baseUrl}/v1/clips/${clipId}/segments/${n}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${this.world.stationKey}`,
        'content-type': 'application/octet-stream',
        'content-digest': `sha-256=:${sha256}:`,
      },
      body: bytes,
    });
  }

  async complete(clipId: string, pieces: Iterable<Piece>): Promise<void> {
    const whole = createHash('sha256');
    let [segments, totalBytes] = [0, 0];
    for (const { bytes } of pieces) {
      whole.update(bytes);
      segments += 1;
      totalBytes += bytes.length;
    }
    const params = { path: { clipId } };
    const body = { segments, totalBytes, sha256: whole.digest('base64'), marks: [] };
    await ok(this.world.station.POST('/v1/clips/{clipId}/complete', { params, body }));
  }

  /** Waits until the worker has put it together (`stored`), or has sealed it as well. */
  async until(clipId: string, states: readonly string[]): Promise<void> {
    const params = { path: { clipId } };
    for (;;) {
      const { state } = await ok(this.world.station.GET('/v1/clips/{clipId}', { params }));
      if (states.includes(state)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async completeAndWait(clipId: string, pieces: readonly Piece[]): Promise<void> {
    await this.complete(clipId, pieces);
    await this.until(clipId, ['stored', 'sealed']);
  }

  async whole(pieces: readonly Piece[]): Promise<void> {
    const clipId = await this.open();
    await inParallel(pieces, IN_FLIGHT, (piece, n) => this.put(clipId, piece, n));
    await this.completeAndWait(clipId, pieces);
  }
}
