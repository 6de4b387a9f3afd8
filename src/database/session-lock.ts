import type { DataSource } from 'typeorm';
import { poolOf } from './sql.js';

/**
 * Does `work` while holding an advisory lock of the session, on a connection outside of any transaction: an open snapshot
 * held for long would slow the queue's claims down. Postgres gives the lock back when the process dies.
 * @returns undefined when another process holds the lock
 */
export async function withSessionLock<T>(
  dataSource: DataSource,
  name: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const client = await poolOf(dataSource).connect();
  let broken = true;
  try {
    const lock = 'select pg_try_advisory_lock(hashtext($1)) as got';
    const { rows } = await client.query<{ got: boolean }>(lock, [name]);
    if (!rows[0]?.got) {
      broken = false;
      return undefined;
    }
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock(hashtext($1))', [name]);
      broken = false;
    }
  } finally {
    // A connection that may still hold the lock must not go back to the pool.
    client.release(broken);
  }
}
