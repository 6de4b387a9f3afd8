import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { affected, type Executor, firstRow, rows } from '../database/sql.js';
import { poolKeyOf } from './pool-key.js';
import { QueueSettings } from './queue-settings.contract.js';
import { readQueueSettings } from './queue-settings.service.js';
import { Tickets } from './tickets.js';

const BATCH = 1_000;

const CHANGED_SETTINGS = `select warehouse_id as "warehouseId", settings, updated_at::text as "updatedAt"
  from queue_settings where applied_at is null or applied_at < updated_at`;

const TASKS = `
  select t.id, t.pool, t.position, s.flags,
    coalesce((select array_agg(distinct l.shelf) from shipment_lines x join order_lines l on l.id = x.order_line_id
      where x.shipment_id = s.id), '{}') as shelves,
    t.position = (select min(first.position) from tasks first where first.shipment_id = t.shipment_id) as "isFirstStage"
  from tasks t join shipments s on s.id = t.shipment_id where t.state in ('waiting', 'ready')`;

const OPEN_TASKS = `${TASKS} and t.warehouse_id = $1 and t.id > $2 order by t.id limit ${BATCH}`;

const TASKS_OF_SHIPMENT = `${TASKS} and t.shipment_id = $1 order by t.id`;

const WAREHOUSE_OF_SHIPMENT = 'select warehouse_id as "warehouseId" from shipments where id = $1';

// What a station has taken in the meantime keeps its pool: it was claimed from there.
const MOVE = `update tasks t set pool = moved.pool, ticketed_at = null, updated_at = now()
  from unnest($1::uuid[], $2::text[]) as moved(id, pool)
  where t.id = moved.id and t.state in ('waiting', 'ready')`;

// The text keeps the microseconds that a Date would lose: newer settings must not count as applied.
const MARK_APPLIED = `update queue_settings set applied_at = $2::timestamptz where warehouse_id = $1`;

interface OpenTask extends Record<string, unknown> {
  id: string;
  pool: string;
  flags: string[];
  shelves: (string | null)[];
  isFirstStage: boolean;
}

/** Puts open tasks into the pools that changed settings give them. */
@Injectable()
export class RepoolService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
  ) {}

  /** Every warehouse whose settings have changed since this was done last. @returns how many tasks moved */
  async repoolChanged(): Promise<number> {
    const changed = await rows<{ warehouseId: string; settings: unknown; updatedAt: string }>(
      this.dataSource,
      CHANGED_SETTINGS,
    );
    let moved = 0;
    for (const { warehouseId, settings, updatedAt } of changed) {
      moved += await this.repool(warehouseId, QueueSettings.parse(settings));
      await rows(this.dataSource, MARK_APPLIED, [warehouseId, updatedAt]);
    }
    return moved;
  }

  private async repool(warehouseId: string, settings: QueueSettings): Promise<number> {
    let moved = 0;
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const batch = await rows<OpenTask>(this.dataSource, OPEN_TASKS, [warehouseId, after]);
      const last = batch.at(-1);
      if (!last) return moved;
      moved += await this.move(batch, settings);
      after = last.id;
    }
  }

  private async move(batch: readonly OpenTask[], settings: QueueSettings): Promise<number> {
    const misplaced = misplacedOf(batch, settings);
    if (misplaced.length === 0) return 0;
    const moved = await move(this.dataSource, misplaced);
    await this.tickets.issue(misplaced);
    return moved;
  }
}

/**
 * Puts the open tasks of a shipment whose goods have changed into the pools that these ask for, in the caller's transaction.
 * Their tickets are issued after the commit, or by the sweep.
 */
export async function repoolShipment(manager: EntityManager, shipmentId: string): Promise<void> {
  const found = await firstRow<{ warehouseId: string }>(manager, WAREHOUSE_OF_SHIPMENT, [shipmentId]);
  if (!found) return;
  const settings = await readQueueSettings(manager, found.warehouseId);
  const tasks = await rows<OpenTask>(manager, TASKS_OF_SHIPMENT, [shipmentId]);
  const misplaced = misplacedOf(tasks, settings);
  if (misplaced.length > 0) await move(manager, misplaced);
}

interface Misplaced {
  id: string;
  to: string;
}

function misplacedOf(tasks: readonly OpenTask[], settings: QueueSettings): Misplaced[] {
  return tasks
    .map((task) => ({ id: task.id, from: task.pool, to: poolKeyOf(settings, pooled(task)) }))
    .filter(({ from, to }) => from !== to);
}

function move(on: Executor, misplaced: readonly Misplaced[]): Promise<number> {
  return affected(on, MOVE, [misplaced.map(({ id }) => id), misplaced.map(({ to }) => to)]);
}

function pooled(task: OpenTask) {
  const temperature = ['frozen', 'chilled'].find((flag) => task.flags.includes(flag)) ?? 'ambient';
  return { ...task, temperature };
}
