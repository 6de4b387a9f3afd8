// What is made from a recording. Encoding costs a fifth of the film's length, so it happens once at most: a recording
// that every browser plays already is only repacked, and what the customer may see is copied out of the staff's film.
// The customer's film must not show the address label: it ends before the given time, and no frame after it is in the
// file, not even one that a player would skip.
import type { FrameTimes } from './frame-times.js';
import { seconds } from './media-options.js';
import type { ClipProbe } from './probe.js';

/** A rectangle that is blacked out, as fractions of the shown picture's width and height, from the top left. */
export interface Mask {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type EncodeReason =
  | 'mask'
  | 'codec'
  | 'pixel_format'
  | 'rotated'
  | 'stretched_pixels'
  | 'too_many_pixels'
  | 'too_many_bits'
  | 'sparse_key_frames';

export const GOP_SECONDS = 2;
const LONG_SIDE = 1280;
const SHORT_SIDE = 720;
const MAX_FPS = 30;
/** Repacked as they are up to here: 1080p plays everywhere, and 6 Mbit/s is what a shop's wifi still carries. */
const REMUX_MAX_PIXELS = 1920 * 1088;
const REMUX_MAX_BITS_PER_SECOND = 6_000_000;
const REMUX_MAX_KEY_GAP_MS = 10_000;

/** Why a recording can't be served by repacking it; null when it can. */
export function whyEncode(probe: ClipProbe, mask?: Mask): EncodeReason | null {
  if (mask) return 'mask';
  if (probe.videoCodec !== 'h264') return 'codec';
  if (probe.pixelFormat !== 'yuv420p') return 'pixel_format';
  if (probe.rotation !== 0) return 'rotated';
  if (probe.pixelAspect !== 1) return 'stretched_pixels';
  if (probe.width * probe.height > REMUX_MAX_PIXELS) return 'too_many_pixels';
  if ((probe.bytes * 8000) / probe.durationMs > REMUX_MAX_BITS_PER_SECOND) return 'too_many_bits';
  if (probe.longestKeyGapMs > REMUX_MAX_KEY_GAP_MS) return 'sparse_key_frames';
  return null;
}

/** Size of the encoded picture: fits 1280×720 (or 720×1280 upright), even numbers, never enlarged. */
export function encodedSize(probe: Pick<ClipProbe, 'width' | 'height' | 'rotation' | 'pixelAspect'>): {
  width: number;
  height: number;
} {
  const across = probe.width * probe.pixelAspect;
  const [width, height] = probe.rotation % 180 === 0 ? [across, probe.height] : [probe.height, across];
  const scale = Math.min(1, LONG_SIDE / Math.max(width, height), SHORT_SIDE / Math.min(width, height));
  return { width: even(width * scale), height: even(height * scale) };
}

/**
 * Frames per second that encoded times are rounded to. A steady film keeps its own rate; a recorder's uneven frames go
 * to the nearest thirtieth of a second. None is repeated to fill gaps.
 */
export function encodedFps(measuredFps: number): number {
  const whole = Math.round(measuredFps);
  const isSteady = Math.abs(measuredFps - whole) < 0.1;
  return isSteady && whole >= 1 && whole <= MAX_FPS ? whole : MAX_FPS;
}

/** Filters of the encoded film, mask first so that nothing of what it hides is ever blended into a neighbour. */
export function encodeFilters(probe: ClipProbe, mask?: Mask): string[] {
  const { width, height } = encodedSize(probe);
  return [...(mask ? [maskFilter(mask)] : []), `scale=${width}:${height}`, 'setsar=1'];
}

/** Options for H.264 that every browser and bank viewer plays, about 2–5 MB a minute. */
export function encodeOutput(probe: ClipProbe, hasFpsMode: boolean): string[] {
  const fps = encodedFps(probe.fps);
  return [
    ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '26', '-pix_fmt', 'yuv420p'],
    [hasFpsMode ? '-fps_mode' : '-vsync', 'vfr', '-r', String(fps)],
    ['-g', String(fps * GOP_SECONDS), '-force_key_frames', `expr:gte(t,n_forced*${GOP_SECONDS})`],
    MP4_OUTPUT,
  ].flat();
}

/** Options for repacking without touching a picture. */
export function remuxOutput(): string[] {
  return ['-c:v', 'copy', ...MP4_OUTPUT];
}

/** Options for copying the first `frames` frames in stored order, see `framesBefore`. */
export function cutOutput(frames: number): string[] {
  return ['-c:v', 'copy', '-frames:v', String(frames), ...MP4_OUTPUT];
}

/** Extra output option that ends an encoded film before `endMs`. */
export function endBefore(endMs: number): string[] {
  return ['-t', seconds(endMs)];
}

/**
 * The time at or after which no frame of the staff's film may be copied for the customer. Encoding rounds times to a
 * grid and may show a frame up to one step early, so an encoded film is cut one step sooner.
 */
export function copyLimitMs(labelAtMs: number, encoded: { fps: number } | null): number {
  return encoded ? labelAtMs - Math.ceil(1000 / encodedFps(encoded.fps)) : labelAtMs;
}

/** Whether a film holds only frames that are shown before `endMs`, and can be shown from its first frame on. */
export function endsInTime(times: FrameTimes, endMs: number): boolean {
  return times.keyAtMs[0] === times.shownAtMs[0] && times.shownAtMs.every((atMs) => atMs < endMs);
}

/** A third into the film: the box is open and the first item in hand. */
export function posterAtMs(durationMs: number): number {
  return Math.floor(durationMs / 3);
}

const MP4_OUTPUT = ['-movflags', '+faststart', '-f', 'mp4'];

function maskFilter(mask: Mask): string {
  const [x, y] = [fraction(mask.x), fraction(mask.y)];
  const [width, height] = [fraction(mask.width), fraction(mask.height)];
  return `drawbox=x=iw*${x}:y=ih*${y}:w=iw*${width}:h=ih*${height}:color=black:t=fill`;
}

/** Numbers of ours only ever reach a filter string, and never in a form that it could read otherwise. */
function fraction(value: number): string {
  if (!(value >= 0 && value <= 1))
    throw new RangeError(`A mask is given in fractions from 0 to 1, not ${value}.`);
  return value.toFixed(5);
}

function even(size: number): number {
  return Math.max(2, Math.round(size / 2) * 2);
}
