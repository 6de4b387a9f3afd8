import { Redis } from 'ioredis';
import { createTestApp } from '../harness/application.js';
import { freshEnvironment, testRedisUrl } from '../harness/services.js';
import { claimsContract } from '../integration/queue/claims.contract.js';

describe('claims with tickets in Redis', () => {
  claimsContract({
    start: async () => createTestApp({ ...(await freshEnvironment()), LOG_LEVEL: 'silent' }),
    lose: async () => {
      const redis = new Redis(testRedisUrl() ?? '', { maxRetriesPerRequest: 1 });
      await redis.flushdb();
      redis.disconnect();
    },
  });
});
