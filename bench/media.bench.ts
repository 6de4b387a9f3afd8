import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { ok } from '../deploy/demo/api.js';
import { exitCodeOf } from '../deploy/demo/footage.js';
import { completeRecording } from '../deploy/demo/recording-signer.js';
import { uploadFootage } from '../deploy/demo/upload.js';
import type { World } from '../deploy/demo/world.js';
import { alternate, median, seconds } from './lib/alternate.js';
import { bench } from './lib/env.js';
import type { Figure } from './lib/report.js';
import { claimOne } from './work.js';

const CLIP_SECONDS = 60;
const SOURCE = ['-f', 'lavfi', '-i', `testsrc2=size=1280x720:rate=25:duration=${CLIP_SECONDS}`];
const VP8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1200k', '-g', '60'];
const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '1200k', '-g', '50', '-pix_fmt', 'yuv420p'];
const PLAIN = [
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '26',
  '-pix_fmt',
  'yuv420p',
  '-g',
  '50',
  '-an',
  '-movflags',
  '+faststart',
];
const ROUNDS = 3;

/**
 * A 60 s 720p VP8 clip, from "complete" to sealed and playable, against one plain ffmpeg command making the same MP4 with the same
 * binary; and an H.264 clip, which needs no encoding.
 */
export async function mediaBench(world: World): Promise<Figure[]> {
  const vp8 = join(bench.BENCH_SCRATCH, 'clip.webm');
  const h264 = join(bench.BENCH_SCRATCH, 'clip.mp4');
  await ffmpeg([...SOURCE, ...VP8, vp8]);
  await ffmpeg([...SOURCE, ...H264, '-movflags', 'frag_keyframe+empty_moov', h264]);
  const held = await claimOne(world);
  const pairs = await alternate(
    ROUNDS,
    () => completeToPlayable(world, held, vp8, 'video/webm'),
    () => seconds(() => ffmpeg(['-i', vp8, ...PLAIN, join(bench.BENCH_SCRATCH, 'plain.mp4')])),
  );
  const remuxed: number[] = [];
  for (let n = 0; n < ROUNDS; n++) remuxed.push(await completeToPlayable(world, held, h264, 'video/mp4'));
  const spread = [Math.min(...remuxed), Math.max(...remuxed)] as const;
  return [
    {
      bench: 'media',
      figure: '60 s VP8: complete → sealed, playable ÷ ffmpeg',
      value: pairs.ratio,
      goal: 1.2,
      better: 'lower',
      spread: pairs.spread,
      note: `${pairs.ours.toFixed(1)} s against ${pairs.floor.toFixed(1)} s`,
    },
    {
      bench: 'media',
      figure: '60 s VP8: complete → sealed, playable ÷ length',
      value: pairs.ours / CLIP_SECONDS,
      goal: 0.35,
      better: 'lower',
    },
    {
      bench: 'media',
      figure: '60 s H.264: complete → sealed, playable, s',
      value: median(remuxed),
      goal: 3,
      better: 'lower',
      spread,
    },
  ];
}

async function ffmpeg(args: string[]): Promise<void> {
  const child = spawn(bench.BENCH_FFMPEG, ['-y', '-hide_banner', '-loglevel', 'error', ...args], {
    stdio: 'inherit',
  });
  const code = await exitCodeOf(child);
  if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)}: ${args.join(' ')}`);
}

/** Uploads beforehand, as a station does while it records; only what comes after "complete" is timed. */
async function completeToPlayable(
  world: World,
  held: { taskId: string; token: number; nonce: string },
  file: string,
  contentType: 'video/webm' | 'video/mp4',
): Promise<number> {
  const clipId = uuid();
  const recording = {
    clipId,
    ...held,
    kind: 'film',
    startedAt: new Date(Date.now() - CLIP_SECONDS * 1000),
  } as const;
  const bytes = createReadStream(file);
  const sent = await uploadFootage(world.station, world.stationKey, recording, { contentType, bytes });
  const params = { path: { clipId } };
  return seconds(async () => {
    await completeRecording(world.station, sent, [], world.signer);
    for (;;) {
      const clip = await ok(world.station.GET('/v1/clips/{clipId}', { params }));
      if (clip.mediaState === 'playable' && clip.state === 'sealed') return;
      if (clip.mediaState === 'rejected') throw new Error(`rejected: ${clip.mediaReason}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
}
