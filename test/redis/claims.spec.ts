import { Redis } from 'ioredis';
import { APP_CONFIG } from '../../src/config/config.module.js';
import type { AppConfig } from '../../src/config/env.js';
import { createTestApp } from '../harness/application.js';
import { freshEnvironment } from '../harness/services.js';
import { claimsContract } from '../integration/queue/claims.contract.js';
import { ticketsContract } from '../integration/queue/tickets.contract.js';

const onRedis = async () => ({ ...(await freshEnvironment()), LOG_LEVEL: 'silent' });

describe('claims with tickets in Redis', () => {
  claimsContract({ start: async () => createTestApp(await onRedis()), source: 'ticket' });
});

describe('tickets in Redis', () => {
  const environment = onRedis();
  ticketsContract({
    // A Redis database of its own: this suite empties it.
    start: async () => createTestApp(await environment),
    lose: async (app) => {
      const redis = new Redis(app.get<AppConfig>(APP_CONFIG).queue.redisUrl ?? '', {
        maxRetriesPerRequest: 1,
      });
      await redis.flushdb();
      redis.disconnect();
    },
  });
});
