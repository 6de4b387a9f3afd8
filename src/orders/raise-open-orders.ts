import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { dueChanged } from '../queue/due-changes.js';
import { headStartColumns } from '../shipments/head-start.js';
import { planTasks } from '../shipments/plan-shipments.js';
import { isInHouse } from '../shipments/shipment.state.js';
import { raiseSharedBoxes, readSharedBoxes } from '../shipments/shared-boxes.js';
import { type TaskPlan, taskPlan, updateHeadStarts, updatePlans } from '../shipments/shipment-changes.js';
import { appendTimeline, type TimelineEvent } from '../timeline/timeline.js';
import type { IntakeStage } from './intake-context.js';
import { readHeadStarts } from './read-head-starts.js';
import { lockOrders, type StoredOrder } from './stored-orders.js';

/** A new rank of a customer, decided just now. */
export interface RankRaise {
  brandId: string;
  customerId: string;
  rankId: string;
  source: 'external' | 'rules';
  actor: Actor;
}

interface Raised {
  tasks: TaskPlan[];
  events: TimelineEvent[];
  headStarts: Parameters<typeof updateHeadStarts>[1];
}

interface RankRow {
  code: string;
  lead_minutes: number;
  stages: IntakeStage[];
  now: Date;
}

interface TimesRow {
  id: string;
  arrived_at: Date;
  ship_by: Date;
  pickup_at: Date | null;
  missed_pickup_at: Date | null;
  warehouse_id: string;
}

const READ_RANK = `select r.code, r.lead_minutes, now() as now,
    (select coalesce(jsonb_agg(jsonb_build_object('code', s.code, 'handlingMinutes', s.handling_minutes)), '[]')
      from brand_stages s where s.brand_id = r.brand_id) as stages
  from ranks r where r.id = $1`;

// Oldest first: in this order they ask for the brand's share.
const READ_TIMES = `select s.id, s.arrived_at, s.ship_by, s.pickup_at, s.missed_pickup_at, s.warehouse_id
  from shipments s where s.id = any($1::uuid[]) order by s.arrived_at, s.id`;

const LOWER_ORDERS = `select o.id from orders o join ranks held on held.id = o.rank_id join ranks won on won.id = $3
  where o.brand_id = $1 and o.customer_id = $2 and o.state = 'open' and held.position < won.position`;

/**
 * Raises the customer's open orders to a new rank and gives their tasks the longer head start. The rank of an order may
 * rise until hand-over and never falls; a ship-by is never touched.
 * @returns ids of tasks whose ticket must be issued again, after the commit
 */
export async function raiseOpenOrders(manager: EntityManager, raise: RankRaise): Promise<{ id: string }[]> {
  const { brandId, customerId, rankId, source, actor } = raise;
  const lower = await rows<{ id: string }>(manager, LOWER_ORDERS, [brandId, customerId, rankId]);
  const rank = await firstRow<RankRow & Record<string, unknown>>(manager, READ_RANK, [rankId]);
  if (lower.length === 0 || !rank) return [];
  const stored = await lockOrders(
    manager,
    brandId,
    lower.map(({ id }) => id),
  );
  const boxes = await readSharedBoxes(manager, brandId, [...stored.keys()]);
  const inBoxes = new Set(boxes.flatMap((box) => box.orderIds));
  const orders = [...stored.values()].filter((order) => isOpenInHouse(order) || inBoxes.has(order.id));
  const orderIds = orders.map(({ id }) => id);
  const sql = `update orders set rank_id = $3, rank_source = $4, updated_at = now() where brand_id = $1 and id = any($2::uuid[])`;
  await affected(manager, sql, [brandId, orderIds, rankId, source]);
  const { tasks, events, headStarts } = await raisedTasks(manager, raise, {
    orders,
    rank,
    except: new Set(boxes.map(({ id }) => id)),
  });
  await updatePlans(manager, { shipments: [], tasks });
  await updateHeadStarts(manager, headStarts);
  const recorded = orderIds.map((orderId): TimelineEvent => ({
    ...{ brandId, orderId, actor, occurredAt: rank.now },
    kind: 'rank_recorded',
    data: { rank: rank.code, source },
  }));
  await appendTimeline(manager, [...recorded, ...events]);
  const moved = await raiseSharedBoxes(manager, boxes, actor);
  return [...tasks.filter(({ state }) => state === 'ready').map(({ id }) => ({ id })), ...moved];
}

async function raisedTasks(
  manager: EntityManager,
  { brandId, actor }: RankRaise,
  { orders, rank, except }: { orders: readonly StoredOrder[]; rank: RankRow; except: ReadonlySet<string> },
): Promise<Raised> {
  const shipments = new Map(
    orders.flatMap(({ id: orderId, shipments: all }) =>
      all
        .filter(({ id, state }) => isInHouse(state) && !except.has(id))
        .map((shipment) => [shipment.id, { orderId, shipment }]),
    ),
  );
  const found = await rows<TimesRow & Record<string, unknown>>(manager, READ_TIMES, [[...shipments.keys()]]);
  const warehouseIds = [...new Set(found.map(({ warehouse_id }) => warehouse_id))];
  const allowed = await readHeadStarts(manager, brandId, warehouseIds);
  const result: Raised = { tasks: [], events: [], headStarts: [] };
  for (const row of found) {
    const raised = shipments.get(row.id);
    const headStarts = allowed.get(row.warehouse_id);
    if (!raised || !headStarts) continue;
    const { orderId, shipment } = raised;
    const newRank = { leadMinutes: rank.lead_minutes };
    const headStart = headStarts.raise(shipment.headStart, newRank, row.arrived_at, 1);
    const plans = plansWith(rank, row, shipment, headStart.leadMinutes);
    result.headStarts.push({ id: shipment.id, brand_id: brandId, ...headStartColumns(headStart) });
    const subject = { brandId, orderId, shipmentId: shipment.id, actor, occurredAt: rank.now };
    for (const [at, task] of shipment.tasks.entries()) {
      const plan = plans[at];
      const { releaseAt } = shipment;
      const changed = plan && taskPlan(shipment, task, plan, { brandId, releaseAt, now: rank.now });
      if (!changed) continue;
      result.tasks.push(changed);
      result.events.push(...dueChanged(task, plan, { ...subject, cause: 'rank_raised' }));
    }
  }
  return result;
}

function plansWith(
  rank: RankRow,
  row: TimesRow,
  shipment: StoredOrder['shipments'][number],
  leadMinutes: number,
) {
  const handling = new Map(rank.stages.map(({ code, handlingMinutes }) => [code, handlingMinutes]));
  const stages = shipment.tasks.map(({ stage }) => ({
    code: stage,
    handlingMinutes: handling.get(stage) ?? 0,
  }));
  const {
    arrived_at: arrivedAt,
    ship_by: shipBy,
    pickup_at: pickupAt,
    missed_pickup_at: missedPickupAt,
  } = row;
  return planTasks({ arrivedAt, shipBy, pickupAt, missedPickupAt }, stages, leadMinutes);
}

function isOpenInHouse(order: StoredOrder): boolean {
  return order.state === 'open' && order.shipments.some(({ state }) => isInHouse(state));
}
