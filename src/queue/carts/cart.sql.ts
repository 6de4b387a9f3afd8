import { TIMELINE_KINDS } from '../../timeline/timeline-kinds.js';
import { freeFor, STANDARDS_OF_CLAIM } from '../claim.sql.js';

/** One station is given one thing at a time: two requests of it at once take turns. $1 station. */
export const LOCK_STATION = 'select id from stations where id = $1 for update';

export const FIND_CART = `
  select c.id, c.stage, c.pool, c.bend_minutes as "bendMinutes",
    coalesce((select max(l.passed_over) from tasks t join leases l on l.task_id = t.id and l.token = t.token
      where t.cart_id = c.id), 0)::integer as "passedOver"
  from carts c`;

export const CART_OF_KEY = `${FIND_CART} where c.station_id = $1 and c.key = $2`;

/** The cart that a station still works on. */
export const OPEN_CART = `${FIND_CART} where c.station_id = $1
  and exists (select 1 from tasks t where t.cart_id = c.id and t.station_id = $1 and t.state = 'claimed')
  order by c.created_at desc limit 1`;

export const CART_BY_ID = `${FIND_CART} where c.station_id = $1 and c.id = $2`;

/** What a station holds of a cart, in the order of the line. */
export const TASKS_OF_CART = `select id, token::integer as token from tasks
  where cart_id = $1 and station_id = $2 and state = 'claimed' order by band, place_at, id`;

/**
 * All that a cart was filled with, in the order of its places. The leases of a cart have its own moment, as they are of one
 * transaction, and a station is given one thing at a time. $1 cart.
 */
export const ORDERS_OF_CART = `
  select row_number() over (order by l.band, l.place_at, l.task_id)::integer as slot, l.task_id as "taskId",
    l.token::integer as token, o.external_id as "orderExternalId", l.end_reason as "end",
    case when l.end_reason in ('stopped', 'cancelled') then coalesce(l.stop_reason, t.stop_reason) end as "stopReason",
    array(select distinct x.shelf from shipment_lines y join order_lines x on x.id = y.order_line_id
      where y.shipment_id = t.shipment_id order by x.shelf) as shelves
  from carts c
  join leases l on l.station_id = c.station_id and l.from_at = c.created_at and l.taken_by = 'cart'
  join tasks t on t.id = l.task_id
  join shipments s on s.id = t.shipment_id
  join orders o on o.id = s.order_id
  where c.id = $1 order by slot`;

/** What packers call these stages; brands that share a warehouse mean the same by a code. $1 warehouse, $2 stages. */
export const NAMES_OF_STAGES = `
  select b.code as stage, min(b.name_ja) as ja, min(b.name_en) as en
  from brand_stages b join brand_warehouses w on w.brand_id = b.brand_id
  where w.warehouse_id = $1 and b.code = any($2) group by b.code`;

export const HOLDS_SINGLE = `select id from tasks
  where station_id = $1 and state = 'claimed' and cart_id is null and ($2::text is null or stage = $2) limit 1`;

/**
 * The head of a pool's line, locked, with the shelves of its goods. Rows that others are taking are left to them.
 * $1 warehouse, $2 stage, $3 pool, $4 how many, $5 station.
 */
export const HEAD_OF_LINE = `
  with line as (
    select id, shipment_id, band, place_at from tasks
    where warehouse_id = $1 and stage = $2 and pool = $3 and state = 'ready' and ${freeFor('$5::uuid')}
    order by band, place_at, id limit $4 for update skip locked
  )
  select l.id, l.band::integer as band, l.place_at as "placeAt",
    coalesce((select array_agg(distinct o.shelf) from shipment_lines x join order_lines o on o.id = x.order_line_id
      where x.shipment_id = l.shipment_id), '{}') as shelves
  from line l order by l.band, l.place_at, l.id`;

export const INSERT_CART = `insert into carts (id, warehouse_id, station_id, packer_id, key, stage, pool, asked, bend_minutes)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const { task_claimed: claimed, stage_started: started } = TIMELINE_KINDS;

/**
 * Takes locked tasks for a cart: rows, leases, shipments and timeline in one statement, as a single claim does.
 * $1 station, $2 packer, $3 cart, $4 actor, $5 tasks, $6 how many each passed over, $7 and $8 ids of their events.
 */
export const TAKE_CART = `
  with chosen as (
    select * from unnest($5::uuid[], $6::integer[], $7::uuid[], $8::uuid[]) as c(id, passed_over, claimed_id, started_id)
  ), won as (
    update tasks t set state = 'claimed', token = t.token + 1, station_id = $1::uuid, packer_id = $2::uuid, cart_id = $3::uuid,
      attempt = t.attempt + (t.first_scan_at is not null)::integer, claimed_at = now(), first_scan_at = null, ticketed_at = null, reserved_for = null,
      updated_at = now(), lease_until = now() + w.lease_after_scan_ms * interval '1 millisecond',
      standard_ids = ${STANDARDS_OF_CLAIM}
    from chosen c, warehouses w
    where t.id = c.id and t.state = 'ready' and w.id = t.warehouse_id
    returning t.id, t.brand_id, t.shipment_id, t.stage, t.token, t.band, t.place_at, t.ready_at, c.passed_over, c.claimed_id, c.started_id
  ), held as (
    insert into leases (task_id, token, brand_id, station_id, packer_id, taken_by, passed_over, band, place_at, ready_at)
    select id, token, brand_id, $1::uuid, $2::uuid, 'cart', passed_over, band, place_at, ready_at from won
  ), begun as (
    update shipments s set state = 'in_work', updated_at = now() from won where s.id = won.shipment_id and s.state = 'planned'
  ), told as (
    insert into timeline_events (id, brand_id, order_id, shipment_id, task_id, kind, v, data, audience, actor, occurred_at)
    select e.id, won.brand_id, s.order_id, won.shipment_id, won.id, e.kind, e.v, e.data, e.audience, $4::jsonb, now()
    from won join shipments s on s.id = won.shipment_id
    cross join lateral (values
      (won.claimed_id, 'task_claimed', ${claimed.v}, '${claimed.audience}', jsonb_build_object('stage', won.stage, 'token', won.token)),
      (won.started_id, 'stage_started', ${started.v}, '${started.audience}', jsonb_build_object('stage', won.stage))
    ) as e(id, kind, v, audience, data)
    where e.kind = 'task_claimed' or won.token = 1
  )
  select id, token::integer as token from won`;
