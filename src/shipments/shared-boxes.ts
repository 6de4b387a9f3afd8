import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { affected, rows } from '../database/sql.js';
import { interruptTasks } from '../queue/task-interruption.js';

/** Boxes that hold goods of several orders, after a consolidation. */

// Joined from the lines: either order may be the one whose promise the box carries.
const sharedWith = (order: string) => `
  from order_lines own join shipment_lines x on x.order_line_id = own.id
  join shipments box on box.id = x.shipment_id and box.state <> 'cancelled'
  where own.order_id = ${order} and exists (select 1 from shipment_lines y join order_lines other on other.id = y.order_line_id
    where y.shipment_id = box.id and other.order_id <> own.order_id)`;

/** Whether an order's goods lie in a box with those of others, and whether such a box is packed or has left; for `orders o`. */
export const SHARED_BOXES = `
  exists (select 1 ${sharedWith('o.id')}) as consolidated,
  exists (select 1 ${sharedWith('o.id')} and (box.state in ('ready', 'handed_over', 'delivered', 'returned')
    or exists (select 1 from waybills w where w.shipment_id = box.id and w.bound_at is not null and w.voided_at is null)
    or exists (select 1 from tasks t join brand_stages b on b.brand_id = t.brand_id and b.code = t.stage
      where t.shipment_id = box.id and t.state = 'completed' and 'pack' = any(b.sections)))) as "sharesPackedBox"`;

const TAKE_OUT = `
  with shared as (
    select distinct x.shipment_id from order_lines own join shipment_lines x on x.order_line_id = own.id
    join shipments box on box.id = x.shipment_id and box.state in ('planned', 'in_work')
    where own.brand_id = $1 and own.order_id = any($2::uuid[])
      and exists (select 1 from shipment_lines y join order_lines other on other.id = y.order_line_id
        where y.shipment_id = box.id and other.order_id <> all($2::uuid[]))
  ), gone as (
    delete from shipment_lines x using order_lines own, shared
    where own.id = x.order_line_id and own.order_id = any($2::uuid[]) and x.shipment_id = shared.shipment_id
  ), passed_on as (
    update shipments box set updated_at = now(), order_id = (select other.order_id from shipment_lines y
        join order_lines other on other.id = y.order_line_id
        where y.shipment_id = box.id and other.order_id <> all($2::uuid[]) order by other.order_id limit 1)
    from shared where box.id = shared.shipment_id and box.order_id = any($2::uuid[])
  )
  select shipment_id as id from shared`;

/**
 * Takes the goods of orders that are being stopped out of boxes that they share with others. The box goes on for the others;
 * whoever works on it is stopped and begins it again.
 * @returns the boxes that go on
 */
export async function leaveSharedBoxes(
  manager: EntityManager,
  { brandId, orderIds, actor }: { brandId: string; orderIds: readonly string[]; actor: Actor },
): Promise<Set<string>> {
  const boxes = await rows<{ id: string }>(manager, TAKE_OUT, [brandId, orderIds]);
  const ids = boxes.map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const open = `select id from tasks where shipment_id = any($1::uuid[]) and state in ('ready', 'claimed') order by id for update`;
  const tasks = await rows<{ id: string }>(manager, open, [ids]);
  const taskIds = tasks.map(({ id }) => id);
  await interruptTasks(manager, taskIds, 'split', actor);
  await affected(manager, 'update tasks set ticketed_at = null where id = any($1::uuid[])', [taskIds]);
  return new Set(ids);
}
