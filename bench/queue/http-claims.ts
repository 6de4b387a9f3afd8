import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Scene } from '../../deploy/chaos/scene.js';
import { inParallel } from '../lib/alternate.js';
import { sendOk } from '../lib/post.js';
import { STAGE } from './line.js';

const BURSTS = 8;

const Claimed = z.object({ held: z.object({ task: z.object({ id: z.string() }), token: z.int() }) });

/**
 * Every station asks for its next task at the same moment, all are given back, and again: claims/s while they claim.
 * @param servers stations are spread over them
 */
export async function httpClaims({ stations }: Scene, servers: readonly string[]): Promise<number> {
  let claiming = 0;
  for (let burst = 0; burst < BURSTS; burst += 1) {
    const held = new Map<string, z.infer<typeof Claimed>['held']>();
    const from = performance.now();
    await inParallel(stations, stations.length, async ({ key }, n) => {
      const body = { key: randomUUID(), stages: [STAGE] };
      const answer = await post(`${serverOf(servers, n)}/v1/station/claims`, key, body);
      held.set(key, Claimed.parse(JSON.parse(answer.toString())).held);
    });
    claiming += performance.now() - from;
    await inParallel(stations, stations.length, async ({ key }, n) => {
      const mine = held.get(key);
      if (!mine) throw new Error('a station got nothing');
      const url = `${serverOf(servers, n)}/v1/station/tasks/${mine.task.id}/release`;
      await post(url, key, { token: mine.token });
    });
  }
  return (BURSTS * stations.length * 1000) / claiming;
}

const serverOf = (servers: readonly string[], n: number): string => servers[n % servers.length] ?? '';

function post(url: string, key: string, body: object): Promise<Buffer> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return sendOk(url, { method: 'POST', headers, body: Buffer.from(JSON.stringify(body)) });
}
