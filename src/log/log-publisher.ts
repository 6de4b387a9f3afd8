// Publication is copying: what Postgres serves below /log/ also lies in object storage under the same names, for whoever mirrors
// the log and for the day on which the database is gone. `published_size` and `published_at` say how far it got; what a crash
// left half done is done again.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { affected } from '../database/sql.js';
import { isObjectStoreError } from '../storage/object-store.error.js';
import { ObjectStore } from '../storage/object-store.js';
import type { StoredObject } from '../storage/object-store.shapes.js';
import { markPublished, type StoredCheckpoint, unpublishedCheckpoints } from './checkpoints.store.js';
import { logFile } from './log-files.js';
import { LogMetrics } from './log.metrics.js';
import { logSize } from './log-tiles.store.js';
import { CHECKPOINT_KEY } from './published-checkpoint.js';
import { damaged } from './tile-hashes.js';
import {
  bundlePath,
  bundlesFilled,
  type LogFile,
  partialTiles,
  TILE_WIDTH,
  tilePath,
  tilesFilled,
} from './tiles.js';

/** Entries a step: 64 tiles and bundles, then the mark is set. */
const STEP = 64 * TILE_WIDTH;
const AT_ONCE = 8;
const DAY_MS = 86_400_000;
const NOTE_TYPE = 'text/plain; charset=utf-8';

const MARK = 'update log_state set published_size = $2 where id = 1 and published_size = $1';

/** Copies the log to object storage; only one process may at a time. */
@Injectable()
export class LogPublisher {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly metrics: LogMetrics,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /**
   * Copies full tiles and bundles, then each checkpoint after the tiles that it needs. Ends early, to be called again, when
   * `signal` says so.
   * @returns how many files and checkpoints are new in storage
   */
  async publish(signal?: AbortSignal): Promise<number> {
    const files = await this.publishFull(signal);
    let checkpoints = 0;
    for (const checkpoint of await unpublishedCheckpoints(this.dataSource)) {
      if (signal?.aborted) break;
      await this.publishCheckpoint(checkpoint);
      checkpoints += 1;
    }
    return files + checkpoints;
  }

  private async publishFull(signal?: AbortSignal): Promise<number> {
    const { size, publishedSize } = await logSize(this.dataSource);
    const full = Math.floor(size / TILE_WIDTH) * TILE_WIDTH;
    let count = 0;
    for (let from = publishedSize; from < full && !signal?.aborted; from += STEP) {
      const to = Math.min(full, from + STEP);
      const files = filesFilled(from, to);
      await this.putAll(files);
      await affected(this.dataSource, MARK, [from, to]);
      count += files.length;
    }
    return count;
  }

  /** Whoever reads a checkpoint may ask for the tiles of its size at once, so those come first. */
  private async publishCheckpoint(checkpoint: StoredCheckpoint): Promise<void> {
    await this.putAll(filesAtEdge(checkpoint.size));
    const key = `log/checkpoints/${checkpoint.size}-${compact(checkpoint.madeAt)}`;
    const body = Buffer.from(checkpoint.note);
    await this.put({ bucket: 'ledger', key, body, contentType: NOTE_TYPE, ifAbsent: true });
    const until = new Date(Date.now() + this.config.log.checkpointLockDays * DAY_MS);
    const lock = { mode: 'compliance', until } as const;
    const copy = { bucket: 'checkpoints', key, body, contentType: NOTE_TYPE, ifAbsent: true, lock } as const;
    const kept = await this.put(copy);
    await this.put({ bucket: 'ledger', key: CHECKPOINT_KEY, body, contentType: NOTE_TYPE });
    await markPublished(this.dataSource, checkpoint.id, {
      versionId: kept.versionId,
      locked: kept.lock !== undefined,
    });
  }

  private async putAll(files: readonly LogFile[]): Promise<void> {
    for (let at = 0; at < files.length; at += AT_ONCE) {
      await Promise.all(files.slice(at, at + AT_ONCE).map((file) => this.putFile(file)));
    }
  }

  private async putFile(file: LogFile): Promise<void> {
    const body = await logFile(this.dataSource, file);
    if (!body) throw damaged(file.kind === 'tile' ? file : { level: 0, n: file.n });
    const key = `log/${file.kind === 'tile' ? tilePath(file) : bundlePath(file)}`;
    await this.put({ bucket: 'ledger', key, body, contentType: 'application/octet-stream', ifAbsent: true });
  }

  private async put(request: Parameters<ObjectStore['put']>[0]): Promise<StoredObject> {
    try {
      return await this.store.put(request);
    } catch (error) {
      // Other bytes lie there already: the log in the database isn't the one that was published.
      if (isObjectStoreError(error, 'exists')) this.metrics.countRefusal('publication');
      throw error;
    }
  }
}

function filesFilled(from: number, to: number): LogFile[] {
  return [
    ...tilesFilled(from, to).map((tile) => ({ kind: 'tile', ...tile }) as const),
    ...bundlesFilled(from, to).map((bundle) => ({ kind: 'entries', ...bundle }) as const),
  ];
}

function filesAtEdge(size: number): LogFile[] {
  const tiles = partialTiles(size);
  const bundles = tiles.filter(({ level }) => level === 0);
  return [
    ...tiles.map((tile) => ({ kind: 'tile', ...tile }) as const),
    ...bundles.map(({ n, width }) => ({ kind: 'entries', n, width }) as const),
  ];
}

/** `20261130T101500.123Z`: object keys hold no colons. */
function compact(time: Date): string {
  return time.toISOString().replace(/[-:]/g, '');
}
