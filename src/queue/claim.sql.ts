import { TIMELINE_KINDS } from '../timeline/timeline-kinds.js';

/**
 * Winning a task is one statement: state, token and lease of the row, the record of its holder with the request's key,
 * and the timeline, all or nothing. Whoever comes second finds no row.
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
export const freeFor = (station: string, of = '') =>
  `(${of}reserved_for is null or ${of}reserved_for = ${station} or ${of}reserved_until < now())`;

/** Versions of the standard that a task answers, fixed by its first claim; for updates of `tasks t`. */
export const STANDARDS_OF_CLAIM = `case when t.standard_ids <> '{}' then t.standard_ids else array(
        select newest.id from brand_stages b
        cross join lateral unnest(b.sections) with ordinality as part(section, place)
        cross join lateral (select s.id from standards s where s.brand_id = t.brand_id and s.section = part.section
          order by s.version desc limit 1) newest
        where b.brand_id = t.brand_id and b.code = t.stage order by part.place) end`;

/** `where` says which row of `tasks t`; `before` are CTEs that it may use. */
interface Winning {
  where: string;
  before?: string;
  from?: string;
}

const winning = ({ where, before = '', from = '' }: Winning) => `
  with recursive ${before} won as (
    update tasks t set state = 'claimed', token = t.token + 1, station_id = $1::uuid, packer_id = $2::uuid,
      attempt = t.attempt + (t.first_scan_at is not null)::integer, claimed_at = now(), first_scan_at = null, ticketed_at = null, reserved_for = null, updated_at = now(),
      lease_until = now() + w.lease_before_scan_ms * interval '1 millisecond',
      standard_ids = ${STANDARDS_OF_CLAIM}
    from ${from} warehouses w, shipments s
    where ${where} and t.state = 'ready' and w.id = t.warehouse_id and s.id = t.shipment_id
    returning t.id, t.brand_id, t.shipment_id, s.order_id, s.state as shipment_state, t.stage, t.token, t.band, t.place_at, t.ready_at
  ), held as (
    insert into leases (task_id, token, brand_id, station_id, packer_id, key, taken_by, passed_over, band, place_at, ready_at)
    select id, token, brand_id, $1::uuid, $2::uuid, $3, $7, $8::integer, band, place_at, ready_at from won
  ), begun as (
    update shipments s set state = 'in_work', updated_at = now()
    from won where won.shipment_state = 'planned' and s.id = won.shipment_id and s.state = 'planned'
  ), told as (
    insert into timeline_events
      (id, brand_id, order_id, shipment_id, task_id, kind, v, data, audience, actor, occurred_at)
    select e.id, won.brand_id, won.order_id, won.shipment_id, won.id, e.kind, e.v, e.data, e.audience, $6::jsonb, now()
    from won cross join lateral (values
      ($4::uuid, 'task_claimed', ${versionOf('task_claimed')}, '${audienceOf('task_claimed')}',
        jsonb_build_object('stage', won.stage, 'token', won.token)),
      ($5::uuid, 'stage_started', ${versionOf('stage_started')}, '${audienceOf('stage_started')}',
        jsonb_build_object('stage', won.stage))
    ) as e(id, kind, v, audience, data)
    where e.kind = 'task_claimed' or won.token = 1
  )
  select id, token::integer as token from won`;

/**
 * A ticket's task, or one that was chosen otherwise. $9 task, $10 warehouse, $11 and $12 band and place that the ticket was
 * issued for: an older ticket of a later task loses; $13 its pool: a task that has moved to another one may be nothing for
 * this station. Null: any.
 */
const BY_ID = `t.id = $9::uuid and t.warehouse_id = $10::uuid and ${freeFor('$1::uuid', 't.')}
    and (t.band, t.place_at) < ($11::smallint, $12::timestamptz + interval '1 minute') and ($13::text is null or t.pool = $13)`;

export const CLAIM_BY_ID = { name: 'queue_claim_by_id', text: winning({ where: BY_ID }) };

/** $9 warehouse, $10 stage, $11 pool: straight from the rows, in the tickets' order. */
export const CLAIM_DIRECTLY = {
  name: 'queue_claim_directly',
  text: winning({
    before: `candidate as (
      select id from tasks where warehouse_id = $9 and stage = $10 and pool = $11 and state = 'ready' and ${freeFor('$1::uuid')}
      order by band, place_at, id limit 1 for update skip locked
    ),`,
    from: 'candidate c,',
    where: 't.id = c.id',
  }),
};

/**
 * The most urgent ready task of each pool, as a recursive CTE: one look into the index a pool, however long the lines are.
 * `within`: which pools, as a condition on (stage, pool).
 */
const heads = (name: string, warehouse: string, station: string, within = 'true') => `${name} as (
      (select stage, pool, band, place_at, position, id from tasks
        where warehouse_id = ${warehouse} and state = 'ready' and ${freeFor(station)} and ${within}
        order by stage, pool, band, place_at, id limit 1)
      union all
      select next.* from ${name} cross join lateral (select stage, pool, band, place_at, position, id from tasks
        where warehouse_id = ${warehouse} and state = 'ready' and ${freeFor(station)} and ${within}
          and (stage, pool) > (${name}.stage, ${name}.pool)
        order by stage, pool, band, place_at, id limit 1) next
    )`;
