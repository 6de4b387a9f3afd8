import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { z } from 'zod';
import { ok } from '../deploy/demo/api.js';
import { Narrator } from '../deploy/demo/narrator.js';
import { StationWorker } from '../deploy/demo/station-work.js';
import type { World } from '../deploy/demo/world.js';
import { alternate, inParallel } from './lib/alternate.js';
import { bench } from './lib/env.js';
import { send } from './lib/post.js';
import type { Figure } from './lib/report.js';
import { takeOrders } from './many-orders.js';
import { cloneRecord } from './many-records.js';

const SHIPMENTS = 20_000;
const LINKS = 2_000;
const CONNECTIONS = 32;
const REQUESTS = 6_000;
const ROUNDS = 5;
const POOL_MAX = 10;

interface Visit {
  path: string;
  cookie: string;
}

/**
 * Requests/s of the tracking page at 32 connections over 20,000 shipments, each packed, filmed and delivered, against
 * the floor of tracking-floor.ts.
 */
export async function trackingBench(world: World): Promise<Figure[]> {
  const visits = await prepareVisits(world);
  const [first] = visits;
  if (!first) throw new Error('no tracking links');
  const page = await send(`${world.baseUrl}${first.path}`, { headers: { cookie: first.cookie } });
  if (page.status !== 200)
    throw new Error(`${page.status} from the tracking page: ${page.body.toString().slice(0, 300)}`);
  const floor = await startFloor(page.body.length);
  const run = (base: string) => async () => {
    const wanted = Array.from(
      { length: REQUESTS },
      () => visits[Math.floor(Math.random() * visits.length)] ?? first,
    );
    const from = performance.now();
    await inParallel(wanted, CONNECTIONS, async ({ path, cookie }) => {
      const { status } = await send(`${base}${path}`, { headers: { cookie } });
      if (status !== 200) throw new Error(`${status} from ${path}`);
    });
    return (REQUESTS * 1000) / (performance.now() - from);
  };
  const pairs = await alternate(ROUNDS, run(world.baseUrl), run(floor.address));
  floor.process.stdin?.end();
  const note = `${pairs.ours.toFixed(0)} requests/s against ${pairs.floor.toFixed(0)}`;
  const { ratio: value, spread } = pairs;
  return [
    {
      bench: 'tracking',
      figure: 'requests/s ÷ bare route',
      value,
      goal: 0.5,
      better: 'higher',
      spread,
      note,
    },
    {
      bench: 'tracking',
      figure: 'HTML before media, KB',
      value: page.body.length / 1024,
      goal: 20,
      better: 'lower',
    },
  ];
}

/** One order goes through the real stages; its record is then given to 20,000 shipments, of which 2,000 get links. */
async function prepareVisits(world: World): Promise<Visit[]> {
  const narrator = new Narrator(process.stderr);
  const [model = ''] = await takeOrders(world, 1);
  const worker = new StationWorker(world.station, world.stationKey, narrator, {
    ffmpegPath: bench.BENCH_FFMPEG,
  });
  const order = await ok(world.brand.GET('/v1/orders/{orderId}', { params: { path: { orderId: model } } }));
  const clips = await worker.workOrder({
    orderNumber: order.externalId,
    film: 'h264',
    waybill: '3012-0000-0010',
  });
  for (const clipId of clips) await untilPlayable(world, clipId);
  const others: string[] = [];
  while (others.length < SHIPMENTS) others.push(...(await takeOrders(world, 500)));
  const pool = new pg.Pool({ connectionString: bench.DATABASE_URL, max: 2 });
  const shipmentIds = await cloneRecord(pool, model, others);
  await pool.end();
  narrator.say(`${shipmentIds.length} shipments with records`);
  const visits: Visit[] = [];
  await inParallel(shipmentIds.slice(0, LINKS), 8, async (shipmentId) => {
    const params = { path: { shipmentId } };
    const link = await ok(
      world.brand.POST('/v1/shipments/{shipmentId}/tracking-links', { params, body: {} }),
    );
    visits.push(await visitOf(link.url));
  });
  return visits;
}

async function untilPlayable(world: World, clipId: string): Promise<void> {
  for (let n = 0; n < 600; n++) {
    const clip = await ok(world.station.GET('/v1/clips/{clipId}', { params: { path: { clipId } } }));
    if (clip.mediaState === 'playable') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`clip ${clipId} did not become playable`);
}

/** Opens a link once, as the customer does, and keeps the cookie. */
async function visitOf(url: string): Promise<Visit> {
  const answer = await fetch(url, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  const location = answer.headers.get('location');
  if (!cookie || !location) throw new Error(`${answer.status} from a tracking link`);
  return { path: new URL(location, url).pathname, cookie };
}

async function startFloor(bytes: number): Promise<{ process: ChildProcess; address: string }> {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: bench.DATABASE_URL,
    FLOOR_POOL_MAX: String(POOL_MAX),
    FLOOR_BYTES: String(bytes),
  };
  const file = fileURLToPath(new URL('./tracking-floor.js', import.meta.url));
  const child = spawn(process.execPath, [file], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text))),
  );
  const { address } = z.object({ address: z.string() }).parse(JSON.parse(line));
  return { process: child, address };
}
