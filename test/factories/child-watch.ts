import { readdirSync, readFileSync } from 'node:fs';

/** Looks at the processes that this one starts, while a test runs. Linux only. */
export class ChildWatch {
  /** The largest memory that was seen in use by any of them, in bytes. */
  peakBytes = 0;
  /** Not ours, or there before, like databases: looked at once. */
  private readonly others = new Set(processes());
  private readonly timer = setInterval(() => this.look(), 100);

  stop(): void {
    clearInterval(this.timer);
  }

  /** Command lines of those that run now. */
  running(): string[] {
    return this.own().map((pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '));
  }

  private look(): void {
    for (const pid of this.own()) {
      const kibibytes = /VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1];
      this.peakBytes = Math.max(this.peakBytes, Number(kibibytes ?? 0) * 1024);
    }
  }

  private own(): string[] {
    return processes().filter((pid) => {
      if (this.others.has(pid)) return false;
      const stat = read(`/proc/${pid}/stat`);
      const fields = stat.slice(stat.lastIndexOf(')')).split(' ');
      const isOwn = fields[2] === String(process.pid);
      if (!isOwn) this.others.add(pid);
      return isOwn && fields[1] !== 'Z';
    });
  }
}

function processes(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}
