// A child that we start must not outlive us, and must not eat the machine. Linux's setpriv asks the kernel to kill the
// child when its parent dies; elsewhere a shell watches a pipe that only the parent holds open. Both ways start with a
// shell that sets the limits, since Node can't set any.
import { execFile } from 'node:child_process';

export interface ProcessLimits {
  /** Address space in bytes: an allocation above fails inside the child. Not enforced by macOS. */
  memoryBytes: number;
  /** Processor time of all its threads together; the kernel ends it there even if nobody watches the clock any more. */
  cpuSeconds?: number;
  /** Length of any file that it writes; the kernel ends it there. */
  fileBytes?: number;
}

export interface GuardedCommand {
  command: string;
  args: string[];
  /** The child must get a pipe as its stdin that stays open as long as the parent lives. */
  watchesStdin: boolean;
}

// A limit that a shell doesn't know is left out. File lengths are in blocks of 512 bytes (POSIX).
const LIMITS =
  'ulimit -c 0 2>/dev/null; ulimit -v "$1" 2>/dev/null; ulimit -t "$2" 2>/dev/null; ulimit -f "$3" 2>/dev/null; shift 3; ';
const EXEC = `${LIMITS}exec "$@"`;
// A background job's stdin is /dev/null, so the pipe is kept on descriptor 3 for the watcher alone, who waits for its end
// with nothing but the shell itself: a `cat` that isn't on PATH would look like a parent that has died.
const WATCH =
  `${LIMITS}exec 3<&0; "$@" </dev/null 3<&- & child=$!; ` +
  '{ while read -r _; do :; done <&3; kill -KILL "$child"; } 2>/dev/null & watcher=$!; ' +
  'wait "$child"; code=$?; kill "$watcher" 2>/dev/null; exit "$code"';

/** Wraps a command so that it dies with this process and keeps to the limits. */
export function guardCommand(
  command: string,
  args: readonly string[],
  limits: ProcessLimits,
  hasSetpriv: boolean,
): GuardedCommand {
  const { memoryBytes, cpuSeconds, fileBytes } = limits;
  const values = [
    String(Math.floor(memoryBytes / 1024)),
    cpuSeconds === undefined ? 'unlimited' : String(Math.ceil(cpuSeconds)),
    fileBytes === undefined ? 'unlimited' : String(Math.ceil(fileBytes / 512)),
  ];
  const dying = hasSetpriv ? ['setpriv', '--pdeathsig', 'KILL', '--'] : [];
  const script = hasSetpriv ? EXEC : WATCH;
  return {
    command: '/bin/sh',
    args: ['-c', script, 'sh', ...values, ...dying, command, ...args],
    watchesStdin: !hasSetpriv,
  };
}

let setprivWorks: Promise<boolean> | undefined;

/** Whether this machine has a setpriv that knows `--pdeathsig` (BusyBox's does not). Asked once. */
export function hasSetpriv(): Promise<boolean> {
  setprivWorks ??= new Promise((resolve) => {
    // With the shell that every guarded command starts with: `true` need not be a program on PATH.
    execFile('setpriv', ['--pdeathsig', 'KILL', '--', '/bin/sh', '-c', ':'], (error) =>
      resolve(error === null),
    );
  });
  return setprivWorks;
}
