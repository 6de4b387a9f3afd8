import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/**
 * Raw statements for everything hot. They run on the manager's own connection inside a transaction, else on the pool,
 * and always answer rows: TypeORM's `query` answers `[rows, count]` for UPDATE and DELETE and rows for SELECT.
 * pg's types reach the row: bigint is a string (see `fromBigint`), timestamptz a Date, jsonb parsed.
 */
export type Executor = DataSource | EntityManager;

/** SQL text, or a named one: Postgres parses a named statement once a connection. Names are unique in the code. */
export type Sql = string | { name: string; text: string };

/** All rows of a statement; `T` states the columns as pg delivers them. */
export async function rows<T extends object>(on: Executor, sql: Sql, params: unknown[] = []): Promise<T[]> {
  return (await run<T>(on, sql, params)).rows;
}

/** The first row, or undefined when the statement found none. */
export async function firstRow<T extends object>(
  on: Executor,
  sql: Sql,
  params: unknown[] = [],
): Promise<T | undefined> {
  return (await run<T>(on, sql, params)).rows[0];
}

/** How many rows a write touched: zero tells a guarded UPDATE that somebody else has won. */
export async function affected(on: Executor, sql: Sql, params: unknown[] = []): Promise<number> {
  return (await run(on, sql, params)).rowCount ?? 0;
}

async function run<T extends object>(on: Executor, sql: Sql, params: unknown[]): Promise<Result<T>> {
  const statement = typeof sql === 'string' ? { text: sql } : sql;
  const client = await connectionOf(on);
  const result: Result<T> = await client.query({ ...statement, values: params });
  return result;
}

// pg's own result type wants an index signature, which interfaces don't have.
interface Result<T> {
  rows: T[];
  rowCount: number | null;
}

async function connectionOf(on: Executor): Promise<pg.Pool | pg.Client> {
  if (on instanceof DataSource) return poolOf(on);
  const runner = on.queryRunner;
  if (!runner) return poolOf(on.dataSource);
  const client: unknown = await runner.connect();
  if (!(client instanceof pg.Client)) throw new TypeError('the database is Postgres');
  return client;
}

/** The pg pool under a data source, for LISTEN and COPY and the metrics. */
export function poolOf(dataSource: DataSource): pg.Pool {
  if (!(dataSource.driver instanceof PostgresDriver)) throw new TypeError('the database is Postgres');
  const pool: unknown = dataSource.driver.master;
  if (!(pool instanceof pg.Pool)) throw new TypeError('the database is Postgres');
  return pool;
}
