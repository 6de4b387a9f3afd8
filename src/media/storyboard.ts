// A storyboard is one picture with small frames in rows, and a WebVTT file that says which part belongs to which time.
// Only key frames are decoded (0.28 s for a minute of film, against 1.8 s for all frames).
import type { FrameTimes } from './frame-times.js';

export interface StoryboardPlan {
  /** Which of the film's key frames are shown, counted from 0. */
  keyFrames: number[];
  /** When each is shown. */
  atMs: number[];
  endMs: number;
  columns: number;
  rows: number;
  tile: { width: number; height: number };
}

const MAX_TILES = 48;
const COLUMNS = 6;
const TILE_LONG_SIDE = 160;

/** Chooses evenly among the key frames; null for a film without any. */
export function planStoryboard(
  times: FrameTimes,
  size: { width: number; height: number },
): StoryboardPlan | null {
  const keys = times.keyAtMs;
  if (keys.length === 0) return null;
  const count = Math.min(MAX_TILES, keys.length);
  const keyFrames = Array.from({ length: count }, (_, index) => Math.floor((index * keys.length) / count));
  const columns = Math.min(COLUMNS, count);
  return {
    keyFrames,
    atMs: keyFrames.map((index) => keys[index] ?? 0),
    endMs: times.endMs,
    columns,
    rows: Math.ceil(count / columns),
    tile: tileSize(size),
  };
}

/** Filters that make the picture; decode with `-skip_frame nokey`, so that `n` counts key frames. */
export function storyboardFilters(plan: StoryboardPlan): string[] {
  const { tile, columns, rows } = plan;
  const chosen = plan.keyFrames.map((index) => `eq(n,${index})`).join('+');
  return [`select='${chosen}'`, `scale=${tile.width}:${tile.height}`, `tile=${columns}x${rows}`];
}

/** The WebVTT file; `imageName` is how the picture is called beside it. */
export function storyboardVtt(plan: StoryboardPlan, imageName: string): string {
  const cues = plan.atMs.map((startMs, index) => {
    const endMs = plan.atMs[index + 1] ?? Math.max(plan.endMs, startMs + 1);
    const x = (index % plan.columns) * plan.tile.width;
    const y = Math.floor(index / plan.columns) * plan.tile.height;
    const place = `${imageName}#xywh=${x},${y},${plan.tile.width},${plan.tile.height}`;
    return `${vttTime(startMs)} --> ${vttTime(endMs)}\n${place}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

function tileSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = TILE_LONG_SIDE / Math.max(width, height);
  return {
    width: 2 * Math.round((width * scale) / 2),
    height: 2 * Math.max(1, Math.round((height * scale) / 2)),
  };
}

/** A time as WebVTT writes it. */
export function vttTime(ms: number): string {
  const whole = Math.round(ms);
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(whole / 3_600_000)}:${part((whole / 60_000) % 60)}:${part((whole / 1000) % 60)}.${part(whole % 1000, 3)}`;
}
