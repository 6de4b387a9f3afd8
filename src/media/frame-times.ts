// When each frame is shown, read from the packets: the only source that is true for a live WebM (no duration), for a
// fragmented MP4 (the header says 0) and for a file cut short (the header promises more than there is).

/** Times in milliseconds from the file's own zero, in the order in which the frames are stored. */
export interface FrameTimes {
  shownAtMs: number[];
  /** When key frames are shown, ascending. */
  keyAtMs: number[];
  /** When the last frame stops being shown. */
  endMs: number;
}

export class FrameTimesReader {
  private readonly shownAtMs: number[] = [];
  private readonly keyAtMs: number[] = [];
  private lastShownMs = 0;
  private lastLastsMs = 0;

  /** @param startMs the file's start time as ffprobe states it: ffmpeg moves every output to begin at zero */
  constructor(private readonly startMs: number) {}

  get count(): number {
    return this.shownAtMs.length;
  }

  /** Reads one line of `-show_entries packet=pts_time,dts_time,duration_time,flags -of csv=p=0`. */
  add(line: string): void {
    const [pts, dts, duration, flags] = line.split(',');
    const shownSeconds = Number.parseFloat(pts ?? '');
    const seconds = Number.isNaN(shownSeconds) ? Number.parseFloat(dts ?? '') : shownSeconds;
    if (Number.isNaN(seconds)) return;
    const atMs = Math.round(seconds * 1e6 - this.startMs * 1e3) / 1e3;
    const lastsMs = (Number.parseFloat(duration ?? '') || 0) * 1e3;
    this.shownAtMs.push(atMs);
    if (flags?.startsWith('K')) this.keyAtMs.push(atMs);
    if (atMs < this.lastShownMs) return;
    this.lastShownMs = atMs;
    this.lastLastsMs = lastsMs;
  }

  result(): FrameTimes {
    return {
      shownAtMs: this.shownAtMs,
      keyAtMs: this.keyAtMs.sort((a, b) => a - b),
      endMs: Math.round(this.lastShownMs + (this.lastLastsMs || this.averageGapMs())),
    };
  }

  /** Recorders leave the last frame's length out; the others tell how long it will have been. */
  private averageGapMs(): number {
    return this.count > 1 ? this.lastShownMs / (this.count - 1) : 0;
  }
}

/**
 * How many frames, counted in stored order, can be copied so that none of them is shown at or after `endMs`. Frames are
 * stored in the order of decoding, where a later picture may come before an earlier one, so cutting by time would let
 * some through; any beginning of the stored order can be decoded by itself.
 */
export function framesBefore(times: FrameTimes, endMs: number): number {
  const firstTooLate = times.shownAtMs.findIndex((atMs) => atMs >= endMs);
  return firstTooLate < 0 ? times.shownAtMs.length : firstTooLate;
}

/** The longest stretch without a key frame: how far a player must decode when someone jumps. */
export function longestKeyGapMs(times: FrameTimes): number {
  const marks = [...times.keyAtMs, times.endMs];
  return marks.reduce((longest, at, index) => Math.max(longest, at - (marks[index - 1] ?? 0)), 0);
}

/** Frames per second over the whole file, 0 for an empty one. */
export function averageFps(times: FrameTimes): number {
  return times.endMs > 0 ? (times.shownAtMs.length * 1000) / times.endMs : 0;
}