const ofStages = (stages: string, of = '') => `(${stages}::text[] is null or ${of}stage = any(${stages}))`;
const BY_PLACE = 'band, place_at, position desc, id';

/** The pools that have ready tasks, the most urgent first. $1 warehouse, $2 stages or null for all, $3 station. */
export const HEADS_OF_POOLS = {
  name: 'queue_heads_of_pools',
  text: `with recursive ${heads('head', '$1', '$3')} select stage, pool from head where ${ofStages('$2')} order by ${BY_PLACE}`,
};

/**
 * All that a claim asks before it takes a ticket, in one round trip: what its key has taken already, what the station
 * holds, what was reassigned to it, and the pools as above. $1 station, $2 idempotency key, $3 warehouse, $4 stages or null for all.
 */
export const LOOK_AROUND = {
  name: 'queue_look_around',
  text: `with recursive ${heads('head', '$3', '$1')}
    select coalesce(
        (select jsonb_build_object('id', task_id, 'token', token) from leases where station_id = $1 and key = $2),
        (select jsonb_build_object('id', task_id, 'token', token) from claim_requests where station_id = $1 and key = $2)) as answered,
      (select jsonb_build_object('id', id, 'token', token) from tasks
        where station_id = $1 and state = 'claimed' and ${ofStages('$4')} order by claimed_at desc limit 1) as held,
      (select id from tasks where reserved_for = $1 and state = 'ready' and reserved_until > now() and ${ofStages('$4')}
        order by band, place_at, id limit 1) as reserved,
      array(select stage from head where ${ofStages('$4')} order by ${BY_PLACE}) as stages,
      array(select pool from head where ${ofStages('$4')} order by ${BY_PLACE}) as pools`,
};

const othersFirst = (
  head: string,
) => `exists (select from ${head} h where ${ofStages('$14', 'h.')} and h.pool <> all($15::text[])
        and (h.band, h.place_at, -h.position, h.id) < (t.band, t.place_at, -t.position, t.id))`;

/**
 * As CLAIM_BY_ID, for a ticket of the pool that came first a moment ago. Wins only if looking around first would have led to
 * the same pool: the key is new, nothing in the station's hands, nothing reserved for it, no more urgent head in another pool. The pool's own
 * head isn't looked at: the ticket says that, and the rows that were claimed a moment ago lie before it in the index.
 * $14 stages or null for all, $15 keys of pools that are nothing for this station, $16 the pool's stage.
 */
export const CLAIM_AT_ONCE = {
  name: 'queue_claim_at_once',
  text: winning({
    before: `${heads('below', '$10::uuid', '$1::uuid', '(stage, pool) < ($16::text, $13::text)')},
      ${heads('above', '$10::uuid', '$1::uuid', '(stage, pool) > ($16::text, $13::text)')},`,
    where: `${BY_ID}
      and not exists (select from claim_requests where station_id = $1::uuid and key = $3)
      and not exists (select from tasks where station_id = $1::uuid and state = 'claimed' and ${ofStages('$14')})
      and not exists (select from tasks where reserved_for = $1::uuid and state = 'ready' and reserved_until > now() and ${ofStages('$14')})
      and not ${othersFirst('below')} and not ${othersFirst('above')}`,
  }),
};

/** What a key was answered: the task that it took, or the one that was in hand. $1 station, $2 key. */
export const FIND_REQUEST = {
  name: 'queue_find_claim_request',
  text: `select task_id as id, token::integer as token, passed_over as "passedOver" from leases where station_id = $1 and key = $2
    union all
    select r.task_id, r.token::integer, coalesce(l.passed_over, 0) from claim_requests r
      left join leases l on l.task_id = r.task_id and l.token = r.token
    where r.station_id = $1 and r.key = $2
    limit 1`,
};

/** $1 station, $2 key, $3 task, $4 token. */
export const REMEMBER_HELD = `insert into claim_requests (station_id, key, task_id, token) values ($1, $2, $3, $4)
  on conflict do nothing`;

/** What a station holds already. $1 station, $2 stages or null. */
/** What a station has on a cart at the stage of a task, other than that task. */
export const FIND_CART_TASK = `
  select h.id from tasks t join tasks h on h.station_id = $1 and h.stage = t.stage and h.state = 'claimed' and h.cart_id is not null
  where t.id = $2 and h.id <> t.id limit 1`;

export const FIND_HELD = {
  name: 'queue_find_held',
  text: `select id, token::integer as token from tasks
    where station_id = $1 and state = 'claimed' and ($2::text[] is null or stage = any($2))
    order by claimed_at desc limit 1`,
};

export const NEXT_RELEASE = `select min(release_at) as next_release_at from tasks
  where warehouse_id = $1 and state = 'waiting' and not held and release_at > now() and ($2::text[] is null or stage = any($2))`;

/** How many ready tasks of the same pool are more urgent. $1 task. */
export const COUNT_MORE_URGENT = `select count(*)::integer as passed_over from tasks t join tasks chosen on chosen.id = $1
  where t.warehouse_id = chosen.warehouse_id and t.stage = chosen.stage and t.pool = chosen.pool and t.state = 'ready'
    and (t.band, t.place_at, t.id) < (chosen.band, chosen.place_at, chosen.id)`;
