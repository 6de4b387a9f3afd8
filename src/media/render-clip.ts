import { join } from 'node:path';
import { describeFile, type FileFacts } from './file-facts.js';
import { framesBefore, type FrameTimes } from './frame-times.js';
import { MediaError } from './media-error.js';
import { ffmpegArguments, publicArguments, type CommandParts } from './media-options.js';
import type { MediaToolRunner } from './media-tool-runner.js';
import { extractFrame, makeStoryboard, type Storyboard } from './pictures.js';
import { readFrameTimes, type ClipProbe } from './probe.js';
import {
  copyLimitMs,
  cutOutput,
  encodedSize,
  encodeFilters,
  encodeOutput,
  endBefore,
  endsInTime,
  posterAtMs,
  remuxOutput,
  whyEncode,
  type Mask,
} from './renditions.js';

export interface RenderRequest {
  /** Absolute path of the original, made by us. It is only read. */
  inputPath: string;
  /** An existing folder for this job alone; files of an earlier attempt are overwritten. */
  workDir: string;
  probe: ClipProbe;
  /**
   * First moment at which the address label may be in the picture, in milliseconds from the film's start. Absent: it is
   * not known, so there is no customer's film. At or after the end: the customer sees the whole film.
   */
  labelAtMs?: number;
  mask?: Mask;
  signal?: AbortSignal;
  /** Between 0 and 1. */
  onProgress?: (done: number) => void;
}

/** How a file was made, for its signed statement: enough to make it again from the same original. */
export interface Recipe {
  /** `staff-encode/1`, `staff-remux/1`, `customer-cut/1`, `customer-encode/1`, `digest/1`, `export/1`; the number rises when the meaning changes. */
  id: string;
  /** e.g. `ffmpeg 5.1.9-0+deb12u1` */
  tool: string;
  /** What the command read: the original, the staff's film for a cut, the customer's for a digest. */
  from: 'original' | 'staff' | 'customer';
  /** Arguments with `file:/INPUT` and `file:OUTPUT` in place of paths. */
  args: string[];
}

export interface Rendition extends FileFacts {
  recipe: Recipe;
  durationMs: number;
  width: number;
  height: number;
}

export interface ClipRenditions {
  /** The whole film, MP4. */
  staff: Rendition;
  /** Ends before the label; absent when `labelAtMs` is unknown or leaves no frame. May be the staff's very file. */
  customer?: Rendition;
  /** JPEG; out of the customer's film when there is one, so it never shows a label that the film doesn't. */
  poster: FileFacts & { atMs: number; from: 'customer' | 'staff' };
  /** Of the staff's film. It may show the label: not for customers. Absent for a film without key frames. */
  storyboard?: Storyboard;
}

export interface Film {
  rendition: Rendition;
  times: FrameTimes;
}

/**
 * Makes what is shown from an original. Safe to run again. Throws MediaError: `refused` when no frame can be decoded,
 * `failed`, `timed_out`, `aborted`.
 */
export async function renderClip(runner: MediaToolRunner, request: RenderRequest): Promise<ClipRenditions> {
  const staff = await makeStaffFilm(runner, request);
  const storyboard = makeStoryboard(runner, {
    film: staff.rendition,
    times: staff.times,
    workDir: request.workDir,
    signal: request.signal,
  });
  const shown = makeCustomerFilm(runner, request, staff).then(async (customer) => ({
    customer: customer?.rendition,
    poster: await makePoster(runner, request, customer ?? staff, customer ? 'customer' : 'staff'),
  }));
  // allSettled: a failed half must not leave the other's ffmpeg writing into a folder that the caller removes.
  const [board, films] = await Promise.allSettled([storyboard, shown]);
  if (films.status === 'rejected') throw films.reason;
  if (board.status === 'rejected') throw board.reason;
  return { staff: staff.rendition, ...films.value, storyboard: board.value };
}

async function makeStaffFilm(runner: MediaToolRunner, request: RenderRequest): Promise<Film> {
  if (whyEncode(request.probe, request.mask) === null) {
    try {
      const repacked = await makeFilm(runner, request, remuxPlan(runner, request));
      if (repacked.times.shownAtMs.length === request.probe.frameCount) return repacked;
    } catch (error) {
      // Some streams can be decoded but not repacked, e.g. without usable time stamps.
      if (!(error instanceof MediaError) || error.kind === 'aborted') throw error;
    }
  }
  return makeFilm(runner, request, encodePlan(runner, request));
}

