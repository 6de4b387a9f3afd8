import type { EntityManager } from 'typeorm';
import { type Executor, rows } from '../database/sql.js';

const MAY_START = `not t.held and not exists (select 1 from tasks earlier where earlier.shipment_id = t.shipment_id
  and earlier.position < t.position and earlier.state not in ('completed', 'cancelled'))`;

const PROMOTE_NEXT = `
  update tasks t set state = 'ready', ready_at = now(), updated_at = now()
  where t.shipment_id = $1 and t.state = 'waiting' and t.release_at <= now() and ${MAY_START}
  returning t.id`;

const PROMOTE_RELEASED = `
  with released as (
    select t.id from tasks t
    where t.state = 'waiting' and t.release_at <= now() and t.release_at > now() - $1 * interval '1 millisecond'
      and ${MAY_START}
    order by t.release_at limit $2 for update of t skip locked
  )
  update tasks t set state = 'ready', ready_at = now(), updated_at = now() from released r where t.id = r.id returning t.id`;

/** Makes the next stage of a shipment ready after one was completed. @returns its id, if work on it may start */
export async function promoteNext(manager: EntityManager, shipmentId: string): Promise<string[]> {
  const ready = await rows<{ id: string }>(manager, PROMOTE_NEXT, [shipmentId]);
  return ready.map((row) => row.id);
}

/**
 * Makes tasks ready whose release has come and whose earlier stages are completed.
 * @param withinMs looks only at releases of this last while; later stages wait long after their release, and completing
 *   the earlier stage promotes them, so looking at all of them is for repair
 */
export async function promoteReleased(on: Executor, withinMs: number, limit: number): Promise<string[]> {
  const ready = await rows<{ id: string }>(on, PROMOTE_RELEASED, [withinMs, limit]);
  return ready.map((row) => row.id);
}
