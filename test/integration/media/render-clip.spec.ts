import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Media } from '../../../src/media/media.js';
import type { RenderRequest } from '../../../src/media/render-clip.js';
import { turnByQuarter } from '../../factories/hostile-files.js';
import {
  looksLikeLabel,
  makeTestClip,
  middleColours,
  type TestClip,
} from '../../factories/make-test-clip.js';

const { path: bundledFfmpeg }: { path: string } = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg');

let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'akashi-render '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function render(media: Media, clip: Partial<TestClip>, request: Partial<RenderRequest> = {}) {
  const workDir = join(folder, `100%d ${++count}`);
  await mkdir(workDir);
  const inputPath = await makeTestClip(join(workDir, 'original'), clip);
  const probe = await media.probe(inputPath);
  const made = await media.render({ inputPath, workDir, probe, ...request });
  return { ...made, probe, inputPath, workDir };
}

describe.each([
  ["the machine's ffmpeg", new Media()],
  ['the bundled ffmpeg of 2018', new Media({ ffmpegPath: bundledFfmpeg })],
])('with %s', (_name, media) => {
  it('a live WebM becomes an H.264 film that can start before it is loaded', async () => {
    const { staff, customer, probe } = await render(media, { format: 'live-webm', durationMs: 5000 });
    expect(staff.recipe).toMatchObject({ id: 'staff-encode/1', from: 'original' });
    expect(customer).toBeUndefined();
    const made = await media.probe(staff.path);
    expect(made).toMatchObject({ videoCodec: 'h264', pixelFormat: 'yuv420p', width: 320, height: 180 });
    expect(Math.abs(made.durationMs - probe.durationMs)).toBeLessThanOrEqual(40);
    expect(made.longestKeyGapMs).toBeLessThanOrEqual(2000);
    const bytes = await readFile(staff.path);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(staff).toMatchObject({
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  it.each(['mp4', 'mkv'] as const)('H.264 in %s is repacked, every picture as it was', async (format) => {
    const { staff, probe } = await render(media, { format, durationMs: 3000, withSound: true });
    expect(staff.recipe.id).toBe('staff-remux/1');
    const made = await media.probe(staff.path);
    expect(made).toMatchObject({ container: 'mov', frameCount: probe.frameCount, hasAudio: false });
  });

  it.each([
    ['encoded from a live WebM', { format: 'live-webm' }],
    ['repacked without reordering', { format: 'mp4' }],
    [
      'repacked with B-frames',
      { format: 'mp4', output: ['-preset', 'veryfast', '-bf', '4', '-b_strategy', '0'] },
    ],
    ['repacked from Matroska with B-frames', { format: 'mkv', output: ['-preset', 'veryfast', '-bf', '3'] }],
    ['encoded from an uneven rate', { format: 'webm', fps: 23 }],
  ] as const)('no frame of the label is in the customer’s film: %s', async (_how, clip) => {
    const labelAtMs = 2000;
    const { staff, customer } = await render(
      media,
      { durationMs: 3000, labelAtMs, ...clip, output: [...('output' in clip ? clip.output : [])] },
      { labelAtMs },
    );
    expect((await middleColours(staff.path)).filter(looksLikeLabel).length).toBeGreaterThan(15);
    const colours = customer ? await middleColours(customer.path) : [];
    expect(colours.filter(looksLikeLabel)).toEqual([]);
    expect(colours.length).toBeGreaterThan(1.75 * ('fps' in clip ? clip.fps : 30));
    expect(customer?.durationMs).toBeLessThanOrEqual(labelAtMs);
    expect(customer?.recipe).toMatchObject({ id: 'customer-cut/1', from: 'staff' });
  });

  it('makes a poster out of what the customer may see, and a storyboard with times', async () => {
    const { poster, storyboard } = await render(
      media,
      { durationMs: 4500, labelAtMs: 500 },
      { labelAtMs: 500 },
    );
    expect(poster.from).toBe('customer');
    expect(poster.atMs).toBeLessThan(500);
    expect((await readFile(poster.path)).subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(storyboard && (await readFile(storyboard.image.path)).subarray(0, 2).toString('hex')).toBe('ffd8');
    const vtt = storyboard ? await readFile(storyboard.vtt.path, 'utf8') : '';
    expect(vtt).toContain('00:00:02.000 --> 00:00:04.000\nstoryboard.jpg#xywh=160,0,160,90');
  });

  it('blacks the mask out before anything else happens', async () => {
    const mask = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
    const { staff } = await render(media, { format: 'mp4', durationMs: 1000, labelAtMs: 0 }, { mask });
    expect(staff.recipe.id).toBe('staff-encode/1');
    const brightest = Math.max(
      ...(await middleColours(staff.path)).map(({ red, blue }) => Math.max(red, blue)),
    );
    expect(brightest).toBeLessThan(24);
  });

  it('takes stills at given moments, beyond the end the last one', async () => {
    const workDir = join(folder, `stills ${++count}`);
    await mkdir(workDir);
    const inputPath = await makeTestClip(join(workDir, 'original'), {
      format: 'live-webm',
      durationMs: 2000,
    });
    const stills = await media.stills({ inputPath, workDir, atMs: [0, 1010, 99_000] });
    expect(stills.map(({ atMs }) => Math.round(atMs))).toEqual([0, 1000, 1967]);
    expect(new Set(stills.map(({ sha256 }) => sha256)).size).toBe(3);
  });
});

describe('rendering', () => {
  const media = new Media();

  it('gives the customer the whole film when the label comes after its end', async () => {
    const { staff, customer } = await render(media, { format: 'mp4' }, { labelAtMs: 60_000 });
    expect(customer?.sha256).toBe(staff.sha256);
  });

  it('makes no customer film when the label is there from the start', async () => {
    const { customer, poster } = await render(media, { format: 'mp4' }, { labelAtMs: 0 });
    expect(customer).toBeUndefined();
    expect(poster.from).toBe('staff');
  });

  it('turns a phone’s film upright', async () => {
    const workDir = join(folder, `phone ${++count}`);
    await mkdir(workDir);
    const inputPath = await makeTestClip(join(workDir, 'original'), { format: 'mp4', durationMs: 500 });
    await writeFile(inputPath, turnByQuarter(await readFile(inputPath)));
    const probe = await media.probe(inputPath);
    expect(probe).toMatchObject({ rotation: 90, width: 320, height: 180 });
    const { staff } = await media.render({ inputPath, workDir, probe });
    expect(staff).toMatchObject({ width: 180, height: 320 });
    expect(await media.probe(staff.path)).toMatchObject({ rotation: 0, width: 180, height: 320 });
  });

  it('states how a film was made without naming a folder of this machine', async () => {
    const { staff, workDir } = await render(media, { durationMs: 500 });
    expect(staff.recipe.args).toEqual(expect.arrayContaining(['file:/INPUT', 'file:OUTPUT', 'libx264']));
    expect(staff.recipe.args.join(' ')).not.toContain(workDir);
    expect(staff.recipe.tool).toMatch(/^ffmpeg \S+$/);
  });

  it('tells how far it is', async () => {
    const seen: number[] = [];
    await render(media, { durationMs: 4000 }, { onProgress: (done) => seen.push(done) });
    expect(seen.at(-1)).toBeGreaterThan(0.9);
    expect(Math.max(...seen)).toBeLessThanOrEqual(1);
  });

  it('gives the same again when it is run again in the same folder', async () => {
    const { staff, probe, inputPath, workDir } = await render(media, { durationMs: 1000 });
    const again = await media.render({ inputPath, workDir, probe });
    expect(again.staff.durationMs).toBe(staff.durationMs);
  });

  it('leaves no process behind when it is aborted', async () => {
    const workDir = join(folder, `abort ${++count}`);
    await mkdir(workDir);
    const clip = { format: 'mp4', width: 1280, height: 720, durationMs: 4000 } as const;
    const inputPath = await makeTestClip(join(workDir, 'original'), clip);
    const probe = await media.probe(inputPath);
    const mask = { x: 0, y: 0, width: 0.1, height: 0.1 }; // so that it must be encoded, which takes a while
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 250);
    const rendering = media.render({ inputPath, workDir, probe, mask, signal: abort.signal });
    await expect(rendering).rejects.toMatchObject({ kind: 'aborted' });
    expect(await processesNaming(workDir)).toEqual([]);
  });

  it('fails rather than cut a film off where it gets too large', async () => {
    const strict = new Media({ limits: { maxOutputBytes: 20_000 } });
    const rendering = render(strict, { width: 640, height: 360, durationMs: 2000 });
    await expect(rendering).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('20000'),
    });
  });

  // With 150 MiB ffmpeg doesn't even start; with 350 it starts, leaves pictures out, and calls that a success.
  it.each([150, 350])(
    'fails, and does not eat the machine, when %d MiB are not enough',
    async (mebibytes) => {
      const workDir = join(folder, `memory ${++count}`);
      await mkdir(workDir);
      const clip = { width: 1920, height: 1080, durationMs: 1000 };
      const inputPath = await makeTestClip(join(workDir, 'original'), clip);
      const probe = await media.probe(inputPath);
      const tight = new Media({ limits: { memoryBytes: mebibytes * 2 ** 20, threads: 4 } });
      await expect(tight.render({ inputPath, workDir, probe })).rejects.toMatchObject({ kind: 'failed' });
      expect(await processesNaming(workDir)).toEqual([]);
    },
  );
});

async function processesNaming(text: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return commands.filter((command) => command.includes(text));
}
