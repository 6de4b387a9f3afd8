import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { findMediaTools } from '../../src/media/find-ffmpeg.js';

export interface TestClip {
  /** `webm`: VP8. `live-webm`: VP8 as a browser records it, without duration and cues. `mp4`, `mkv`: H.264. */
  format: 'webm' | 'live-webm' | 'mp4' | 'mkv';
  durationMs: number;
  width: number;
  height: number;
  fps: number;
  /** From this moment on a magenta rectangle, the "label", covers the middle. The rest of the scene is grey. */
  labelAtMs?: number;
  withSound?: boolean;
  /** Further output options of ffmpeg. */
  output?: string[];
}

const run = promisify(execFile);
const tools = findMediaTools();
const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1200k', '-f', 'webm'];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const formats = {
  webm: vp8,
  'live-webm': [...vp8, '-live', '1'],
  mp4: [...h264, '-movflags', '+faststart', '-f', 'mp4'],
  mkv: [...h264, '-f', 'matroska'],
} as const;

/** Makes a small real recording of a moving grey scene at `path`, and returns the path. */
export async function makeTestClip(path: string, overrides: Partial<TestClip> = {}): Promise<string> {
  const clip: TestClip = { format: 'webm', durationMs: 3000, width: 320, height: 180, fps: 30, ...overrides };
  const { ffmpeg } = await findMediaTools();
  const args = [
    '-nostdin',
    '-v',
    'error',
    '-y',
    ...inputsOf(clip),
    ...formats[clip.format],
    ...(clip.output ?? []),
  ];
  if (clip.format !== 'live-webm') await run(ffmpeg.command, [...args, path]);
  else await throughPipe(ffmpeg.command, [...args, 'pipe:1'], path);
  return path;
}

/** The average colour of the middle of every stored frame, those included that a player would skip. */
export async function middleColours(path: string): Promise<{ red: number; green: number; blue: number }[]> {
  const { ffmpeg } = await tools;
  const size = 16;
  const { stdout } = await run(
    ffmpeg.command,
    [
      ...['-nostdin', '-v', 'error', '-ignore_editlist', '1', '-f', 'mov', '-i', path],
      ...['-vf', `crop=iw/4:ih/4,scale=${size}:${size}`, '-vsync', 'passthrough'],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 1 << 28 },
  );
  const frameBytes = size * size * 3;
  return Array.from({ length: stdout.length / frameBytes }, (_, index) =>
    averageColour(stdout.subarray(index * frameBytes, (index + 1) * frameBytes)),
  );
}

/** Whether a colour is the label's magenta, blended with grey or not. */
export function looksLikeLabel(colour: { red: number; green: number; blue: number }): boolean {
  return Math.min(colour.red, colour.blue) - colour.green > 24;
}

function inputsOf(clip: TestClip): string[] {
  const length = String(clip.durationMs / 1000);
  const scene = `testsrc2=size=${clip.width}x${clip.height}:rate=${clip.fps},hue=s=0`;
  const label =
    clip.labelAtMs === undefined
      ? ''
      : `,drawbox=x=iw/4:y=ih/4:w=iw/2:h=ih/2:color=magenta:t=fill:enable='gte(t,${clip.labelAtMs / 1000})'`;
  const sound = clip.withSound ? ['-f', 'lavfi', '-i', 'sine=frequency=440'] : [];
  return ['-f', 'lavfi', '-i', scene + label, ...sound, '-t', length];
}

/** Into a pipe ffmpeg can't seek back, so it leaves duration and cues out as a browser does. */
async function throughPipe(command: string, args: string[], path: string): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await pipeline(child.stdout, createWriteStream(path));
}

function averageColour(pixels: Buffer): { red: number; green: number; blue: number } {
  const sums = [0, 0, 0];
  pixels.forEach((value, index) => (sums[index % 3] = (sums[index % 3] ?? 0) + value));
  const [red, green, blue] = sums.map((sum) => (sum * 3) / pixels.length);
  return { red: red ?? 0, green: green ?? 0, blue: blue ?? 0 };
}
