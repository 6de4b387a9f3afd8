import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { createHeldTask, type HeldTask } from '../../factories/clips.js';
import { eventually, type RunningApi, startApi } from '../../harness/processes.js';
import { createEvidenceApp, jobsOf } from '../evidence/evidence-world.js';

const MIB = 2 ** 20;
const FILM_MIB = 200;
const MOST_GROWTH_MIB = 64;

let app: NestFastifyApplication;
let api: RunningApi;
let task: HeldTask;

beforeAll(async () => {
  app = await createEvidenceApp();
  task = await createHeldTask(app);
  await storeFilm(task);
  api = await startApi();
}, 120_000);
afterAll(() => app.close());

/** A sealed clip whose original is large; it needs no film in it. */
async function storeFilm({ brand, warehouse, taskId, stationId, shipmentId }: HeldTask): Promise<void> {
  const clipId = newId();
  const block = Buffer.alloc(MIB, 7);
  const hash = createHash('sha256');
  for (let n = 0; n < FILM_MIB; n += 1) hash.update(block);
  const sha256 = hash.digest();
  const blocks = function* () {
    for (let n = 0; n < FILM_MIB; n += 1) yield block;
  };
  const key = `${brand.id}/${clipId}/original`;
  const { versionId } = await app.get(ObjectStore).put({
    ...{ bucket: 'originals', key, sha256, bytes: FILM_MIB * MIB, contentType: 'video/webm' },
    body: Readable.from(blocks(), { objectMode: false }),
  });
  await rows(
    app.get(DataSource),
    `insert into clips (id, brand_id, warehouse_id, task_id, station_id, token, kind, state, content_type, started_at,
        completed_at, stored_at, total_bytes, sha256, original_key, original_version_id)
      values ($1, $2, $3, $4, $5, 1, 'film', 'stored', 'video/webm', now(), now(), now(), $6, $7, $8, $9)`,
    [clipId, brand.id, warehouse.id, taskId, stationId, FILM_MIB * MIB, sha256, key, versionId],
  );
  await rows(
    app.get(DataSource),
    `insert into evidence_links (id, brand_id, clip_id, shipment_id, reason) values ($1, $2, $3, $4, 'recorded')`,
    [newId(), brand.id, clipId, shipmentId],
  );
  await jobsOf(app).seal(clipId);
}

async function bundle(): Promise<IncomingMessage> {
  const request = get(`${api.baseUrl}/v1/shipments/${task.shipmentId}/bundle?reason=audit`, {
    headers: { authorization: `Bearer ${task.brandKey}` },
  });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  return answer;
}

const statusOf = (pid: number) => readFileSync(`/proc/${pid}/status`, 'utf8');
const residentMib = () => Number(/VmRSS:\s+(\d+)/.exec(statusOf(api.service.pid))?.[1]) / 1024;

/** Connections that the API has to the storage with something still to be read in them, by their socket buffers. */
const storagePort = () => new URL(String(process.env.AKASHI_TEST && storageAddress())).port;
function storageAddress(): string {
  const { environment } = JSON.parse(String(process.env.AKASHI_TEST)) as {
    environment: Record<string, string>;
  };
  return environment.S3_ENDPOINT ?? '';
}

/** Bytes that wait in the sockets between the API and the storage: a stream that nobody reads leaves them full. */
function waitingBytes(): number {
  const port = Number(storagePort()).toString(16).toUpperCase().padStart(4, '0');
  const lines = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1);
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, remote]) => local?.endsWith(`:${port}`) || remote?.endsWith(`:${port}`))
    .map(([, , , , queues]) => String(queues).split(':'))
    .reduce((sum, [sent, received]) => sum + parseInt(sent ?? '0', 16) + parseInt(received ?? '0', 16), 0);
}

describe('a bundle with a large original', () => {
  it('goes through in a bounded memory', async () => {
    for await (const _ of await bundle());
    const before = residentMib();
    let most = before;
    let bytes = 0;
    for await (const chunk of await bundle()) {
      bytes += (chunk as Buffer).length;
      most = Math.max(most, residentMib());
    }
    expect(bytes).toBeGreaterThan(FILM_MIB * MIB);
    expect(most - before).toBeLessThan(MOST_GROWTH_MIB);
  }, 60_000);

  it('waits for its reader, and lets the storage go when the reader goes away', async () => {
    const before = residentMib();
    const answer = await bundle();
    await once(answer, 'readable');
    answer.read();
    // Nobody reads on: the film waits in the sockets, and not in our memory.
    await eventually('the storage being held back', () => (waitingBytes() > MIB / 4 ? true : undefined));
    expect(residentMib() - before).toBeLessThan(MOST_GROWTH_MIB);
    answer.destroy();
    await eventually('the storage being let go', () => (waitingBytes() === 0 ? true : undefined));
    const health = await fetch(`${api.baseUrl}/health/ready`);
    expect(health.status).toBe(200);
  }, 60_000);
});
