import { rows } from '../../../src/database/sql.js';
import type { TestShipment } from '../../factories/shipments.js';
import type { TestFloor } from '../../factories/stations.js';

const AT_ONCE = 5_000;

/** Copies of a shipment's order, shipment and pick task, each due a second after the one before; ready, and with a ticket as far as the rows know if the first one has one. */
export async function insertCopies(floor: TestFloor, of: TestShipment, count: number): Promise<void> {
  for (let made = 0; made < count; made += AT_ONCE) {
    await insertSome(floor, of, { from: made + 1, to: Math.min(count, made + AT_ONCE) });
    // Foreign keys are checked by whichever index seemed good when the tables were empty.
    if (made % (20 * AT_ONCE) === 0) await rows(floor.dataSource, 'analyze orders, shipments, tasks');
  }
}

async function insertSome(
  { dataSource }: TestFloor,
  of: TestShipment,
  range: { from: number; to: number },
): Promise<void> {
  await rows(
    dataSource,
    `with copies as materialized (
       select n, gen_random_uuid() as order_id, gen_random_uuid() as shipment_id, gen_random_uuid() as task_id
       from generate_series($2::integer, $5::integer) n
     ), made_orders as (
       insert into orders (id, brand_id, source, external_id, external_id_normalized, body_hash, customer_id, rank_id,
         rank_source, placed_at, payment_method, payment_state, currency, total_minor, ship_by)
       select c.order_id, o.brand_id, o.source, o.external_id || c.order_id, o.external_id_normalized || c.order_id, o.body_hash,
         o.customer_id, o.rank_id, o.rank_source, o.placed_at, o.payment_method, o.payment_state, o.currency, o.total_minor, o.ship_by
       from copies c cross join (select * from orders where id = $1) o returning id
     ), made_shipments as (
       insert into shipments (id, brand_id, warehouse_id, order_id, release_at, arrived_at, ship_by, planned_ship_date, carrier, parcel_count, flags)
       select c.shipment_id, s.brand_id, s.warehouse_id, c.order_id, s.release_at, s.arrived_at, s.ship_by, s.planned_ship_date,
         s.carrier, s.parcel_count, s.flags
       from copies c cross join (select * from shipments where id = $3) s returning id
     )
     insert into tasks (id, brand_id, warehouse_id, shipment_id, stage, position, state, release_at, due, due_term, ticketed_at)
     select c.task_id, t.brand_id, t.warehouse_id, c.shipment_id, t.stage, t.position, 'ready', t.release_at,
       t.due + c.n * interval '1 second', t.due_term, t.ticketed_at
     from copies c cross join (select * from tasks where id = $4) t`,
    [of.orderId, range.from, of.shipmentId, of.tasks.pick, range.to],
  );
}
