import { createTestApp } from '../harness/application.js';
import { freshEnvironment } from '../harness/services.js';
import { claimsContract } from '../integration/queue/claims.contract.js';
import { ticketsContract } from '../integration/queue/tickets.contract.js';
import { RedisCluster } from './redis-cluster.js';

describe('with a Redis Cluster of three nodes', () => {
  let cluster: RedisCluster;

  beforeAll(async () => {
    cluster = await RedisCluster.start();
  });

  afterAll(() => cluster.stop());

  const onCluster = async () => ({
    ...(await freshEnvironment()),
    REDIS_URL: cluster.url,
    LOG_LEVEL: 'silent',
  });

  describe('claims with tickets', () => {
    claimsContract({ start: async () => createTestApp(await onCluster()), source: 'ticket' });
  });

  describe('tickets', () => {
    let environment: ReturnType<typeof onCluster> | undefined;
    ticketsContract({
      start: async () => createTestApp(await (environment ??= onCluster())),
      lose: () => cluster.flush(),
    });
  });
});