async function makeCustomerFilm(
  runner: MediaToolRunner,
  request: RenderRequest,
  staff: Film,
): Promise<Film | undefined> {
  const { labelAtMs } = request;
  if (labelAtMs === undefined) return undefined;
  if (labelAtMs >= staff.rendition.durationMs) return staff;
  const wasEncoded = staff.rendition.recipe.id === 'staff-encode/1';
  const limitMs = copyLimitMs(labelAtMs, wasEncoded ? request.probe : null);
  const frames = framesBefore(staff.times, limitMs);
  if (frames === 0) return undefined;
  const cut = await makeFilm(runner, request, cutPlan(runner, staff, frames, request.workDir));
  if (endsInTime(cut.times, limitMs)) return cut;
  const encoded = await makeFilm(runner, request, encodePlan(runner, request, limitMs));
  if (endsInTime(encoded.times, labelAtMs)) return encoded;
  throw new MediaError('failed', `No film could be made that ends before ${labelAtMs} ms.`);
}

export interface FilmPlan extends CommandParts {
  recipe: Pick<Recipe, 'id' | 'from'>;
  size: { width: number; height: number };
}

function remuxPlan(runner: MediaToolRunner, { inputPath, workDir, probe }: RenderRequest): FilmPlan {
  return {
    source: { path: inputPath, container: probe.container },
    limits: runner.limits,
    output: remuxOutput(),
    outputPath: join(workDir, 'staff.mp4'),
    recipe: { id: 'staff-remux/1', from: 'original' },
    size: { width: probe.width, height: probe.height },
  };
}

/** With `endMs` the customer's film, else the staff's. */
function encodePlan(runner: MediaToolRunner, request: RenderRequest, endMs?: number): FilmPlan {
  const { probe, mask, workDir } = request;
  const whom = endMs === undefined ? 'staff' : 'customer';
  const output = encodeOutput(probe, runner.tools.ffmpeg.hasFpsMode);
  return {
    ...remuxPlan(runner, request),
    filters: encodeFilters(probe, mask),
    output: endMs === undefined ? output : [...output, ...endBefore(endMs)],
    outputPath: join(workDir, `${whom}.mp4`),
    recipe: { id: `${whom}-encode/1`, from: 'original' },
    size: encodedSize(probe),
  };
}

function cutPlan(runner: MediaToolRunner, staff: Film, frames: number, workDir: string): FilmPlan {
  const { path, width, height } = staff.rendition;
  return {
    source: { path, container: 'mov' },
    limits: runner.limits,
    output: cutOutput(frames),
    outputPath: join(workDir, 'customer.mp4'),
    recipe: { id: 'customer-cut/1', from: 'staff' },
    size: { width, height },
  };
}

/** Makes one film and looks at what came out. `cwd`: where files lie that filters name. */
export async function makeFilm(
  runner: MediaToolRunner,
  request: Pick<RenderRequest, 'probe' | 'signal' | 'onProgress'>,
  plan: FilmPlan,
  cwd?: string,
): Promise<Film> {
  const { probe, signal, onProgress } = request;
  await runner.ffmpeg({
    args: ffmpegArguments(plan),
    cwd,
    wallClockMs: wallClockMs(probe.durationMs),
    signal,
    onProgress: onProgress && ((outputMs) => onProgress(Math.min(1, outputMs / probe.durationMs))),
  });
  const made = { path: plan.outputPath, container: 'mov' } as const;
  const [facts, times] = await Promise.all([
    describeFile(made.path),
    readFrameTimes(made, runner.limits, (args, onLine) => runner.ffprobe(args, onLine, signal), 0),
  ]);
  if (times.shownAtMs.length === 0) throw MediaError.refused('unreadable');
  // -fs ends the file there and calls that a success.
  if (facts.bytes >= runner.limits.maxOutputBytes * 0.99) {
    throw new MediaError('failed', `The film has more than ${runner.limits.maxOutputBytes} bytes.`);
  }
  const tool = `ffmpeg ${runner.tools.ffmpeg.version}`;
  const recipe: Recipe = { ...plan.recipe, tool, args: publicArguments(plan) };
  return { rendition: { ...facts, recipe, durationMs: times.endMs, ...plan.size }, times };
}

function makePoster(
  runner: MediaToolRunner,
  request: RenderRequest,
  film: Film,
  from: 'customer' | 'staff',
): Promise<ClipRenditions['poster']> {
  return extractFrame(runner, {
    source: { path: film.rendition.path, container: 'mov' },
    times: film.times,
    atMs: posterAtMs(film.rendition.durationMs),
    outputPath: join(request.workDir, 'poster.jpg'),
    signal: request.signal,
  }).then((frame) => ({ ...frame, from }));
}

/** Encoding takes a fifth of the film's length on an idle machine; twenty times that means that something hangs. */
function wallClockMs(durationMs: number): number {
  return 60_000 + durationMs * 4;
}
