import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { drawFrame, SCENE, type PackingScript } from './packing-scene.js';

/** A recording as a station makes it: bytes that arrive while the camera runs, in the named format. */
export interface Footage {
  contentType: 'video/mp4' | 'video/webm' | 'video/x-matroska';
  bytes: AsyncIterable<Buffer>;
}

type Codec = 'h264' | 'vp8';

const ENCODERS: Record<Codec, { contentType: Footage['contentType']; args: readonly string[] }> = {
  h264: {
    contentType: 'video/mp4',
    args: [
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-crf',
      '24',
      '-g',
      '30',
      '-pix_fmt',
      'yuv420p',
      '-movflags',
      'frag_keyframe+empty_moov+default_base_moof',
      '-f',
      'mp4',
    ],
  },
  vp8: {
    contentType: 'video/webm',
    args: [
      '-c:v',
      'libvpx',
      '-deadline',
      'realtime',
      '-cpu-used',
      '8',
      '-b:v',
      '1200k',
      '-g',
      '60',
      '-f',
      'webm',
    ],
  },
};

/**
 * Films the scripted packing with ffmpeg, 1280×720, streamed as it is encoded.
 * @throws when ffmpeg ends with an error; its last lines are in the message
 */
export function filmPacking(ffmpegPath: string, script: PackingScript, codec: Codec): Footage {
  const { contentType, args } = ENCODERS[codec];
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${SCENE.width}x${SCENE.height}`];
  const rate = ['-r', String(SCENE.framesPerSecond), '-i', 'pipe:0', '-vf', 'scale=1280:720', '-an'];
  const ffmpeg = spawn(
    ffmpegPath,
    ['-hide_banner', '-loglevel', 'error', ...input, ...rate, ...args, 'pipe:1'],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  let complaint = '';
  ffmpeg.stderr.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-500)));
  // A broken pipe shows as ffmpeg's exit code below; without a listener it would end this process.
  ffmpeg.stdin.on('error', () => undefined);
  void draw(ffmpeg.stdin, script);
  const ended = exitCodeOf(ffmpeg);
  async function* bytes(): AsyncGenerator<Buffer> {
    yield* piecesOf(ffmpeg.stdout);
    const code = await ended;
    if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)}: ${complaint}`);
  }
  return { contentType, bytes: bytes() };
}

/** The exit code once a child and its streams are closed; null when a signal ended it. */
export function exitCodeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve));
}

/** A child's output as bytes; Node types what a stream yields as anything. */
async function* piecesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of stream) yield piece;
}

async function draw(stdin: NodeJS.WritableStream, script: PackingScript): Promise<void> {
  const frames = Math.round((script.durationMs / 1000) * SCENE.framesPerSecond);
  for (let n = 0; n < frames; n++) {
    const { rgb } = drawFrame(script, Math.round((n * 1000) / SCENE.framesPerSecond));
    if (!stdin.write(rgb)) await once(stdin, 'drain').catch(() => undefined);
  }
  stdin.end();
}

const CONTENT_TYPES: Readonly<Record<string, Footage['contentType']>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
};

/** Somebody's own video file as footage. @throws when its name ends in none of mp4, webm, mkv */
export function ownFootage(file: string): Footage {
  const contentType = CONTENT_TYPES[file.toLowerCase().split('.').at(-1) ?? ''];
  if (!contentType) throw new Error(`--clip takes an mp4, webm or mkv file, not ${file}`);
  return { contentType, bytes: createReadStream(file, { highWaterMark: 1024 * 1024 }) };
}

/** One JPEG of the scene just before the box is closed. @throws when ffmpeg can't make it */
export async function stillOf(ffmpegPath: string, script: PackingScript): Promise<Buffer> {
  const size = `${SCENE.width}x${SCENE.height}`;
  const args = [
    '-hide_banner',
    '-loglevel',
    'error',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    size,
    '-i',
    'pipe:0',
  ];
  const ffmpeg = spawn(
    ffmpegPath,
    [...args, '-frames:v', '1', '-q:v', '3', '-vf', 'scale=1280:720', '-f', 'mjpeg', 'pipe:1'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  ffmpeg.stdin.end(drawFrame(script, script.closedAtMs - 800).rgb);
  const pieces: Buffer[] = [];
  ffmpeg.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  await exitCodeOf(ffmpeg);
  if (pieces.length === 0) throw new Error('ffmpeg made no picture');
  return Buffer.concat(pieces);
}
