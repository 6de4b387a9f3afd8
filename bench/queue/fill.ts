import type pg from 'pg';

const SPREAD = `now() + random() * interval '60 days'`;

/**
 * Gives the line so many more waiting tasks: copies of one that the product itself has planned, each with a shipment of its
 * own, and due times over sixty days. Columns are read from the catalogue, so that the copy knows nothing of them.
 */
export async function cloneFirstStage(pool: pg.Pool, modelTaskId: string, count: number): Promise<void> {
  if (count <= 0) return;
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `create temp table copies on commit drop as
        select uuidv7() as id, uuidv7() as shipment_id from generate_series(1, ${Math.floor(count)})`,
    );
    const shipment = await copying(client, 'shipments', { id: 'c.shipment_id' });
    const task = await copying(client, 'tasks', {
      ...{ id: 'c.id', shipment_id: 'c.shipment_id', due: SPREAD, ticketed_at: 'null' },
      // Nobody knows yet who will be late: the truck guard has nothing to say here.
      deadline: `'infinity'`,
    });
    const model = 'select shipment_id from tasks where id = $1';
    await client.query(`${shipment} from shipments m, copies c where m.id = (${model})`, [modelTaskId]);
    await client.query(`${task} from tasks m, copies c where m.id = $1`, [modelTaskId]);
    await client.query('commit');
  } finally {
    client.release(true);
  }
}

/** `insert into … select` with the model's value for every column that isn't named. */
async function copying(client: pg.PoolClient, table: string, other: Record<string, string>): Promise<string> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns
      where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  const columns = rows.map(({ column_name: name }) => name);
  const values = columns.map((name) => other[name] ?? `m.${name}`);
  return `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')}`;
}
