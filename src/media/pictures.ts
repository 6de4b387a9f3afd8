import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFile, type FileFacts } from './file-facts.js';
import type { FrameTimes } from './frame-times.js';
import { ffmpegArguments, seconds, type MediaSource } from './media-options.js';
import type { MediaToolRunner } from './media-tool-runner.js';
import { planStoryboard, storyboardFilters, storyboardVtt } from './storyboard.js';

export interface FrameRequest {
  source: MediaSource;
  times: FrameTimes;
  /** The frame that is in the picture at this moment; before the start the first, after the end the last. */
  atMs: number;
  outputPath: string;
  signal?: AbortSignal;
}

export interface Storyboard {
  /** JPEG with the frames in rows. */
  image: FileFacts;
  /** WebVTT whose cues name `storyboard.jpg#xywh=…`. */
  vtt: FileFacts;
}

export interface StoryboardRequest {
  film: { path: string; width: number; height: number };
  times: FrameTimes;
  workDir: string;
  signal?: AbortSignal;
}

const PICTURE_WALL_CLOCK_MS = 120_000;
const STORYBOARD_IMAGE = 'storyboard.jpg';
/** `-update 1`: a `%` in the path is no pattern for many files. */
const JPEG_OUTPUT = ['-frames:v', '1', '-pix_fmt', 'yuvj420p', '-f', 'image2', '-update', '1'];

/** Makes a JPEG in full size of one frame, and says when that frame appears. */
export async function extractFrame(
  runner: MediaToolRunner,
  request: FrameRequest,
): Promise<FileFacts & { atMs: number }> {
  const atMs = frameShownAt(request.times, request.atMs);
  const args = ffmpegArguments({
    source: request.source,
    limits: runner.limits,
    // Half a millisecond early, since ffmpeg drops a frame whose time is rounded to just before the wanted one.
    input: ['-ss', seconds(Math.max(0, atMs - 0.5))],
    output: ['-q:v', '3', ...JPEG_OUTPUT],
    outputPath: request.outputPath,
  });
  await runner.ffmpeg({ args, wallClockMs: PICTURE_WALL_CLOCK_MS, signal: request.signal });
  return { ...(await describeFile(request.outputPath)), atMs };
}

/** When the frame appears that is in the picture at `atMs`. */
export function frameShownAt(times: FrameTimes, atMs: number): number {
  const before = times.shownAtMs.filter((shownAtMs) => shownAtMs <= atMs);
  const candidates = before.length > 0 ? before : times.shownAtMs;
  const pick = before.length > 0 ? Math.max : Math.min;
  return candidates.reduce((best, shownAtMs) => pick(best, shownAtMs), candidates[0] ?? 0);
}

/** Makes the storyboard of a finished MP4; undefined when it has no key frames. */
export async function makeStoryboard(
  runner: MediaToolRunner,
  request: StoryboardRequest,
): Promise<Storyboard | undefined> {
  const plan = planStoryboard(request.times, request.film);
  if (!plan) return undefined;
  const imagePath = join(request.workDir, STORYBOARD_IMAGE);
  const vttPath = join(request.workDir, 'storyboard.vtt');
  const args = ffmpegArguments({
    source: { path: request.film.path, container: 'mov' },
    limits: runner.limits,
    input: ['-skip_frame', 'nokey'],
    filters: storyboardFilters(plan),
    output: ['-q:v', '5', ...JPEG_OUTPUT],
    outputPath: imagePath,
  });
  await runner.ffmpeg({ args, wallClockMs: PICTURE_WALL_CLOCK_MS, signal: request.signal });
  await writeFile(vttPath, storyboardVtt(plan, STORYBOARD_IMAGE));
  return { image: await describeFile(imagePath), vtt: await describeFile(vttPath) };
}
