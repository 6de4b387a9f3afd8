import { TIMELINE_KINDS } from '../timeline/timeline-kinds.js';

/**
 * Winning a task is one statement: state, token and lease of the row, the record of its holder, the answer to a repeated
 * request and the timeline, all or nothing. Whoever comes second finds no row.
 *
 * A stage that somebody else has begun is begun again (`attempt`): nobody vouches for items that another bench has counted.
 * The versions of the standard are fixed by the first claim.
 *
 * Parameters: $1 station, $2 packer, $3 idempotency key, $4 id of the task_claimed event, $5 id of the stage_started
 * event, $6 actor, $7 how it was taken (next, scan), $8 how many more urgent ones were passed over; the candidate's own
 * from $9.
 */

const audienceOf = (kind: 'task_claimed' | 'stage_started') => TIMELINE_KINDS[kind].audience;
const versionOf = (kind: 'task_claimed' | 'stage_started') => TIMELINE_KINDS[kind].v;

/** A task that was reassigned to another bench is left to it for a while. */
export const freeFor = (station: string) =>
  `(reserved_for is null or reserved_for = ${station} or reserved_until < now())`;

/** Versions of the standard that a task answers, fixed by its first claim; for updates of `tasks t`. */
export const STANDARDS_OF_CLAIM = `case when t.standard_ids <> '{}' then t.standard_ids else array(
        select newest.id from brand_stages b
        cross join lateral unnest(b.sections) with ordinality as part(section, place)
        cross join lateral (select s.id from standards s where s.brand_id = t.brand_id and s.section = part.section
          order by s.version desc limit 1) newest
        where b.brand_id = t.brand_id and b.code = t.stage order by part.place) end`;

const winning = (candidate: string) => `
  with candidate as (${candidate}),
  won as (
    update tasks t set state = 'claimed', token = t.token + 1, station_id = $1::uuid, packer_id = $2::uuid,
      attempt = t.attempt + (t.first_scan_at is not null)::integer, claimed_at = now(), first_scan_at = null, ticketed_at = null, reserved_for = null, updated_at = now(),
      lease_until = now() + w.lease_before_scan_ms * interval '1 millisecond',
      standard_ids = ${STANDARDS_OF_CLAIM}
    from candidate c, warehouses w
    where t.id = c.id and t.state = 'ready' and w.id = t.warehouse_id
    returning t.id, t.brand_id, t.shipment_id, t.stage, t.token, t.band, t.place_at, t.ready_at
  ), held as (
    insert into leases (task_id, token, brand_id, station_id, packer_id, taken_by, passed_over, band, place_at, ready_at)
    select id, token, brand_id, $1::uuid, $2::uuid, $7, $8::integer, band, place_at, ready_at from won
  ), asked as (
    insert into claim_requests (station_id, key, task_id, token) select $1::uuid, $3, id, token from won
  ), begun as (
    update shipments s set state = 'in_work', updated_at = now()
    from won where s.id = won.shipment_id and s.state = 'planned'
  ), told as (
    insert into timeline_events
      (id, brand_id, order_id, shipment_id, task_id, kind, v, data, audience, actor, occurred_at)
    select e.id, won.brand_id, s.order_id, won.shipment_id, won.id, e.kind, e.v, e.data, e.audience, $6::jsonb, now()
    from won join shipments s on s.id = won.shipment_id
    cross join lateral (values
      ($4::uuid, 'task_claimed', ${versionOf('task_claimed')}, '${audienceOf('task_claimed')}',
        jsonb_build_object('stage', won.stage, 'token', won.token)),
      ($5::uuid, 'stage_started', ${versionOf('stage_started')}, '${audienceOf('stage_started')}',
        jsonb_build_object('stage', won.stage))
    ) as e(id, kind, v, audience, data)
    where e.kind = 'task_claimed' or won.token = 1
  )
  select id, token::integer as token from won`;

/** $9 task, $10 warehouse, $11 and $12 band and place that the ticket was issued for: an older ticket of a
 * later task loses; $13 its pool: a task that has moved to another one may be nothing for this station. Null: any. */
export const CLAIM_BY_ID = {
  name: 'queue_claim_by_id',
  text: winning(`select id from tasks where id = $9 and warehouse_id = $10 and state = 'ready'
    and ${freeFor('$1::uuid')} and (band, place_at) < ($11::smallint, $12::timestamptz + interval '1 minute')
    and ($13::text is null or pool = $13) for update`),
};

