import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateRawSync } from 'node:zlib';
import { findMediaTools } from '../../src/media/find-ffmpeg.js';
import type { Refusal } from '../../src/media/media-error.js';
import { makeTestClip, type TestClip } from './make-test-clip.js';

/** A file that a station, or somebody with its key, may send instead of a recording. */
export interface HostileFile {
  name: string;
  contentType?: 'video/webm' | 'video/mp4' | 'video/x-matroska' | 'video/quicktime';
  /** How it ends; several where builds of ffmpeg differ. */
  ends: readonly ('playable' | Refusal)[];
  /** @param url an address that nobody must ever ask */
  make: (url: string) => Promise<Buffer>;
}

export const HOSTILE_TITLE = `"; $(touch /tmp/akashi-owned) \`id\` ' | drawtext=text=x:textfile=/etc/passwd, <script>alert(1)</script> %s\n[0:v]`;

const text = (lines: readonly string[]) => Promise.resolve(Buffer.from(lines.join('\n') + '\n'));
const run = promisify(execFile);

/** Everything of the corpus; each is made when it is asked for, nothing of it is kept in the repository. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  {
    name: 'an HLS playlist that reads a local file',
    ends: ['playlist'],
    make: () =>
      text(['#EXTM3U', '#EXT-X-TARGETDURATION:1', '#EXTINF:1,', 'file:///etc/passwd', '#EXT-X-ENDLIST']),
  },
  {
    name: 'an HLS playlist that reads an address',
    ends: ['playlist'],
    make: (url) =>
      text(['#EXTM3U', '#EXT-X-TARGETDURATION:1', '#EXTINF:1,', `${url}/film.ts`, '#EXT-X-ENDLIST']),
  },
  {
    name: 'a playlist behind the head of a WebM',
    ends: ['unreadable'],
    make: async (url) =>
      Buffer.concat([(await clip()).subarray(0, 40), Buffer.from(`\n#EXTM3U\n${url}/film.ts\n`)]),
  },
  {
    name: 'a concat script',
    ends: ['playlist'],
    make: (url) => text(['ffconcat version 1.0', "file '/etc/passwd'", `file '${url}/film.webm'`]),
  },
  {
    name: 'a header that promises 16000 × 16000 pixels',
    ends: ['frame_too_large'],
    make: async () => promiseSize(await clip({ width: 720, height: 480, durationMs: 500 }), 16_000),
  },
  {
    name: 'a film whose picture becomes 16000 × 16000 pixels in the middle',
    ends: ['frame_too_large', 'playable'],
    make: async () => growInTheMiddle(await clip({ durationMs: 2000, output: ['-g', '15'] }), 16_000),
  },
  { name: 'a zip bomb', ends: ['unknown_container'], make: () => Promise.resolve(zipBomb(32 << 20)) },
  {
    name: 'a WebM that was cut off',
    ends: ['playable'],
    make: async () => share(await clip({ format: 'live-webm' }), 0, 0.6),
  },
  {
    name: 'an MP4 that was cut off before its index',
    contentType: 'video/mp4',
    ends: ['unreadable'],
    make: async () => share(await clip({ format: 'mp4', output: ['-movflags', '0'] }), 0, 0.5),
  },
  {
    name: 'a recording that lacks a segment in its middle',
    ends: ['playable'],
    make: async () => {
      const whole = await clip({ format: 'live-webm' });
      return Buffer.concat([share(whole, 0, 0.4), share(whole, 0.55, 1)]);
    },
  },
  {
    name: 'sound alone',
    contentType: 'video/mp4',
    ends: ['no_video'],
    make: () => clip({ format: 'mp4', withSound: true, output: ['-map', '1:a', '-vn'] }),
  },
  {
    name: 'four pictures side by side',
    contentType: 'video/x-matroska',
    ends: ['playable'],
    make: () => clip({ format: 'mkv', output: ['-map', '0:v', '-map', '0:v', '-map', '0:v', '-map', '0:v'] }),
  },
  {
    name: 'a turned picture',
    contentType: 'video/quicktime',
    ends: ['playable'],
    make: async () => turnByQuarter(await clip({ format: 'mp4' })),
  },
  {
    name: 'frames at uneven times',
    ends: ['playable'],
    make: () => clip({ output: ['-vf', "select='lt(mod(n,30),7)+eq(mod(n,30),20)'", '-vsync', 'vfr'] }),
  },
  { name: 'odd sizes', ends: ['playable'], make: () => clip({ width: 321, height: 179 }) },
  {
    name: 'HEVC',
    contentType: 'video/mp4',
    ends: ['playable'],
    make: () => clip({ format: 'mp4', output: ['-c:v', 'libx265', '-x265-params', 'log-level=error'] }),
  },
  {
    name: 'ten bits a colour',
    contentType: 'video/mp4',
    ends: ['playable'],
    make: () => clip({ format: 'mp4', output: ['-c:v', 'libx264', '-pix_fmt', 'yuv420p10le'] }),
  },
  {
    name: 'a picture codec that no browser records',
    contentType: 'video/x-matroska',
    ends: ['codec_not_allowed'],
    make: () => clip({ format: 'mkv', durationMs: 500, output: ['-c:v', 'ffv1'] }),
  },
  {
    name: 'a JPEG',
    ends: ['still_image'],
    make: () =>
      clip({ durationMs: 100, output: ['-frames:v', '1', '-c:v', 'mjpeg', '-f', 'image2', '-update', '1'] }),
  },
  {
    name: 'random bytes',
    ends: ['unknown_container'],
    make: () => Promise.resolve(Buffer.concat([Buffer.from('x'), randomBytes(200_000)])),
  },
  {
    name: 'random bytes behind the head of a film',
    ends: ['unreadable', 'no_video'],
    make: async () => Buffer.concat([(await clip()).subarray(0, 60), randomBytes(200_000)]),
  },
  {
    name: 'a title full of commands',
    contentType: 'video/x-matroska',
    ends: ['playable'],
    make: () => clip({ format: 'mkv', output: ['-metadata', `title=${HOSTILE_TITLE}`] }),
  },
  {
    name: 'a title of ten megabytes',
    contentType: 'video/x-matroska',
    ends: ['playable', 'unreadable'],
    make: async () => withTitle(await clip({ format: 'mkv' }), 'x'.repeat(10 << 20)),
  },
];

/** Both the track's header (B0 and BA, two bytes long) and the key frame itself promise the size. */
export function promiseSize(webm: Buffer, pixels: number): Buffer {
  const bytes = Buffer.from(webm);
  for (const marker of ['b08202d0', 'ba8201e0']) {
    const at = bytes.indexOf(Buffer.from(marker, 'hex'));
    if (at < 0) throw new Error('This WebM states its size in another way.');
    bytes.writeUInt16BE(pixels, at + 2);
  }
  writeFrameSize(bytes, bytes.indexOf(VP8_KEY_FRAME), pixels);
  return bytes;
}

