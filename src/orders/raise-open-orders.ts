import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { planTasks } from '../shipments/plan-shipments.js';
import { isInHouse } from '../shipments/shipment.state.js';
import { type TaskPlan, taskPlan, updatePlans } from '../shipments/shipment-changes.js';
import { appendTimeline } from '../timeline/timeline.js';
import type { IntakeStage } from './intake-context.js';
import { lockOrders, type StoredOrder } from './stored-orders.js';

/** A new rank of a customer, decided just now. */
export interface RankRaise {
  brandId: string;
  customerId: string;
  rankId: string;
  source: 'external' | 'rules';
  actor: Actor;
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
}

const READ_RANK = `select r.code, r.lead_minutes, now() as now,
    (select coalesce(jsonb_agg(jsonb_build_object('code', s.code, 'handlingMinutes', s.handling_minutes)), '[]')
      from brand_stages s where s.brand_id = r.brand_id) as stages
  from ranks r where r.id = $1`;

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
  const orders = [...stored.values()].filter(isOpenInHouse);
  const orderIds = orders.map(({ id }) => id);
  const sql = `update orders set rank_id = $3, rank_source = $4, updated_at = now() where brand_id = $1 and id = any($2::uuid[])`;
  await affected(manager, sql, [brandId, orderIds, rankId, source]);
  const tasks = await raisedTasks(manager, brandId, orders, rank);
  await updatePlans(manager, { shipments: [], tasks });
  await appendTimeline(
    manager,
    orderIds.map((orderId) => ({
      ...{ brandId, orderId, actor, occurredAt: rank.now },
      kind: 'rank_recorded',
      data: { rank: rank.code, source },
    })),
  );
  return tasks.filter(({ state }) => state === 'ready').map(({ id }) => ({ id }));
}

async function raisedTasks(
  manager: EntityManager,
  brandId: string,
  orders: readonly StoredOrder[],
  rank: RankRow,
): Promise<TaskPlan[]> {
  const shipments = orders.flatMap((order) => order.shipments.filter(({ state }) => isInHouse(state)));
  const ids = shipments.map(({ id }) => id);
  const sql = 'select id, arrived_at, ship_by from shipments where id = any($1::uuid[])';
  const found = await rows<TimesRow & Record<string, unknown>>(manager, sql, [ids]);
  const times = new Map(found.map((row) => [row.id, { arrivedAt: row.arrived_at, shipBy: row.ship_by }]));
  const handling = new Map(rank.stages.map(({ code, handlingMinutes }) => [code, handlingMinutes]));
  return shipments.flatMap((shipment) => {
    const shipmentTimes = times.get(shipment.id);
    if (!shipmentTimes) return [];
    const stages = shipment.tasks.map(({ stage }) => ({
      code: stage,
      handlingMinutes: handling.get(stage) ?? 0,
    }));
    const plans = planTasks(shipmentTimes, stages, rank.lead_minutes);
    return shipment.tasks.flatMap((task, at) => {
      const plan = plans[at];
      const { releaseAt } = shipment;
      return (plan && taskPlan(shipment, task, plan, { brandId, releaseAt, now: rank.now })) ?? [];
    });
  });
}

function isOpenInHouse(order: StoredOrder): boolean {
  return order.state === 'open' && order.shipments.some(({ state }) => isInHouse(state));
}
