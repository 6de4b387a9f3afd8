import pg from 'pg';
import type { Journal } from './journal.js';
import type { Wait } from './overtaking.js';

/** What the database says happened, read when all is over. */
export interface RecordedLease {
  taskId: string;
  token: number;
  fromAt: number;
  endedAt: number | null;
  endReason: string | null;
}

export interface RecordedTask {
  id: string;
  shipmentId: string;
  orderNumber: string;
  pool: string;
  position: number;
  state: string;
  token: number;
  place: number;
  createdAt: number;
}

export interface Told {
  taskId: string;
  kind: string;
  token: number | null;
}

export interface RecordedScan {
  taskId: string;
  token: number;
  recordedAt: number;
}

export interface QueueRecord {
  tasks: RecordedTask[];
  leases: RecordedLease[];
  told: Told[];
  scans: RecordedScan[];
}

const MS = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

// The place is the due time, or whatever the queue has put in its stead: read by name, as columns come and go.
const PLACE = MS(`coalesce((to_jsonb(t) ->> 'place_at')::timestamptz, t.due)`);
const POOL = `concat_ws(' ', t.stage, nullif(to_jsonb(t) ->> 'pool', ''))`;

const TASKS = `select t.id, t.shipment_id as "shipmentId", o.external_id as "orderNumber", ${POOL} as pool, t.position, t.state, t.token::integer as token,
  ${PLACE} as place, ${MS('t.created_at')} as "createdAt"
  from tasks t join shipments s on s.id = t.shipment_id join orders o on o.id = s.order_id where t.brand_id = $1`;
const LEASES = `select task_id as "taskId", token::integer as token, ${MS('from_at')} as "fromAt", ${MS('ended_at')} as "endedAt",
  end_reason as "endReason" from leases where brand_id = $1 order by task_id, token`;
const TOLD = `select task_id as "taskId", kind, (data ->> 'token')::integer as token from timeline_events
  where brand_id = $1 and kind in ('task_claimed', 'stage_completed')`;
const SCANS = `select task_id as "taskId", token::integer as token, ${MS('recorded_at')} as "recordedAt" from scans where brand_id = $1`;

/** Reads everything that the checks need. */
export async function readRecord(databaseUrl: string, brandId: string): Promise<QueueRecord> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const all = async <T extends pg.QueryResultRow>(text: string) =>
      (await client.query<T>(text, [brandId])).rows;
    return {
      tasks: await all<RecordedTask & pg.QueryResultRow>(TASKS),
      leases: await all<RecordedLease & pg.QueryResultRow>(LEASES),
      told: await all<Told & pg.QueryResultRow>(TOLD),
      scans: await all<RecordedScan & pg.QueryResultRow>(SCANS),
    };
  } finally {
    await client.end();
  }
}

/** How far the work is. */
export async function countTasks(databaseUrl: string, brandId: string): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const text = 'select state, count(*)::integer as tasks from tasks where brand_id = $1 group by state';
    const { rows } = await client.query<{ state: string; tasks: number }>(text, [brandId]);
    return new Map(rows.map(({ state, tasks }) => [state, tasks]));
  } finally {
    await client.end();
  }
}

/**
 * Every time that a task waited in its pool: from ready, or given back, to the next claim. It is ready from the moment that
 * the shop, or the station before it, heard so: until then nobody was promised anything.
 */
export function waitsOf({ tasks, leases }: Pick<QueueRecord, 'tasks' | 'leases'>, journal: Journal): Wait[] {
  const heard = new Map(
    journal.writes.map(({ taskId, token, answeredAt }) => [`${taskId} ${token}`, answeredAt]),
  );
  const endOf = ({ taskId, token, endedAt, fromAt }: RecordedLease) =>
    Math.max(endedAt ?? fromAt, heard.get(`${taskId} ${token}`) ?? 0);
  const held = new Map<string, RecordedLease[]>();
  for (const lease of leases) held.set(lease.taskId, [...(held.get(lease.taskId) ?? []), lease]);
  const done = new Map(leases.filter(isCompletion).map((lease) => [lease.taskId, endOf(lease)]));
  const at = new Map(tasks.map((task) => [`${task.shipmentId} ${task.position}`, task]));
  return tasks.flatMap((task) => {
    const before = at.get(`${task.shipmentId} ${task.position - 1}`);
    const arrived = Math.max(task.createdAt, journal.arrivals.get(task.orderNumber) ?? 0);
    let readyAt = before ? (done.get(before.id) ?? arrived) : arrived;
    let since = before ? 'the stage before' : 'arrival';
    return (held.get(task.id) ?? []).map((lease) => {
      const wait = {
        taskId: task.id,
        pool: task.pool,
        place: task.place,
        readyAt,
        since,
        claimedAt: lease.fromAt,
      };
      readyAt = endOf(lease);
      since = `having been ${lease.endReason ?? 'held'}`;
      return wait;
    });
  });
}

export function isCompletion({ endReason }: Pick<RecordedLease, 'endReason'>): boolean {
  return endReason === 'completed';
}
