import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../deploy/local/ports.mjs';
import { startRedis } from '../../deploy/local/redis.mjs';
import type { Service } from '../../deploy/local/supervised.mjs';
import { crash, eventually } from '../harness/processes.js';
import { runFolder } from '../harness/services.js';

const SLOTS = 16_384;
const NODES = 3;

interface Node {
  port: number;
  busPort: number;
  folder: string;
  service: Service;
}

/** Three masters that share the slots, each with its own folder, so that one can be killed and started again. */
export class RedisCluster {
  private constructor(private readonly nodes: Node[]) {}

  static async start(): Promise<RedisCluster> {
    const nodes: Node[] = [];
    for (let n = 0; n < NODES; n += 1) {
      const place = { port: await freePort(), busPort: await freePort() };
      const folder = mkdtempSync(join(runFolder(), 'redis-node-'));
      nodes.push({ ...place, folder, service: await startNode({ ...place, folder }) });
    }
    const cluster = new RedisCluster(nodes);
    await cluster.form();
    return cluster;
  }

  get url(): string {
    return `redis://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
  }

  async flush(): Promise<void> {
    for (const node of this.nodes) await onNode(node, (redis) => redis.flushall());
  }

  /** Kills the node that holds the slot of a key, as a power cut would. @returns what starts it again, empty */
  async crashNodeOf(key: string): Promise<() => Promise<void>> {
    const slot = await onNode(this.first, (redis) => redis.cluster('KEYSLOT', key));
    const node = this.nodes[Math.floor((slot * NODES) / SLOTS)] ?? this.first;
    await crash(node.service);
    return async () => {
      node.service = await startNode(node);
      await this.settled();
    };
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map(({ service }) => service.stop()));
  }

  private get first(): Node {
    const [node] = this.nodes;
    if (!node) throw new Error('a cluster has nodes');
    return node;
  }

  private async form(): Promise<void> {
    for (const [index, node] of this.nodes.entries()) {
      const [from, to] = [index, index + 1].map((n) => Math.ceil((n * SLOTS) / NODES));
      await onNode(node, async (redis) => {
        await redis.call('CLUSTER', 'ADDSLOTSRANGE', from ?? 0, (to ?? SLOTS) - 1);
        await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
        if (node !== this.first) {
          await redis.call('CLUSTER', 'MEET', '127.0.0.1', this.first.port, this.first.busPort);
        }
      });
    }
    await this.settled();
  }

  /** Each node knows all others and holds that every slot is served. */
  private async settled(): Promise<void> {
    for (const node of this.nodes) {
      await eventually('the cluster is formed', async () => {
        const state = await onNode(node, (redis) => redis.cluster('INFO'));
        const formed = state.includes('cluster_state:ok') && state.includes(`cluster_known_nodes:${NODES}`);
        return formed || undefined;
      });
    }
  }
}

async function startNode({ port, busPort, folder }: Omit<Node, 'service'>): Promise<Service> {
  const cluster = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  const own = ['--cluster-port', String(busPort), '--dir', folder];
  const logFile = join(folder, 'redis.log');
  return (await startRedis({ port, logFile, extra: [...cluster, ...own] })).service;
}

async function onNode<T>({ port }: Pick<Node, 'port'>, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: 1 });
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
