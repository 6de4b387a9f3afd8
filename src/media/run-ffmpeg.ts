// fluent-ffmpeg only builds argument lists; starting, limiting and killing is done here, because the library has no
// memory limit, kills one process instead of its group, and leaves ffmpeg running when this process dies.
import { spawn, type ChildProcess } from 'node:child_process';
import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { CappedLines } from './capped-lines.js';
import { type Complaint, ComplaintReader } from './complaints.js';
import { MediaError } from './media-error.js';
import { guardCommand, hasSetpriv, type ProcessLimits } from './process-guard.js';

export interface RunRequest {
  command: string;
  args: readonly string[];
  limits: ProcessLimits & { wallClockMs: number };
  /** Where the tool runs; files beside it can be named without a path. */
  cwd?: string;
  signal?: AbortSignal;
  /** Called for each line of stdout; nothing of stdout is kept. */
  onLine?: (line: string) => void;
}

export interface ToolOutput {
  stderrTail: string;
  complaints: ReadonlySet<Complaint>;
}

const STDERR_TAIL_BYTES = 8192;
const TERM_GRACE_MS = 2000;

type StopReason = 'timed_out' | 'aborted' | 'failed';

/**
 * Runs ffmpeg or ffprobe to its end. Resolves with the tail of its stderr when it exits with 0. On abort or at the wall
 * clock limit its whole process group gets SIGTERM, two seconds later SIGKILL, and the promise rejects only when
 * nothing of it is left. Throws {@link MediaError} (`failed`, `timed_out`, `aborted`, `tool_missing`), or what
 * `onLine` threw.
 */
export async function runMediaTool(request: RunRequest): Promise<ToolOutput> {
  const withSetpriv = await hasSetpriv();
  if (request.signal?.aborted) throw new MediaError('aborted', 'Stopped before ffmpeg was started.');
  const guarded = guardCommand(request.command, request.args, request.limits, withSetpriv);
  const child = spawn(guarded.command, guarded.args, {
    cwd: request.cwd,
    detached: true, // its own process group, so that the group can be killed
    stdio: [guarded.watchesStdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  const killer = new GroupKiller(child, request);
  const stderr = readStderr(child.stderr);
  const lines = readLines(child.stdout, request.onLine, (error) => killer.stop('failed', error));
  const [code, exitSignal] = await closed(child);
  killer.done();
  await lines;
  return outcome(request, killer, { code, exitSignal, output: stderr() });
}

/** Stops a process group once, politely and then for good. */
class GroupKiller {
  reason: StopReason | undefined;
  error: Error | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly onAbort = () => this.stop('aborted');

  constructor(
    private readonly child: ChildProcess,
    private readonly request: RunRequest,
  ) {
    this.timers.push(setTimeout(() => this.stop('timed_out'), request.limits.wallClockMs));
    request.signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  stop(reason: StopReason, error?: Error): void {
    if (this.reason) return;
    this.reason = reason;
    this.error = error;
    this.kill('SIGTERM');
    this.timers.push(setTimeout(() => this.kill('SIGKILL'), TERM_GRACE_MS));
  }

  done(): void {
    this.timers.forEach(clearTimeout);
    this.request.signal?.removeEventListener('abort', this.onAbort);
    if (this.reason) this.kill('SIGKILL'); // whatever else the group still holds
  }

  private kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // ESRCH: the group has ended by itself, which is what we want.
    }
  }
}

interface Ending {
  code: number | null;
  exitSignal: NodeJS.Signals | null;
  output: ToolOutput;
}

function outcome(request: RunRequest, killer: GroupKiller, ending: Ending): ToolOutput {
  const { output } = ending;
  const { stderrTail } = output;
  if (killer.error) throw killer.error;
  if (killer.reason === 'aborted') throw new MediaError('aborted', 'ffmpeg was stopped.', { stderrTail });
  if (killer.reason === 'timed_out') {
    throw new MediaError('timed_out', `No result within ${request.limits.wallClockMs} ms.`, { stderrTail });
  }
  if (ending.code === 0) return output;
  // 127 also comes from the dynamic linker, when the memory limit leaves no room for a library.
  const isStarved = stderrTail.includes('error while loading shared libraries');
  if (!isStarved && (ending.code === 126 || ending.code === 127)) {
    throw new MediaError('tool_missing', `${request.command} can't be started.`, { stderrTail });
  }
  const how = ending.exitSignal ?? `exit code ${ending.code}`;
  throw new MediaError('failed', `${request.command} ended with ${how}.`, output);
}

function closed(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve([code, signal]));
  });
}

function readStderr(stream: Readable | null): () => ToolOutput {
  let tail = Buffer.alloc(0);
  const complaints = new ComplaintReader();
  stream?.on('data', (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-STDERR_TAIL_BYTES);
    complaints.add(chunk.toString('latin1'));
  });
  return () => ({ stderrTail: tail.toString('utf8').trim(), complaints: complaints.found });
}

async function readLines(
  stream: Readable | null,
  onLine: ((line: string) => void) | undefined,
  onError: (error: Error) => void,
): Promise<void> {
  if (!stream) return;
  if (!onLine) return void stream.resume();
  const lines = new CappedLines(onLine);
  let failed = false;
  const attempt = (act: () => void) => {
    if (failed) return;
    try {
      act();
    } catch (error) {
      failed = true;
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  };
  stream.on('data', (chunk: Buffer) => attempt(() => lines.add(chunk)));
  await finished(stream).catch(() => undefined);
  attempt(() => lines.end());
}