/** $9 warehouse, $10 stage, $11 pool: straight from the rows, in the tickets' order. */
export const CLAIM_DIRECTLY = {
  name: 'queue_claim_directly',
  text: winning(`select id from tasks where warehouse_id = $9 and stage = $10 and pool = $11 and state = 'ready'
    and ${freeFor('$1::uuid')}
    order by band, place_at, id limit 1 for update skip locked`),
};

/** The most urgent ready task of each pool, as `head`: one look into the index a pool, however long the lines are. */
const heads = (warehouse: string, station: string) => `head as (
      (select stage, pool, band, place_at, position, id from tasks where warehouse_id = ${warehouse} and state = 'ready' and ${freeFor(station)}
        order by stage, pool, band, place_at, id limit 1)
      union all
      select next.* from head cross join lateral (select stage, pool, band, place_at, position, id from tasks
        where warehouse_id = ${warehouse} and state = 'ready' and ${freeFor(station)} and (stage, pool) > (head.stage, head.pool)
        order by stage, pool, band, place_at, id limit 1) next
    )`;
const ofStages = (stages: string) => `(${stages}::text[] is null or stage = any(${stages}))`;
const BY_PLACE = 'band, place_at, position desc, id';

/** The pools that have ready tasks, the most urgent first. $1 warehouse, $2 stages or null for all, $3 station. */
export const HEADS_OF_POOLS = {
  name: 'queue_heads_of_pools',
  text: `with recursive ${heads('$1', '$3')} select stage, pool from head where ${ofStages('$2')} order by ${BY_PLACE}`,
};

/**
 * All that a claim asks before it takes a ticket, in one round trip: what its key has taken already, what the station
 * holds, what was reassigned to it, and the pools as above. $1 station, $2 idempotency key, $3 warehouse, $4 stages or null for all.
 */
export const LOOK_AROUND = {
  name: 'queue_look_around',
  text: `with recursive ${heads('$3', '$1')}
    select (select jsonb_build_object('id', task_id, 'token', token) from claim_requests
        where station_id = $1 and key = $2) as answered,
      (select jsonb_build_object('id', id, 'token', token) from tasks
        where station_id = $1 and state = 'claimed' and ${ofStages('$4')} order by claimed_at desc limit 1) as held,
      (select id from tasks where reserved_for = $1 and state = 'ready' and reserved_until > now() and ${ofStages('$4')}
        order by band, place_at, id limit 1) as reserved,
      array(select stage from head where ${ofStages('$4')} order by ${BY_PLACE}) as stages,
      array(select pool from head where ${ofStages('$4')} order by ${BY_PLACE}) as pools`,
};

export const FIND_REQUEST = {
  name: 'queue_find_claim_request',
  text: `select r.task_id as id, r.token::integer as token, coalesce(l.passed_over, 0) as "passedOver"
    from claim_requests r left join leases l on l.task_id = r.task_id and l.token = r.token
    where r.station_id = $1 and r.key = $2`,
};

/** What a station holds already. $1 station, $2 stages or null. */
export const FIND_HELD = {
  name: 'queue_find_held',
  text: `select id, token::integer as token from tasks
    where station_id = $1 and state = 'claimed' and ($2::text[] is null or stage = any($2))
    order by claimed_at desc limit 1`,
};

export const REMEMBER_REQUEST = `insert into claim_requests (station_id, key, task_id, token) values ($1, $2, $3, $4)
  on conflict do nothing`;

export const NEXT_RELEASE = `select min(release_at) as next_release_at from tasks
  where warehouse_id = $1 and state = 'waiting' and not held and release_at > now() and ($2::text[] is null or stage = any($2))`;

/** How many ready tasks of the same pool are more urgent. $1 task. */
export const COUNT_MORE_URGENT = `select count(*)::integer as passed_over from tasks t join tasks chosen on chosen.id = $1
  where t.warehouse_id = chosen.warehouse_id and t.stage = chosen.stage and t.pool = chosen.pool and t.state = 'ready'
    and (t.band, t.place_at, t.id) < (chosen.band, chosen.place_at, chosen.id)`;