/** Writes into an MP4's track header what a phone writes when it is held upright. */
export function turnByQuarter(mp4: Buffer): Buffer {
  const bytes = Buffer.from(mp4);
  const straight = Buffer.from('000100000000000000000000000000000001000000000000', 'hex');
  const turned = Buffer.from('000000000001000000000000ffff00000000000000000000', 'hex');
  const at = bytes.indexOf(straight, bytes.indexOf('tkhd'));
  if (at < 0) throw new Error('This MP4 has its matrix elsewhere.');
  turned.copy(bytes, at);
  return bytes;
}

const VP8_KEY_FRAME = Buffer.from('9d012a', 'hex');

/** The bytes of a small real recording. */
export async function clip(overrides: Partial<TestClip> = {}): Promise<Buffer> {
  return inFolder(async (folder) =>
    readFile(await makeTestClip(join(folder, 'clip'), { durationMs: 1500, ...overrides })),
  );
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'akashi-hostile-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function share(bytes: Buffer, from: number, to: number): Buffer {
  return bytes.subarray(Math.floor(bytes.length * from), Math.floor(bytes.length * to));
}

function growInTheMiddle(webm: Buffer, pixels: number): Buffer {
  const bytes = Buffer.from(webm);
  const second = bytes.indexOf(VP8_KEY_FRAME, Math.floor(bytes.length / 3));
  writeFrameSize(bytes, second, pixels);
  return bytes;
}

function writeFrameSize(bytes: Buffer, keyFrameAt: number, pixels: number): void {
  if (keyFrameAt < 0) throw new Error('This WebM has no such key frame.');
  bytes.writeUInt16LE(pixels, keyFrameAt + 3);
  bytes.writeUInt16LE(pixels, keyFrameAt + 5);
}

/** A ZIP with one file of zeros, a thousandth of its length. */
function zipBomb(length: number): Buffer {
  const zeros = Buffer.alloc(length);
  const packed = deflateRawSync(zeros);
  const name = Buffer.from('film.webm');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(crc32(zeros), 14);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name, packed]);
}

/** By a file of metadata: an argument can't be that long. */
async function withTitle(mkv: Buffer, title: string): Promise<Buffer> {
  return inFolder(async (folder) => {
    const [film, metadata, titled] = ['film', 'metadata', 'titled'].map((name) => join(folder, name));
    if (!film || !metadata || !titled) throw new Error('no paths');
    await writeFile(film, mkv);
    await writeFile(metadata, `;FFMETADATA1\ntitle=${title}\n`);
    const { ffmpeg } = await findMediaTools();
    const inputs = ['-nostdin', '-v', 'error', '-i', film, '-f', 'ffmetadata', '-i', metadata];
    await run(ffmpeg.command, [
      ...inputs,
      '-map',
      '0',
      '-map_metadata',
      '1',
      '-c',
      'copy',
      '-f',
      'matroska',
      titled,
    ]);
    return readFile(titled);
  });
}
