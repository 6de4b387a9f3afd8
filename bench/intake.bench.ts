import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { World } from '../deploy/demo/world.js';
import { migrations } from '../migrations/all.js';
import { alternate, inParallel } from './lib/alternate.js';
import { bench } from './lib/env.js';
import { sendOk } from './lib/post.js';
import type { Figure } from './lib/report.js';
import { benchOrder } from './many-orders.js';

const BATCH = 500;
const BATCHES = 8;
const IN_FLIGHT = 4;
const ROUNDS = 5;
/** In the order that foreign keys demand. */
const TABLES = [
  'customers',
  'orders',
  'order_addresses',
  'order_lines',
  'handling_instructions',
  'shipments',
  'shipment_lines',
  'tasks',
  'timeline_events',
] as const;

/**
 * Orders/s in batches of 500 over HTTP, against the very rows that each batch became, put into the same tables of a
 * second database: one multi-row INSERT a table, one transaction a batch, as many at once.
 */
export async function intakeBench(world: World): Promise<Figure[]> {
  const ours = new pg.Pool({ connectionString: bench.DATABASE_URL, max: IN_FLIGHT });
  const floorUrl = await floorDatabase(ours);
  const floor = new pg.Pool({ connectionString: floorUrl, max: IN_FLIGHT });
  await copyParents(ours, floor);
  let taken: Rows[] = [];
  const pairs = await alternate(
    ROUNDS,
    async (round) => {
      const bodies = Array.from({ length: BATCHES }, (_, n) => batchBody(round, n));
      const from = performance.now();
      const answers: string[][] = [];
      await inParallel(bodies, IN_FLIGHT, async (body, n) => {
        const headers = { authorization: `Bearer ${world.brandKey}`, 'content-type': 'application/json' };
        answers[n] = orderIds(await sendOk(`${world.baseUrl}/v1/orders`, { method: 'POST', headers, body }));
      });
      const rate = (BATCH * BATCHES * 1000) / (performance.now() - from);
      taken = await Promise.all(answers.map((ids) => rowsOf(ours, ids)));
      return rate;
    },
    async () => {
      const statements = taken.map((rows) => TABLES.map((table) => insertOf(table, rows[table] ?? [])));
      const from = performance.now();
      await inParallel(statements, IN_FLIGHT, (batch) => inOneTransaction(floor, batch));
      return (BATCH * BATCHES * 1000) / (performance.now() - from);
    },
  );
  await Promise.all([ours.end(), floor.end()]);
  const note = `${pairs.ours.toFixed(0)} orders/s against ${pairs.floor.toFixed(0)}`;
  const { ratio: value, spread } = pairs;
  return [
    { bench: 'intake', figure: 'orders/s ÷ raw inserts', value, goal: 0.6, better: 'higher', spread, note },
  ];
}

/** Columns that the database fills itself. */
const GENERATED = new Set(['place_at']);

type Row = Record<string, unknown>;
type Rows = Partial<Record<(typeof TABLES)[number], Row[]>>;

interface Statement {
  text: string;
  values: unknown[];
}

async function floorDatabase(pool: pg.Pool): Promise<string> {
  const name = `bench_floor_${Date.now()}`;
  await pool.query(`create database ${name}`);
  const url = new URL(bench.DATABASE_URL);
  url.pathname = `/${name}`;
  const source = new DataSource({ type: 'postgres', url: url.href, migrations: [...migrations] });
  await source.initialize();
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
  return url.href;
}

/** Rows that orders point to: they were there before the clock started, for both sides. */
async function copyParents(from: pg.Pool, to: pg.Pool): Promise<void> {
  for (const table of ['brands', 'warehouses', 'brand_warehouses', 'ranks', 'brand_stages'] as const) {
    const { rows } = await from.query<Row>(`select * from ${table}`);
    const { text, values } = insertOf(table, rows);
    await to.query(text, values);
  }
}

function batchBody(round: number, n: number): Buffer {
  const orders = Array.from({ length: BATCH }, (_, k) =>
    benchOrder(`B${round}-${n}-${k}-${randomUUID().slice(0, 8)}`, k),
  );
  return Buffer.from(JSON.stringify({ orders }));
}

const Results = z.object({ results: z.array(z.object({ outcome: z.string(), orderId: z.string() })) });

function orderIds(answer: Buffer): string[] {
  const { results } = Results.parse(JSON.parse(answer.toString()));
  const bad = results.find(({ outcome }) => outcome !== 'created');
  if (bad) throw new Error(`an order was not created: ${JSON.stringify(bad)}`);
  return results.map(({ orderId }) => orderId);
}

/** Everything that a batch became. */
async function rowsOf(pool: pg.Pool, ids: string[]): Promise<Rows> {
  const by: Record<(typeof TABLES)[number], string> = {
    customers: 'id in (select customer_id from orders where id = any($1))',
    orders: 'id = any($1)',
    order_addresses: 'order_id = any($1)',
    order_lines: 'order_id = any($1)',
    handling_instructions: 'order_id = any($1)',
    shipments: 'order_id = any($1)',
    shipment_lines: 'shipment_id in (select id from shipments where order_id = any($1))',
    tasks: 'shipment_id in (select id from shipments where order_id = any($1))',
    timeline_events: 'order_id = any($1)',
  };
  const found: Rows = {};
  for (const table of TABLES) {
    found[table] = (await pool.query<Row>(`select * from ${table} where ${by[table]}`, [ids])).rows;
  }
  return found;
}

const plain = (value: unknown): unknown =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Date) &&
  !Array.isArray(value) &&
  !Buffer.isBuffer(value)
    ? JSON.stringify(value)
    : value;

/** One INSERT with all rows as parameters. An empty table costs nothing on either side. */
function insertOf(table: string, rows: readonly Row[]): Statement {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => !GENERATED.has(column));
  if (columns.length === 0) return { text: 'select 1', values: [] };
  const tuples = rows.map(
    (_, r) => `(${columns.map((__, c) => `$${r * columns.length + c + 1}`).join(',')})`,
  );
  const values = rows.flatMap((row) => columns.map((column) => plain(row[column])));
  return { text: `insert into ${table} (${columns.join(',')}) values ${tuples.join(',')}`, values };
}

async function inOneTransaction(pool: pg.Pool, statements: Statement[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const { text, values } of statements) await client.query(text, values);
    await client.query('commit');
  } finally {
    client.release();
  }
}
