import { readFile } from 'node:fs/promises';

/** Resident memory of a process in bytes, from /proc; 0 where there is none. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kib = '0'] = /VmRSS:\s+(\d+) kB/.exec(status) ?? [];
  return Number(kib) * 1024;
}

/** Watches the highest resident memory of a process while `work` runs. @returns growth over its start, in MB */
export async function growthMegabytes(pid: number, work: () => Promise<unknown>): Promise<number> {
  const before = await residentBytes(pid);
  let peak = before;
  const look = async () => {
    peak = Math.max(peak, await residentBytes(pid));
  };
  const timer = setInterval(() => void look(), 50);
  try {
    await work();
    await look();
  } finally {
    clearInterval(timer);
  }
  return (peak - before) / 1e6;
}
