import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { isRepeatable } from './pg-errors.js';

const MAX_ATTEMPTS = 3;

/**
 * Runs `work` in one transaction and commits, or rolls everything back when it throws.
 * A deadlock or serialization failure repeats the whole of `work` (three attempts), so it may touch the database only:
 * queues, mail and object storage come after the commit.
 * @param work must use the manager it is given; a global repository inside would wait for a second connection
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return repeated(() => dataSource.transaction(work));
}

/** As `inTransaction`, for a statement that is a transaction of its own. */
export async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isRepeatable(error)) throw error;
      await delay(attempt * 10 + Math.random() * 20);
    }
  }
}
