import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import type { StationScope } from '../accounts/scopes.js';
import { firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { appendTimeline } from '../timeline/timeline.js';
import { holdTask, judge, stopOf } from './held-task.js';
import { Tickets } from './tickets.js';

/** What a heartbeat answers; times are the database's. */
export interface Heartbeat {
  leaseUntil: Date;
  serverTime: Date;
  stop: ReturnType<typeof stopOf>;
}

interface EndedRow {
  id: string;
  brand_id: string;
  shipment_id: string;
  order_id: string;
  stage: string;
  token: number;
}

const RELEASE = `
  with released as (
    update tasks set state = 'ready', ready_at = now(), cart_id = null, station_id = null, packer_id = null, lease_until = null, updated_at = now()
    where id = $1 and token = $2 and state = 'claimed' returning id, token
  )
  update leases l set ended_at = now(), end_reason = 'released'
  from released r where l.task_id = r.id and l.token = r.token`;

const LAPSE = `
  with over as (
    select id from tasks where state = 'claimed' and lease_until < now()
    order by lease_until limit $1 for update skip locked
  ), lapsed as (
    update tasks t set state = 'ready', ready_at = now(), cart_id = null, station_id = null, packer_id = null, lease_until = null, updated_at = now()
    from over where t.id = over.id
    returning t.id, t.brand_id, t.shipment_id, t.stage, t.token
  ), ended as (
    update leases l set ended_at = now(), end_reason = 'lapsed'
    from lapsed p where l.task_id = p.id and l.token = p.token
  )
  select p.id, p.brand_id, p.shipment_id, s.order_id, p.stage, p.token::integer as token
  from lapsed p join shipments s on s.id = p.shipment_id`;

/** Leases between claim and completion: kept alive, given back, lapsed. */
@Injectable()
export class LeasesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
  ) {}

  /**
   * Keeps a task. A stopped order is an answer here and no error: the packer reads it on the screen.
   * @throws AppError task_not_found, newer_token, task_not_held, task_completed
   */
  async heartbeat(station: StationScope, taskId: string, token: number): Promise<Heartbeat> {
    return inTransaction(this.dataSource, async (manager) => {
      const { row, holding } = await judge(manager, station, taskId, token);
      const serverTime = await databaseTime(manager);
      if (holding === 'task_stopped') {
        return { leaseUntil: serverTime, serverTime, stop: stopOf(row.stop_reason ?? 'cancelled') };
      }
      const { leaseUntil } = await holdTask(manager, station, { taskId, token });
      return { leaseUntil, serverTime, stop: null };
    });
  }

  /** Gives a task back: it keeps its due time, so it is offered next. Whoever takes it starts the stage again. */
  async release(station: StationScope, taskId: string, token: number): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const held = await holdTask(manager, station, { taskId, token });
      await rows(manager, RELEASE, [taskId, token]);
      await appendTimeline(manager, {
        ...subjectOf(held),
        kind: 'task_released',
        data: { stage: held.stage, token },
        actor: station.actor,
        occurredAt: new Date(),
      });
    });
    await this.tickets.issue([{ id: taskId }]);
  }

  /**
   * Offers tasks again whose station has not been heard of for the length of a lease.
   * @param limit of tasks in one round
   * @returns how many
   */
  async returnLapsed(limit = 500): Promise<number> {
    const lapsed = await inTransaction(this.dataSource, async (manager) => {
      const ended = await rows<EndedRow>(manager, LAPSE, [limit]);
      await appendTimeline(manager, ended.map(toLapsedEvent));
      return ended;
    });
    await this.tickets.issue(lapsed);
    return lapsed.length;
  }
}

const SYSTEM: Actor = { kind: 'system', id: 'leases' };

function toLapsedEvent(row: EndedRow) {
  return {
    brandId: row.brand_id,
    orderId: row.order_id,
    shipmentId: row.shipment_id,
    taskId: row.id,
    kind: 'lease_lapsed' as const,
    data: { stage: row.stage, token: row.token },
    actor: SYSTEM,
    occurredAt: new Date(),
  };
}

function subjectOf(held: { id: string; brandId: string; orderId: string; shipmentId: string }) {
  return { brandId: held.brandId, orderId: held.orderId, shipmentId: held.shipmentId, taskId: held.id };
}

async function databaseTime(manager: EntityManager): Promise<Date> {
  const row = await firstRow<{ now: Date }>(manager, 'select clock_timestamp() as now');
  return row?.now ?? new Date();
}
