import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';

const FOLDER = 'akashi-scratch';

/**
 * Local files of jobs. Each process has a folder of its own, named by its process id; the folders of processes that are
 * gone (a crash, a power cut) are removed when the next one starts.
 */
@Injectable()
export class ScratchSpace implements OnApplicationShutdown {
  private home: Promise<string> | undefined;

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  /** Runs `work` with an empty folder and removes it afterwards, whatever happens. */
  async withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(await this.ready(), 'job-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Leaves a finished file for a later job of this process. It is only a saving of time: the job can do without. */
  async leave(name: string, path: string): Promise<void> {
    await rename(path, join(await this.ready(), `left-${name}`));
  }

  /** Takes a file that an earlier job has left; false when there is none. */
  async take(name: string, path: string): Promise<boolean> {
    const left = join(await this.ready(), `left-${name}`);
    return rename(left, path).then(
      () => true,
      () => false,
    );
  }

  /** Removes what nobody will take any more. */
  async forget(name: string): Promise<void> {
    await rm(join(await this.ready(), `left-${name}`), { force: true });
  }

  async onApplicationShutdown(): Promise<void> {
    const home = await this.home;
    if (!home) return;
    await rm(home, { recursive: true, force: true });
    ours.delete(basename(home));
  }

  private ready(): Promise<string> {
    this.home ??= prepare(join(this.config.media.scratchDir, FOLDER));
    return this.home;
  }
}

/** Folders of this process, which may hold more than one application (tests do). */
const ours = new Set<string>();

async function prepare(root: string): Promise<string> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const abandoned = (await readdir(root)).filter((name) => !ours.has(name) && !belongsToOther(name));
  await Promise.all(abandoned.map((name) => rm(join(root, name), { recursive: true, force: true })));
  const home = await mkdtemp(join(root, `${process.pid}-`));
  ours.add(basename(home));
  return home;
}

/** In a container every start may have the same process id: what bears our own is left over, too. */
function belongsToOther(name: string): boolean {
  const pid = Number(name.split('-', 1)[0]);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
