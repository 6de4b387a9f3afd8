import type { World } from '../deploy/demo/world.js';
import { inParallel } from './lib/alternate.js';
import { bench } from './lib/env.js';
import { growthMegabytes } from './lib/memory.js';
import type { Figure } from './lib/report.js';
import { ClipUpload, type Piece, pieceOf, piecesOf, SEGMENT_BYTES } from './clip-upload.js';
import { claimOne } from './work.js';

const CLIPS = 200;
const CLIP_MEGABYTES = 0.2;
const LARGE_BYTES = 5 * 2 ** 30;
const IN_FLIGHT = 4;
/** Slower than this, a warehouse of twenty benches would fall behind in its busiest minute. */
const SEALS_GOAL = 1;

/**
 * How many clips a second are sealed when 200 are completed at once (assembled, hashed again, manifest and signature stored,
 * chained), and what a clip of 5 GiB costs in memory, from its first segment to its seal.
 */
export async function evidenceBench(world: World): Promise<Figure[]> {
  const clip = new ClipUpload(world, await claimOne(world));
  const growth = await largeClip(clip);
  const rate = await sealRate(clip);
  const memory = { bench: 'evidence', better: 'lower', goal: 64 } as const;
  return [
    { bench: 'evidence', figure: 'clips sealed a second', value: rate, goal: SEALS_GOAL, better: 'higher' },
    { ...memory, figure: '5 GiB clip: API memory growth, MB', value: growth.api },
    { ...memory, figure: '5 GiB clip: worker memory growth, MB', value: growth.worker },
  ];
}

async function sealRate(clip: ClipUpload): Promise<number> {
  const waiting: { clipId: string; pieces: readonly Piece[] }[] = [];
  for (let n = 0; n < CLIPS; n += 1) {
    const pieces = piecesOf(CLIP_MEGABYTES);
    const clipId = await clip.open();
    await Promise.all(pieces.map((piece, at) => clip.put(clipId, piece, at)));
    waiting.push({ clipId, pieces });
  }
  const from = performance.now();
  await inParallel(waiting, IN_FLIGHT, ({ clipId, pieces }) => clip.complete(clipId, pieces));
  for (const { clipId } of waiting) await clip.until(clipId, ['sealed']);
  return (CLIPS * 1000) / (performance.now() - from);
}

async function largeClip(clip: ClipUpload): Promise<{ api: number; worker: number }> {
  const clipId = await clip.open();
  const numbers = Array.from({ length: Math.ceil(LARGE_BYTES / SEGMENT_BYTES) }, (_, n) => n);
  const api = await growthMegabytes(bench.BENCH_API_PID, () =>
    inParallel(numbers, IN_FLIGHT, (n) => clip.put(clipId, pieceOf(n), n)),
  );
  const worker = await growthMegabytes(bench.BENCH_WORKER_PID, async () => {
    await clip.complete(clipId, made(numbers));
    await clip.until(clipId, ['sealed']);
  });
  return { api, worker };
}

/** One at a time: together they are more than there should be in memory. */
function* made(numbers: readonly number[]): Generator<Piece> {
  for (const n of numbers) yield pieceOf(n);
}
