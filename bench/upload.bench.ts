import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { World } from '../deploy/demo/world.js';
import { alternate, inParallel, median, seconds } from './lib/alternate.js';
import { bench } from './lib/env.js';
import { growthMegabytes } from './lib/memory.js';
import type { Figure } from './lib/report.js';
import { ClipUpload, type Piece, piecesOf } from './clip-upload.js';
import { claimOne } from './work.js';

const CLIP_MEGABYTES = 500;
const WARM_UP_MEGABYTES = 50;
const IN_FLIGHT = 4;
const ROUNDS = 3;
const BUCKET = 'bench-floor';

/**
 * A 500 MB clip in 8 MiB segments, 4 in flight, until all are acknowledged, against the SDK putting the same pieces
 * into the same storage; then complete → assembled and re-hashed against one put of the whole; and what it costs in
 * memory.
 */
export async function uploadBench(world: World): Promise<Figure[]> {
  const s3 = storage();
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const held = await claimOne(world);
  const clip = new ClipUpload(world, held);
  const pieces = piecesOf(CLIP_MEGABYTES);

  await clip.whole(piecesOf(WARM_UP_MEGABYTES));
  const assembled: number[] = [];
  const puts: number[] = [];
  let apiGrowth = 0;
  let workerGrowth = 0;
  const speeds = await alternate(
    ROUNDS,
    async () => {
      const upload = await clip.open();
      let taken = 0;
      apiGrowth = Math.max(
        apiGrowth,
        await growthMegabytes(bench.BENCH_API_PID, async () => {
          taken = await seconds(() =>
            inParallel(pieces, IN_FLIGHT, (piece, n) => clip.put(upload, piece, n)),
          );
        }),
      );
      workerGrowth = Math.max(
        workerGrowth,
        await growthMegabytes(bench.BENCH_WORKER_PID, async () => {
          assembled.push(await seconds(() => clip.completeAndWait(upload, pieces)));
        }),
      );
      return CLIP_MEGABYTES / taken;
    },
    async (round) => {
      const put = (piece: Piece, n: number) => putPiece(s3, `pieces/${round}/${n}`, piece.bytes);
      const taken = await seconds(() => inParallel(pieces, IN_FLIGHT, put));
      const whole = Buffer.concat(pieces.map(({ bytes }) => bytes));
      puts.push(await seconds(() => putPiece(s3, `whole/${round}`, whole)));
      return CLIP_MEGABYTES / taken;
    },
  );
  const ratios = assembled.slice(1).map((time, n) => time / (puts[n + 1] ?? Number.NaN));
  return figures(
    speeds,
    ratios,
    { assembled: median(assembled), put: median(puts) },
    { apiGrowth, workerGrowth },
  );
}

function figures(
  speeds: Awaited<ReturnType<typeof alternate>>,
  ratios: number[],
  times: { assembled: number; put: number },
  growth: { apiGrowth: number; workerGrowth: number },
): Figure[] {
  const lower = { bench: 'upload', better: 'lower' } as const;
  return [
    {
      bench: 'upload',
      figure: 'MB/s ÷ SDK putting the same pieces',
      value: speeds.ratio,
      goal: 0.6,
      better: 'higher',
      spread: speeds.spread,
      note: `${speeds.ours.toFixed(0)} MB/s against ${speeds.floor.toFixed(0)}`,
    },
    {
      ...lower,
      figure: 'complete → assembled ÷ one SDK put',
      value: median(ratios),
      goal: 2.5,
      spread: [Math.min(...ratios), Math.max(...ratios)],
      note: `${times.assembled.toFixed(1)} s against ${times.put.toFixed(1)} s`,
    },
    { ...lower, figure: 'API memory growth, MB', value: growth.apiGrowth, goal: 64 },
    { ...lower, figure: 'worker memory growth, MB', value: growth.workerGrowth, goal: 64 },
  ];
}

function storage(): S3Client {
  const credentials = { accessKeyId: bench.S3_ACCESS_KEY_ID, secretAccessKey: bench.S3_SECRET_ACCESS_KEY };
  return new S3Client({
    endpoint: bench.S3_ENDPOINT,
    region: bench.S3_REGION,
    credentials,
    forcePathStyle: true,
  });
}

async function putPiece(s3: S3Client, key: string, body: Buffer): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body, ContentLength: body.length }));
}
