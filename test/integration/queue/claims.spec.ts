import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';
import { claimsContract } from './claims.contract.js';

describe('claims with tickets in Postgres', () => {
  claimsContract({
    // A database of its own: this suite drops the queue's schema. On Postgres also where the other suites run on Redis.
    start: async () => createTestApp({ ...(await freshEnvironment()), REDIS_URL: '', LOG_LEVEL: 'silent' }),
    lose: async (app) => {
      await rows(app.get(DataSource), 'drop schema if exists bullmq cascade');
    },
  });
});
