import { DateTime } from 'luxon';
import { Redis } from 'ioredis';
import pg from 'pg';
import { ok } from '../../deploy/demo/api.js';
import { demoOrders } from '../../deploy/demo/people.js';
import { crash, eventually, startWorker } from '../harness/processes.js';
import { startPlayground, type Playground } from './playground.js';

let playground: Playground;

beforeAll(async () => {
  playground = await startPlayground();
}, 120_000);

/** Takes the first customer's order under a number of its own. */
async function takeOrder(externalId: string): Promise<void> {
  const { order } = demoOrders(DateTime.now(), () => externalId).takase;
  await ok(playground.world.brand.POST('/v1/orders', { body: { ...order, customer: { ref: 'C-1' } } }));
}

/** What a flushed Redis or a dropped schema leaves of the queue: nothing. */
async function loseTheQueue(): Promise<void> {
  const redisUrl = playground.env['REDIS_URL'];
  if (redisUrl) {
    const redis = new Redis(redisUrl);
    await redis.flushdb();
    redis.disconnect();
    return;
  }
  const client = new pg.Client({ connectionString: playground.env['DATABASE_URL'] });
  await client.connect();
  // Workers are in the middle of something: Postgres may choose the drop as the one that gives way.
  for (let tries = 0; ; tries += 1) {
    try {
      await client.query('drop schema bullmq cascade');
      break;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === '40P01') || tries > 4) throw error;
    }
  }
  await client.end();
}

const playable = (clipId: string) =>
  eventually(
    `clip ${clipId} is sealed and playable`,
    async () => {
      const params = { path: { clipId } };
      const clip = await ok(playground.world.station.GET('/v1/clips/{clipId}', { params }));
      return clip.mediaState === 'playable' && clip.state === 'sealed' ? true : undefined;
    },
    120_000,
  );

describe('what is lost on the way loses nothing', () => {
  it('works an order to its end although the queue was lost after intake', async () => {
    await takeOrder('LOSS-1');
    await loseTheQueue();
    const clips = await playground.packer.workOrder({
      orderNumber: 'LOSS-1',
      film: 'h264',
      waybill: '3012-0000-0010',
    });
    expect(clips.length).toBeGreaterThan(0);
    await loseTheQueue();
    for (const clipId of clips) await playable(clipId);
  }, 200_000);

  it('finishes the film although the worker was killed in the middle of it', async () => {
    await takeOrder('LOSS-2');
    const clips = await playground.packer.workOrder({
      orderNumber: 'LOSS-2',
      film: 'vp8',
      waybill: '3012-0000-0021',
    });
    await crash(playground.worker);
    playground.worker = await startWorker(playground.env);
    for (const clipId of clips) await playable(clipId);
  }, 200_000);
});
