import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpegOfPackage } from './ffmpeg.js';
import { filmPacking } from './footage.js';
import { whyNotFilm } from './own-clip.js';

const script = {
  orderNumber: 'SD-1',
  startedAt: new Date(0),
  itemsAtMs: [100],
  closedAtMs: 200,
  labelAtMs: 300,
  durationMs: 400,
};
const ffmpeg = process.env.FFMPEG_PATH ?? ffmpegOfPackage();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'akashi-own-clip-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, bytes: Buffer | string): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

async function film(codec: 'h264' | 'vp8'): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of filmPacking(ffmpeg, script, codec).bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a clip of one’s own', () => {
  it('is a film', async () => {
    expect(await whyNotFilm(fileOf('a.mp4', await film('h264')), ffmpeg)).toBeNull();
    expect(await whyNotFilm(fileOf('a.WEBM', await film('vp8')), ffmpeg)).toBeNull();
  });

  it('is refused before the story when it is none, with the reason', async () => {
    expect(await whyNotFilm(fileOf('a.avi', 'x'), ffmpeg)).toContain('--clip takes an mp4');
    expect(await whyNotFilm(fileOf('bad.mp4', 'not a film'), ffmpeg)).toContain('whatever its name says');
    expect(await whyNotFilm(fileOf('empty.mkv', ''), ffmpeg)).toContain('whatever its name says');
    expect(await whyNotFilm(fileOf('list.mp4', '#EXTM3U\nfile:///etc/passwd'), ffmpeg)).toContain(
      'is no mp4',
    );
    const cut = fileOf('cut.mp4', await film('h264'));
    truncateSync(cut, 60);
    expect(await whyNotFilm(cut, ffmpeg)).toContain('no picture that ffmpeg can read');
  });
});
