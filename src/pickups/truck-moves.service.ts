import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { changeDues } from '../queue/due-changes.js';
import { Tickets } from '../queue/tickets.js';
import { moveTrucks } from '../shipments/truck-changes.js';
import { appendTimeline, type TimelineEvent } from '../timeline/timeline.js';
import { type TruckMove, truckMove } from './truck-move.js';
import { lockTruckShipments, type TruckShipment } from './truck-shipments.js';

const BATCH = 500;
const BATCHES_A_PASS = 40;
const CALENDAR: Actor = { kind: 'system', id: 'pickup-calendar' };

// A parcel that is packed stands at the dock and may just be on its way into the truck: its scan can take a moment.
const MISSED = `select s.id from shipments s
  where s.state in ('planned', 'in_work', 'ready') and s.pickup_at < now()
    and (s.state <> 'ready' or s.pickup_at < now() - interval '15 minutes')
  order by s.pickup_at, s.id limit ${BATCH}`;

const CHANGED = `select warehouse_id as "warehouseId", updated_at::text as "updatedAt" from pickup_calendars
  where applied_at is null or applied_at < updated_at`;

const IN_HOUSE = `select s.id from shipments s
  where s.warehouse_id = $1 and s.state in ('planned', 'in_work', 'ready') and s.id > $2 order by s.id limit ${BATCH}`;

// Not at once: an order whose planning had begun before the change must be looked at again.
const MARK_APPLIED = `update pickup_calendars set applied_at = $2::timestamptz
  where warehouse_id = $1 and $2::timestamptz < now() - interval '10 seconds'`;

type Cause = 'truck_missed' | 'pickup_moved';
interface Moved {
  shipment: TruckShipment;
  move: TruckMove;
}

/** Puts shipments on other trucks: when theirs has left without them, and when the calendar has changed. */
@Injectable()
export class TruckMovesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
  ) {}

  /** Shipments in the house whose truck has left move to the next one. @returns how many moved */
  async moveMissed(): Promise<number> {
    let moved = 0;
    for (let pass = 0; pass < BATCHES_A_PASS; pass += 1) {
      const batch = await rows<{ id: string }>(this.dataSource, MISSED);
      const done = await this.move(batch, 'truck_missed');
      moved += done;
      if (batch.length < BATCH || done === 0) break;
    }
    return moved;
  }

  /** Open shipments follow calendars that have changed since this was done last. @returns how many moved */
  async followCalendars(): Promise<number> {
    const changed = await rows<{ warehouseId: string; updatedAt: string }>(this.dataSource, CHANGED);
    let moved = 0;
    for (const { warehouseId, updatedAt } of changed) {
      moved += await this.followCalendar(warehouseId);
      await rows(this.dataSource, MARK_APPLIED, [warehouseId, updatedAt]);
    }
    return moved;
  }

  /** Shipments whose carrier has changed. @returns how many have another truck now */
  async replan(shipmentIds: readonly string[]): Promise<number> {
    return this.move(
      shipmentIds.map((id) => ({ id })),
      'pickup_moved',
    );
  }

  private async followCalendar(warehouseId: string): Promise<number> {
    let moved = 0;
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const batch = await rows<{ id: string }>(this.dataSource, IN_HOUSE, [warehouseId, after]);
      const last = batch.at(-1);
      if (!last) return moved;
      moved += await this.move(batch, 'pickup_moved');
      after = last.id;
    }
  }

  private async move(batch: readonly { id: string }[], cause: Cause): Promise<number> {
    if (batch.length === 0) return 0;
    const ids = batch.map(({ id }) => id);
    const result = await inTransaction(this.dataSource, (manager) => moveLocked(manager, ids, cause));
    await this.tickets.issue(result.ticketed);
    return result.moved;
  }
}

async function moveLocked(manager: EntityManager, ids: readonly string[], cause: Cause) {
  const shipments = await lockTruckShipments(manager, ids);
  const now = new Date();
  const moves = shipments.flatMap((shipment): Moved[] => {
    const move = truckMove(shipment, now);
    return move ? [{ shipment, move }] : [];
  });
  const dues = moves.flatMap(({ move }) => move.dues);
  // Tasks come before shipments, as at a station.
  const ticketed = await changeDues(manager, dues, { cause, actor: CALENDAR, occurredAt: now });
  const moved = await moveTrucks(manager, moves.map(rowOf));
  const events = moves
    .filter(({ shipment }) => moved.has(shipment.id))
    .flatMap((each) => eventsOf(each, now));
  await appendTimeline(manager, events);
  return { moved: moved.size, ticketed };
}

function rowOf({ shipment, move }: Moved) {
  return {
    id: shipment.id,
    was_pickup_at: shipment.pickupAt,
    pickup_at: move.pickupAt,
    missed_pickup_at: move.missedPickupAt,
    planned_ship_date: move.plannedShipDate,
  };
}

function eventsOf({ shipment, move }: Moved, now: Date): TimelineEvent[] {
  const { brandId, orderId, id: shipmentId, releaseAt, pickupAt } = shipment;
  const about = { brandId, orderId, shipmentId, actor: CALENDAR, occurredAt: now };
  const events: TimelineEvent[] = [];
  if (pickupAt !== null && pickupAt < now) {
    const data = {
      carrier: shipment.carrier ?? 'other',
      from: pickupAt.toISOString(),
      to: move.pickupAt?.toISOString(),
    };
    events.push({ ...about, kind: 'truck_missed', data });
  }
  if (releaseAt !== null && move.plannedShipDate !== shipment.plannedShipDate) {
    const wished = { deliveryDate: shipment.deliveryDate, window: shipment.deliveryWindow };
    const data = { plannedShipDate: move.plannedShipDate, releaseAt: releaseAt.toISOString(), ...wished };
    events.push({ ...about, kind: 'shipment_planned', data });
  }
  return events;
}
