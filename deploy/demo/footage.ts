import { spawn, type ChildProcess } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
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
 * @throws while its bytes are read, when ffmpeg can't be started or ends with an error; its last lines are in the message
 */
export function filmPacking(ffmpegPath: string, script: PackingScript, codec: Codec): Footage {
  const { contentType, args } = ENCODERS[codec];
  const rate = ['-r', String(SCENE.framesPerSecond)];
  return { contentType, bytes: encode(ffmpegPath, framesOf(script), rate, [...args, 'pipe:1']) };
}

/** Pictures of the scene through an ffmpeg that starts with the first piece that is read, and ends with the last. */
async function* encode(
  ffmpegPath: string,
  frames: Iterable<Uint8Array>,
  input: readonly string[],
  output: readonly string[],
): AsyncGenerator<Buffer> {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${SCENE.width}x${SCENE.height}`, ...input];
  const scaled = ['-i', 'pipe:0', '-vf', 'scale=1280:720', '-an', ...output];
  const ffmpeg = spawn(ffmpegPath, ['-hide_banner', '-loglevel', 'error', ...raw, ...scaled], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  ffmpeg.stderr.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-500)));
  // A pipe breaks because ffmpeg ended, and why it ended is told below.
  pipeline(frames, ffmpeg.stdin).catch(() => undefined);
  const ended = exitCodeOf(ffmpeg);
  // Told after the last piece; until then nobody may be listening.
  ended.catch(() => undefined);
  yield* piecesOf(ffmpeg.stdout);
  const code = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)}: ${complaint}`);
}

/** The exit code once a child and its streams are closed; null when a signal ended it. @throws when it can't be started */
export function exitCodeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', ({ message }) =>
      reject(
        new Error(`${child.spawnfile} can't be started (${message}): install ffmpeg or set FFMPEG_PATH`),
      ),
    );
    child.once('close', resolve);
  });
}

/** A child's output as bytes; Node types what a stream yields as anything. */
async function* piecesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of stream) yield piece;
}

function* framesOf(script: PackingScript): Generator<Uint8Array> {
  const frames = Math.round((script.durationMs / 1000) * SCENE.framesPerSecond);
  for (let n = 0; n < frames; n++)
    yield drawFrame(script, Math.round((n * 1000) / SCENE.framesPerSecond)).rgb;
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
  const frame = drawFrame(script, script.closedAtMs - 800).rgb;
  const output = ['-frames:v', '1', '-q:v', '3', '-f', 'mjpeg', 'pipe:1'];
  const pieces: Buffer[] = [];
  for await (const piece of encode(ffmpegPath, [frame], [], output)) pieces.push(piece);
  if (pieces.length === 0) throw new Error('ffmpeg made no picture');
  return Buffer.concat(pieces);
}
