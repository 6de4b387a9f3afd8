import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Media } from '../../../src/media/media.js';
import { MediaError } from '../../../src/media/media-error.js';
import { promiseSize } from '../../factories/hostile-files.js';
import { makeTestClip } from '../../factories/make-test-clip.js';

const { path: bundledFfprobe }: { path: string } = createRequire(import.meta.url)(
  '@ffprobe-installer/ffprobe',
);
const media = new Media();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'akashi-probe-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = (name: string) => join(folder, name);

async function refusalOf(path: string, by = media): Promise<string | undefined> {
  try {
    await by.probe(path);
    return undefined;
  } catch (error) {
    return error instanceof MediaError ? (error.detail.refusal ?? error.kind) : String(error);
  }
}

describe('a recording is described by what is in it', () => {
  it.each([
    ['webm', 'matroska', 'vp8'],
    ['mp4', 'mov', 'h264'],
    ['mkv', 'matroska', 'h264'],
  ] as const)('%s', async (format, container, videoCodec) => {
    const path = await makeTestClip(file(`plain.${format}`), { format, durationMs: 2000 });
    const probe = await media.probe(path);
    expect(probe).toMatchObject({
      container,
      videoCodec,
      width: 320,
      height: 180,
      rotation: 0,
      hasAudio: false,
    });
    expect(probe.fps).toBeCloseTo(30, 0);
    expect(Math.abs(probe.durationMs - 2000)).toBeLessThanOrEqual(35);
    expect(probe.frameCount).toBe(60);
  });

  it('measures a live WebM, which states no duration', async () => {
    const path = await makeTestClip(file('live.webm'), { format: 'live-webm', durationMs: 2000 });
    const probe = await media.probe(path);
    expect(probe.declaredDurationMs).toBeNull();
    expect(Math.abs(probe.durationMs - 2000)).toBeLessThanOrEqual(35);
  });

  it('measures a fragmented MP4, as browsers record it', async () => {
    const output = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-g', '30'];
    const path = await makeTestClip(file('fragments.mp4'), { format: 'mp4', durationMs: 2000, output });
    const probe = await media.probe(path);
    expect(Math.abs(probe.durationMs - 2000)).toBeLessThanOrEqual(35);
    expect(probe.longestKeyGapMs).toBeGreaterThanOrEqual(999);
  });

  it('does not believe the header of a file that was cut short', async () => {
    const path = await makeTestClip(file('short.mp4'), { format: 'mp4', durationMs: 4000 });
    await truncate(path, Math.floor((await readFile(path)).length * 0.6));
    const probe = await media.probe(path);
    expect(probe.declaredDurationMs).toBe(4000);
    expect(probe.durationMs).toBeLessThan(3900);
  });

  it('notices sound', async () => {
    const path = await makeTestClip(file('sound.mp4'), { format: 'mp4', withSound: true });
    expect((await media.probe(path)).hasAudio).toBe(true);
  });
});

describe('a file that is no recording is refused with a reason', () => {
  it.each([
    ['an empty file', 'empty.webm', '', 'empty_file'],
    [
      'an HLS playlist called film.webm',
      'film.webm',
      '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n',
      'playlist',
    ],
    ['a concat script', 'film.mp4', "ffconcat version 1.0\nfile '/etc/passwd'\n", 'playlist'],
    ['text', 'text.mp4', 'hello, this is not a film', 'unknown_container'],
  ])('%s', async (_name, name, content, refusal) => {
    await writeFile(file(name), content);
    expect(await refusalOf(file(name))).toBe(refusal);
  });

  it('random bytes, also behind the first bytes of a film', async () => {
    await writeFile(file('random.webm'), randomBytes(50_000));
    expect(await refusalOf(file('random.webm'))).toBe('unknown_container');
    const head = (await readFile(await makeTestClip(file('good.webm')))).subarray(0, 60);
    await writeFile(file('head.webm'), Buffer.concat([head, randomBytes(50_000)]));
    expect(await refusalOf(file('head.webm'))).toBe('unreadable');
    const box = Buffer.from('0000002066747970', 'hex');
    await writeFile(file('head.mp4'), Buffer.concat([box, Buffer.from('isom'), randomBytes(50_000)]));
    expect(await refusalOf(file('head.mp4'))).toBe('unreadable');
  });

  it('an MP4 that was cut before its index', async () => {
    const path = await makeTestClip(file('noindex.mp4'), { format: 'mp4', output: ['-movflags', '0'] });
    await truncate(path, Math.floor((await readFile(path)).length * 0.5));
    expect(await refusalOf(path)).toBe('unreadable');
  });

  it('sound without picture', async () => {
    const output = ['-map', '1:a', '-vn'];
    const path = await makeTestClip(file('sound-only.mp4'), { format: 'mp4', withSound: true, output });
    expect(await refusalOf(path)).toBe('no_video');
  });

  // One ffprobe complains and goes on, another gives the file up.
  it.each([
    ["the machine's ffprobe", media],
    ['the bundled ffprobe', new Media({ ffprobePath: bundledFfprobe })],
  ])('a header that promises a picture of 16000 × 16000 (%s)', async (_name, by) => {
    const path = await makeTestClip(file('huge.webm'), { width: 720, height: 480, durationMs: 500 });
    const bytes = await readFile(path);
    await writeFile(path, promiseSize(bytes, 16_000));
    expect(await refusalOf(path, by)).toBe('frame_too_large');
  });

  it('a film that is longer than allowed', async () => {
    const path = await makeTestClip(file('long.webm'), { durationMs: 2000 });
    const strict = new Media({ limits: { maxDurationMs: 1000 } });
    await expect(strict.probe(path)).rejects.toMatchObject({ detail: { refusal: 'too_long' } });
  });

  it('any beginning of a film: refused or described, never a crash', async () => {
    for (const format of ['webm', 'mp4'] as const) {
      const whole = await readFile(await makeTestClip(file(`whole.${format}`), { format, durationMs: 1000 }));
      for (const share of [0.001, 0.01, 0.1, 0.3, 0.9]) {
        await writeFile(file('part'), whole.subarray(0, Math.ceil(whole.length * share)));
        const refusal = await refusalOf(file('part'));
        expect([undefined, 'unreadable', 'no_video', 'unknown_container']).toContain(refusal);
      }
    }
  });
});
