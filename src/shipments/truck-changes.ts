import type { EntityManager } from 'typeorm';
import { type BulkRow, BulkStatement } from '../database/bulk-insert.js';
import { IN_HOUSE } from './shipment.state.js';

/** Other trucks for shipments that exist. */

const COLUMNS = {
  id: 'uuid',
  was_pickup_at: 'timestamptz',
  pickup_at: 'timestamptz',
  missed_pickup_at: 'timestamptz',
  planned_ship_date: 'date',
} as const;

// What has left the house or has been planned anew in the meantime keeps its truck. Dates have milliseconds, so do ours.
const MOVE_TRUCKS = new BulkStatement(
  'bulk_move_trucks',
  COLUMNS,
  (source) => `update shipments s set pickup_at = r.pickup_at, missed_pickup_at = r.missed_pickup_at,
      planned_ship_date = r.planned_ship_date, updated_at = now()
    from ${source} where s.id = r.id and s.state in (${IN_HOUSE.map((state) => `'${state}'`).join(', ')})
      and date_trunc('milliseconds', s.pickup_at) is not distinct from r.was_pickup_at
    returning s.id`,
);

/** Puts shipments on other trucks. @returns ids of those that moved */
export async function moveTrucks(
  manager: EntityManager,
  moves: readonly BulkRow<typeof COLUMNS>[],
): Promise<Set<string>> {
  const moved = await MOVE_TRUCKS.returning<{ id: string }>(manager, moves);
  return new Set(moved.map(({ id }) => id));
}
