import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisAddress } from './redis-address.js';

/** A connection to whatever REDIS_URL names. */
export type RedisClient = Redis | Cluster;

export interface ClientSettings {
  /** How often a command is tried on a new connection; null: until it succeeds, as workers that wait want it. */
  maxRetriesPerRequest: number | null;
  commandTimeoutMs?: number;
}

// A storage that comes back is found within this; ioredis would wait longer after each failure.
const MAX_RECONNECT_MS = 1_000;
const CLUSTER_RETRIES = 5;

const reconnectAfter = (attempt: number) => Math.min(attempt * 50, MAX_RECONNECT_MS);

/** Opens a connection; it goes on trying for as long as it isn't disconnected. */
export function openRedis(address: RedisAddress, settings: ClientSettings): RedisClient {
  const options: RedisOptions = {
    username: address.username,
    password: address.password,
    tls: address.tls ? {} : undefined,
    maxRetriesPerRequest: settings.maxRetriesPerRequest,
    commandTimeout: settings.commandTimeoutMs,
  };
  if (address.kind === 'cluster') return openCluster(address, options);
  const { database: db, masterName: name } = address;
  if (address.kind === 'sentinel') {
    const sentinels = { sentinels: address.nodes, name, enableTLSForSentinelMode: address.tls };
    return new Redis({ ...options, ...sentinels, db, retryStrategy: reconnectAfter });
  }
  return new Redis({ ...options, ...address.nodes[0], db, retryStrategy: reconnectAfter });
}

function openCluster(address: RedisAddress, redisOptions: RedisOptions): Cluster {
  return new Cluster(address.nodes, {
    redisOptions,
    clusterRetryStrategy: reconnectAfter,
    // A node that answers that its Cluster is down is asked this often, a tenth of a second apart, before the command fails.
    maxRedirections: CLUSTER_RETRIES,
    // With TLS the nodes' own names are in their certificates: names must not be resolved to addresses beforehand.
    ...(address.tls ? { dnsLookup: (host, found) => found(null, host) } : {}),
  });
}
