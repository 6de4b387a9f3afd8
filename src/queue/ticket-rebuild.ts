import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { withSessionLock } from '../database/session-lock.js';
import { rows } from '../database/sql.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';
import { QueueMode } from './queue-mode.js';
import {
  advanceFill,
  beginFill,
  changeOver,
  type Fill,
  type FillCursor,
  type Generation,
  readGenerations,
} from './ticket-generations.js';
import { TicketHeads } from './ticket-heads.js';
import { TicketStorage, TicketStorageAway } from './ticket-storage.js';
import { READY_TASK, type ReadyTask, Tickets } from './tickets.js';

// One rebuild at a time, whichever process notices first.
const LOCK = 'akashi-rebuild-tickets';
const BATCH = 2_000;
const START: FillCursor = {
  ...{ warehouseId: '00000000-0000-0000-0000-000000000000', stage: '', pool: '', band: 0 },
  ...{ placeAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' },
};

// In the order of the line, so that a fresh fill is in order inside one minute too. Short statements, no snapshot between them.
const NEXT_IN_LINE = {
  name: 'queue_next_in_line',
  text: `select ${READY_TASK}, t.place_at::text as place_text, t.ticketed_at is null as unticketed from tasks t
  where t.state = 'ready' and (t.warehouse_id, t.stage, t.pool, t.band, t.place_at, t.id)
    > ($1::uuid, $2::text, $3::text, $4::smallint, $5::timestamptz, $6::uuid)
  order by t.warehouse_id, t.stage, t.pool, t.band, t.place_at, t.id limit ${BATCH}`,
};

const UNTICKETED = `select ${READY_TASK} from tasks t
  where t.state = 'ready' and t.ticketed_at is null order by t.id limit ${BATCH}`;

type LineTask = ReadyTask & { place_text: string; unticketed: boolean };

/**
 * Fills a new generation of queues from the rows while claims go on, and changes over to it. It remembers in the database how
 * far it has come: when the process dies, any other goes on from there.
 */
@Injectable()
export class TicketRebuild {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: TicketStorage,
    private readonly mode: QueueMode,
    private readonly tickets: Tickets,
    private readonly heads: TicketHeads,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Claims come from Postgres meanwhile, if the generation in use was lost, else from its tickets.
   * @param signal stops it between two batches
   * @returns how many tickets it has issued, or undefined when another process is at it or it was stopped
   * @throws TicketStorageAway when the storage is away or was emptied again; the next call goes on or starts anew
   */
  async run(signal?: AbortSignal): Promise<number | undefined> {
    return withSessionLock(this.dataSource, LOCK, async () => {
      const fill = await this.begin();
      const filled = await this.fill(fill, signal);
      if (signal?.aborted) return undefined;
      await this.issueUnticketed(signal);
      // All of them: what was claimed from the rows meanwhile stands at the head, thousands after a long filling.
      await this.heads.removeStale(fill, Infinity);
      await this.finish(fill);
      return filled;
    });
  }

  /**
   * Issues tickets for ready tasks that have none, until the signal says otherwise or the queues are emptied under it: the
   * tasks are in the rows, and whoever fills the queues next finds them there.
   * @returns how many
   */
  async issueUnticketed(signal?: AbortSignal): Promise<number> {
    let issued = 0;
    while (!signal?.aborted) {
      const batch = await rows<ReadyTask>(this.dataSource, UNTICKETED);
      if (!(await this.tickets.issueReady(batch))) break;
      issued += batch.length;
      if (batch.length < BATCH) break;
    }
    return issued;
  }

  private async begin(): Promise<Fill> {
    const { next } = await readGenerations(this.dataSource);
    if (next && (await this.storage.isMarked(next.id))) {
      this.logger.info({ filled: next.filled, of: next.toFill }, 'filling of the queues goes on');
      return next;
    }
    await beginFill(this.dataSource);
    const begun = (await this.mode.generations({ fresh: true })).next;
    if (!begun) throw new Error('a filling that was just begun is there');
    await this.storage.mark(begun.id);
    this.logger.info({ of: begun.toFill }, 'filling of the queues begun');
    return begun;
  }

  private async fill(fill: Fill, signal?: AbortSignal): Promise<number> {
    let { filled } = fill;
    let after = fill.after ?? START;
    while (!signal?.aborted) {
      const batch = await rows<LineTask>(this.dataSource, NEXT_IN_LINE, placeOf(after));
      const last = batch.at(-1);
      if (!last) break;
      await this.putInLine(fill, batch);
      filled += batch.length;
      after = cursorAt(last);
      await this.keepProgress({ id: fill.id, after, filled });
    }
    return filled;
  }

  private async putInLine(fill: Fill, batch: readonly LineTask[]): Promise<void> {
    await this.tickets.put(fill, batch);
    const unticketed = batch.filter((task) => task.unticketed);
    const { current } = await this.mode.generations();
    // Beside a generation that is in use they need a ticket there too: issueUnticketed does that.
    if (unticketed.length > 0 && this.mode.isEmptied(current)) {
      await this.tickets.mark(unticketed, { current, next: fill });
    }
  }

  private async keepProgress(fill: Pick<Fill, 'id' | 'after' | 'filled'>): Promise<void> {
    if (!(await advanceFill(this.dataSource, fill))) throw new Error('another filling was begun');
    if (await this.storage.isMarked(fill.id)) return;
    throw new TicketStorageAway('the queue storage was emptied while it was filled');
  }

  /** Emptied in this very moment, the new generation has no marker either: claims go on from the rows. */
  private async finish(fill: Generation): Promise<void> {
    const { current } = await readGenerations(this.dataSource);
    // Whoever looks finds that the old generation is over; who takes a ticket at once does so within a second or two.
    await this.storage.unmark(current.id);
    if (!(await changeOver(this.dataSource, fill.id))) throw new Error('another filling was begun');
    await this.mode.generations({ fresh: true });
    await this.mode.look();
  }
}

function placeOf({ warehouseId, stage, pool, band, placeAt, id }: FillCursor): unknown[] {
  return [warehouseId, stage, pool, band, placeAt, id];
}

function cursorAt(task: LineTask): FillCursor {
  const { warehouse_id: warehouseId, stage, pool, band, place_text: placeAt, id } = task;
  return { warehouseId, stage, pool, band, placeAt, id };
}
