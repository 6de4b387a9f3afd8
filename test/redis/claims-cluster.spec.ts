import { createTestApp } from '../harness/application.js';
import { freshEnvironment } from '../harness/services.js';
import { claimsContract } from '../integration/queue/claims.contract.js';
import { RedisCluster } from './redis-cluster.js';

describe('claims with tickets in a Redis Cluster of three nodes', () => {
  let cluster: RedisCluster;

  afterAll(() => cluster.stop());

  claimsContract({
    start: async () => {
      cluster = await RedisCluster.start();
      return createTestApp({ ...(await freshEnvironment()), REDIS_URL: cluster.url, LOG_LEVEL: 'silent' });
    },
    lose: async () => cluster.flush(),
  });
});
