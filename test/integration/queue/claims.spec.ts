import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { inTransaction } from '../../../src/database/transaction.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';
import { claimsContract } from './claims.contract.js';
import { ticketsContract } from './tickets.contract.js';

// On Postgres also where the other suites run on Redis.
const onPostgres = async () => ({ ...(await freshEnvironment()), REDIS_URL: '', LOG_LEVEL: 'silent' });

describe('claims with tickets in Postgres', () => {
  claimsContract({ start: async () => createTestApp(await onPostgres()), source: 'ticket' });
});

describe('tickets in Postgres', () => {
  const environment = onPostgres();
  ticketsContract({
    // A database of its own: this suite drops the queue's schema.
    start: async () => createTestApp(await environment),
    lose: async (app) => {
      // Stations are at it: where the accident and a claim wait for each other, it happens a moment later.
      await inTransaction(app.get(DataSource), (manager) =>
        rows(manager, 'drop schema if exists bullmq cascade'),
      );
    },
  });
});

describe('claims straight from the rows', () => {
  claimsContract({
    // Nothing listens there, and nothing ever will.
    start: async () => createTestApp({ ...(await onPostgres()), REDIS_URL: 'redis://127.0.0.1:1' }),
    source: 'rows',
  });
});
