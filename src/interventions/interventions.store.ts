import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { newId } from '../database/ids.js';
import { firstRow, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { appendTimeline } from '../timeline/timeline.js';
import type { ShipmentFacts } from './intervention.rules.js';

export type InterventionKind =
  'hold' | 'release_hold' | 'expedite' | 'reassign' | 'cancel' | 'split' | 'consolidate';

/** Whose shipment may be touched: a brand's, or any that a warehouse handles. */
export type Scope = { brandId: string } | { warehouseId: string };

/** A shipment, locked with its tasks for the rest of the transaction. */
export interface LockedShipment extends ShipmentFacts {
  brandId: string;
  orderId: string;
  tasks: LockedTask[];
}

export interface LockedTask extends Record<string, unknown> {
  id: string;
  stage: string;
  position: number;
  state: 'waiting' | 'ready' | 'claimed' | 'completed' | 'cancelled';
  token: number;
  due: Date;
  dueTerm: 'lead' | 'ship_by' | 'expedited';
  deadline: Date | number;
  /** The bench that staff gave it to, while that holds. */
  reservedFor: string | null;
}

// Orders before tasks, as everywhere: an order that is being changed or cancelled is waited for.
// A box may hold goods of several.
const LOCK_ORDER = `select o.id from orders o where (o.brand_id, o.id) in (
    select s.brand_id, unnest(array(select l.order_id from shipment_lines x join order_lines l on l.id = x.order_line_id
      where x.shipment_id = s.id) || s.order_id)
    from shipments s where s.id = any($1::uuid[]) and (s.brand_id = $2 or s.warehouse_id = $3))
  order by o.id for no key update of o`;

const LOCK_TASKS = `select id, shipment_id as "shipmentId", stage, position, state, token::integer as token, due,
    due_term as "dueTerm", deadline, case when reserved_until > now() then reserved_for end as "reservedFor"
  from tasks where shipment_id = any($1::uuid[]) order by id for update`;

const READ_SHIPMENTS = `
  select s.id, s.brand_id as "brandId", s.warehouse_id as "warehouseId", s.order_id as "orderId", s.state,
    s.held_at is not null as held, coalesce(s.release_at <= now(), false) as released, s.release_at as "releaseAt", 'gift' = any(s.flags) as gift,
    concat_ws('|', coalesce(s.carrier, 'other'), s.service) as "carrierKey",
    case when 'frozen' = any(s.flags) then 'frozen' when 'chilled' = any(s.flags) then 'chilled' else 'ambient' end as temperature,
    exists (select 1 from waybills w where w.shipment_id = s.id and w.bound_at is not null and w.voided_at is null)
      or exists (select 1 from tasks t join brand_stages b on b.brand_id = t.brand_id and b.code = t.stage
        where t.shipment_id = s.id and t.state = 'completed' and 'pack' = any(b.sections)) as packed,
    exists (select 1 from tasks t where t.shipment_id = s.id and t.token > 0) as begun,
    (select concat_ws('|', a.name, a.country, regexp_replace(a.postal_code, '\\D', '', 'g'), a.region, a.city, a.line1, a.line2)
      from order_addresses a where a.brand_id = s.brand_id and a.order_id = s.order_id and a.role in ('recipient', 'orderer')
      order by a.role desc limit 1) as "recipientKey"
  from shipments s where s.id = any($1::uuid[]) and (s.brand_id = $2 or s.warehouse_id = $3) order by s.id`;

/**
 * Locks shipments with their orders and tasks and reads them.
 * @throws AppError shipment_not_found when one isn't in the scope
 */
export async function lockShipments(
  manager: EntityManager,
  scope: Scope,
  shipmentIds: readonly string[],
): Promise<LockedShipment[]> {
  const params = [
    shipmentIds,
    'brandId' in scope ? scope.brandId : null,
    'warehouseId' in scope ? scope.warehouseId : null,
  ];
  await rows(manager, LOCK_ORDER, params);
  const tasks = await rows<LockedTask & { shipmentId: string }>(manager, LOCK_TASKS, [shipmentIds]);
  const found = await rows<Omit<LockedShipment, 'tasks'> & Record<string, unknown>>(
    manager,
    READ_SHIPMENTS,
    params,
  );
  return shipmentIds.map((id) => {
    const shipment = found.find((row) => row.id === id);
    if (!shipment) throw new AppError('shipment_not_found', 'No shipment of yours has this id.');
    const own = tasks.filter(({ shipmentId }) => shipmentId === id);
    return { ...shipment, tasks: own.sort((left, right) => left.position - right.position) };
  });
}

/** The shipment of a task. @throws AppError task_not_found */
export async function shipmentOfTask(
  manager: EntityManager,
  warehouseId: string,
  taskId: string,
): Promise<string> {
  const sql = 'select shipment_id as id from tasks where id = $1 and warehouse_id = $2';
  const row = await firstRow<{ id: string }>(manager, sql, [taskId, warehouseId]);
  if (!row) throw new AppError('task_not_found', 'No task of this warehouse has this id.');
  return row.id;
}

const INSERT = `insert into interventions (id, brand_id, shipment_id, task_id, kind, reason, note, detail, actor)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** Keeps an intervention with its words, and its codes on the timeline. @returns its id */
export async function recordIntervention(
  manager: EntityManager,
  shipment: Pick<LockedShipment, 'id' | 'brandId' | 'orderId'>,
  what: {
    kind: InterventionKind;
    reason: string;
    note?: string;
    taskId?: string;
    detail?: object;
    actor: Actor;
  },
): Promise<string> {
  const id = newId();
  const { kind, reason, note, taskId, detail = {}, actor } = what;
  await rows(manager, INSERT, [
    ...[id, shipment.brandId, shipment.id, taskId ?? null, kind, reason, note ?? null],
    ...[JSON.stringify(detail), JSON.stringify(actor)],
  ]);
  await appendTimeline(manager, {
    ...{ brandId: shipment.brandId, orderId: shipment.orderId, shipmentId: shipment.id, taskId, actor },
    occurredAt: new Date(),
    kind: 'intervened',
    data: { interventionId: id, intervention: kind, reason },
  });
  return id;
}
