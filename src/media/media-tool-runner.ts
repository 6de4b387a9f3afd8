import { availableParallelism } from 'node:os';
import { MediaError } from './media-error.js';
import type { MediaLimits } from './media-options.js';
import type { MediaTools } from './find-ffmpeg.js';
import { runMediaTool, type ToolOutput } from './run-ffmpeg.js';

export interface FfmpegRun {
  args: readonly string[];
  wallClockMs: number;
  cwd?: string;
  signal?: AbortSignal;
  /** How much of the output exists, in milliseconds of film. */
  onProgress?: (outputMs: number) => void;
}

const PROBE_WALL_CLOCK_MS = 60_000;
/** ffmpeg writes what it holds in its hands, and the index, after it has reached `-fs`. */
const OVERSHOOT_BYTES = 256 * 2 ** 20;

/** Runs the tools that were found, within the limits that were configured. */
export class MediaToolRunner {
  constructor(
    readonly tools: MediaTools,
    readonly limits: MediaLimits,
  ) {}

  /** Throws MediaError, see `runMediaTool`; also when ffmpeg left pictures out because of a limit. */
  async ffmpeg(run: FfmpegRun): Promise<void> {
    const { onProgress, signal } = run;
    const progress = onProgress ? ['-progress', 'pipe:1'] : [];
    const { stderrTail, complaints } = await runMediaTool({
      command: this.tools.ffmpeg.command,
      args: [...progress, ...run.args],
      limits: this.limitsFor(run.wallClockMs),
      cwd: run.cwd,
      signal,
      onLine: onProgress && ((line) => reportProgress(line, onProgress)),
    });
    requireUnlimited(complaints, stderrTail);
  }

  /** An ffprobe whose output goes to `onLine`. */
  ffprobe(
    args: readonly string[],
    onLine: (line: string) => void,
    signal?: AbortSignal,
  ): Promise<ToolOutput> {
    return runMediaTool({
      command: this.tools.ffprobe.command,
      args,
      limits: this.limitsFor(PROBE_WALL_CLOCK_MS),
      signal,
      onLine,
    });
  }

  /** ffmpeg ends itself at the output limit (`-fs`); the kernel's limits lie behind, for a tool that doesn't. */
  private limitsFor(wallClockMs: number) {
    const { memoryBytes, maxOutputBytes, threads } = this.limits;
    const cpuSeconds = (wallClockMs / 1000) * Math.min(threads, availableParallelism());
    return { memoryBytes, wallClockMs, cpuSeconds, fileBytes: maxOutputBytes + OVERSHOOT_BYTES };
  }
}

/** ffmpeg skips what it has no memory for or finds too large, writes the rest, and calls that a success. */
function requireUnlimited(complaints: ToolOutput['complaints'], stderrTail: string): void {
  if (complaints.has('too_large')) throw MediaError.refused('frame_too_large', stderrTail);
  if (complaints.has('no_memory')) {
    throw new MediaError('failed', 'ffmpeg had too little memory for the whole film.', { stderrTail });
  }
}

/** `out_time_ms` is in microseconds in every version; `out_time_us` is missing in old ones. */
function reportProgress(line: string, onProgress: (outputMs: number) => void): void {
  const match = /^out_time_ms=(\d+)/.exec(line);
  if (match) onProgress(Number(match[1]) / 1000);
}
