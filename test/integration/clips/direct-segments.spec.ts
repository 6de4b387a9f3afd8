import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { ClipSegmentsCleaner } from '../../../src/clips/segments-cleaner.js';
import { rows } from '../../../src/database/sql.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ClipDriver, createHeldTask, createStation, sha256 } from '../../factories/clips.js';
import { createTestApp } from '../../harness/application.js';
import { jobsOf } from '../evidence/evidence-world.js';

let app: NestFastifyApplication;
/** A second replica of the API, on the same database and storage. */
let replica: NestFastifyApplication;

beforeAll(async () => {
  [app, replica] = await Promise.all([createTestApp(), createTestApp()]);
  await app.get(ObjectStore).ensureBuckets('http://127.0.0.1:3000');
});
afterAll(() => Promise.all([app.close(), replica.close()]));

const opened = async () => {
  const driver = new ClipDriver(app, await createHeldTask(app));
  expect((await driver.open()).statusCode).toBe(200);
  return driver;
};
const incoming = (driver: ClipDriver) => app.get(ObjectStore).listKeys('incoming', `${driver.clipId}/`);
const numbers = async (driver: ClipDriver) =>
  (await driver.segments()).json<{ segments: { n: number }[] }>().segments.map(({ n }) => n);
type Offer = { url: string; headers: Record<string, string>; expiresAt: string };
const put = ({ url, headers }: Offer, bytes: Buffer) =>
  fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });

describe('a segment that goes straight to storage', () => {
  it('counts once it is confirmed, and can be asked for and confirmed again', async () => {
    const driver = await opened();
    const bytes = randomBytes(50_000);
    const offer = (await driver.offer(0, bytes)).json<Offer>();
    expect(Date.parse(offer.expiresAt)).toBeGreaterThan(Date.now());
    expect((await put(offer, bytes)).status).toBe(200);
    expect(await numbers(driver)).toEqual([]);
    const kept = { n: 0, bytes: 50_000, sha256: sha256(bytes).toString('base64') };
    expect((await driver.confirm(0, bytes)).json()).toEqual({ ...kept, duplicate: false });
    expect((await driver.confirm(0, bytes)).json()).toEqual({ ...kept, duplicate: true });
    expect((await driver.offer(0, bytes)).json()).toEqual({ url: null, headers: {}, expiresAt: null });
    expect((await driver.put(0, bytes)).json()).toEqual({ ...kept, duplicate: true });
    expect(await numbers(driver)).toEqual([0]);
  });

  it('is refused by storage itself when it has other bytes than promised', async () => {
    const driver = await opened();
    const bytes = randomBytes(1000);
    const offer = (await driver.offer(0, bytes)).json<Offer>();
    expect((await put(offer, randomBytes(1000))).status).toBe(400);
    expect((await put({ ...offer, headers: {} }, bytes)).status).toBe(403);
    expect((await driver.confirm(0, bytes)).json()).toMatchObject({
      status: 409,
      code: 'segment_not_uploaded',
    });
  });

  it('is not taken when storage holds something else under its name', async () => {
    const driver = await opened();
    const bytes = randomBytes(1000);
    const key = `${driver.clipId}/0-${sha256(bytes).toString('hex')}`;
    const other = randomBytes(1000);
    await app
      .get(ObjectStore)
      .put({ bucket: 'incoming', key, body: other, bytes: 1000, contentType: 'application/octet-stream' });
    expect((await driver.confirm(0, bytes)).json()).toMatchObject({ status: 422, code: 'digest_mismatch' });
    expect(await incoming(driver)).toEqual([]);
  });

  it('has the same rules as one through the API: conflicts, sizes, stations, completed clips', async () => {
    const driver = await opened();
    const bytes = randomBytes(1000);
    await driver.put(0, bytes);
    for (const answer of [await driver.offer(0, randomBytes(10)), await driver.putDirect(0, randomBytes(10))])
      expect(answer.json()).toMatchObject({ status: 409, code: 'segment_conflict' });
    expect((await driver.offer(1, Buffer.alloc(0))).json()).toMatchObject({ code: 'invalid_request' });
    expect((await driver.offer(10_000, bytes)).json()).toMatchObject({ code: 'segment_number_too_large' });
    const other = await createStation(app, driver.task.warehouse.id);
    const stranger = new ClipDriver(app, driver.task, driver.clipId, other.stationKey);
    expect((await stranger.offer(1, bytes)).json()).toMatchObject({ status: 404, code: 'clip_not_found' });
    await driver.complete([bytes]);
    expect((await driver.confirm(1, bytes)).json()).toMatchObject({ status: 409, code: 'clip_completed' });
  });

  it('has one winner when several confirm one number at once', async () => {
    const driver = await opened();
    const bodies = Array.from({ length: 4 }, (_, index) => Buffer.from(`contender ${index}`));
    const offers = await Promise.all(bodies.map(async (body) => (await driver.offer(0, body)).json<Offer>()));
    await Promise.all(offers.map((offer, n) => put(offer, bodies[n]!)));
    const answers = await Promise.all(bodies.map((body) => driver.confirm(0, body)));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409]);
    const winner = bodies[answers.findIndex((answer) => answer.statusCode === 200)]!;
    expect(await incoming(driver)).toEqual([`${driver.clipId}/0-${sha256(winner).toString('hex')}`]);
  });

  it('is cleared away also when it arrives after its clip was put together', async () => {
    const driver = await opened();
    const [bytes, late] = [randomBytes(2000), Buffer.from('late')];
    await driver.putDirect(0, bytes);
    const offer = (await driver.offer(1, late)).json<Offer>();
    await driver.complete([bytes]);
    await jobsOf(app).assemble(driver.clipId);
    expect(await incoming(driver)).toEqual([]);
    await put(offer, late);
    expect(await incoming(driver)).toHaveLength(1);
    const past = `update clips set stored_at = now() - interval '1 hour', direct_upload_until = now() - interval '1 minute'
      where id = $1 and segments_dropped_at is null returning id`;
    expect(await rows(app.get(DataSource), past, [driver.clipId])).toHaveLength(1);
    await app.get(ClipSegmentsCleaner).dropLeftovers();
    expect(await incoming(driver)).toEqual([]);
  });
});

describe('a recording whose pieces come through several replicas of the API', () => {
  it('goes on hours later, from another process, wherever each request lands', async () => {
    const task = await createHeldTask(app);
    const first = new ClipDriver(app, task);
    const second = new ClipDriver(replica, task, first.clipId);
    const parts = Array.from({ length: 8 }, () => randomBytes(20_000));
    await first.open();
    await first.put(0, parts[0]!);
    await second.putDirect(1, parts[1]!);
    await second.put(2, parts[2]!);
    const hoursAgo = `update clips set opened_at = opened_at - interval '9 hours' where id = $1`;
    await rows(app.get(DataSource), hoursAgo, [first.clipId]);
    expect((await second.open()).json()).toMatchObject({ id: first.clipId, state: 'recording' });
    const there = await numbers(second);
    expect(there).toEqual([0, 1, 2]);
    for (const [n, part] of parts.entries()) {
      if (there.includes(n)) continue;
      const via = n % 2 ? first : second;
      const answer = n % 3 ? await via.put(n, part) : await via.putDirect(n, part);
      expect(answer.json()).toMatchObject({ n, duplicate: false });
    }
    expect((await first.complete(parts)).json()).toMatchObject({ state: 'completed' });
    expect((await second.complete(parts)).json()).toMatchObject({ state: 'completed' });
    await jobsOf(replica).assemble(first.clipId);
    expect((await first.find()).json()).toMatchObject({ state: 'stored' });
  });
});

describe('limits of a station', () => {
  let narrow: NestFastifyApplication;
  beforeAll(async () => {
    narrow = await createTestApp({
      UPLOAD_STATION_MAX_OPEN_CLIPS: '2',
      UPLOAD_STATION_DAY_MAX_BYTES: '1000',
    });
  });
  afterAll(() => narrow.close());

  it('refuse one more recording with the time to try again, and let open ones go on', async () => {
    const task = await createHeldTask(narrow);
    const [one, two, three] = [1, 2, 3].map(() => new ClipDriver(narrow, task));
    await one!.open();
    await two!.open();
    const refused = await three!.open();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '60']);
    expect(refused.json()).toMatchObject({ code: 'station_clips_full', maxOpenClips: 2 });
    expect((await one!.open()).statusCode).toBe(200);
    await one!.put(0, Buffer.from('bytes'));
    await one!.complete([Buffer.from('bytes')]);
    expect((await three!.open()).statusCode).toBe(200);
  });

  it('refuse bytes beyond the day, whatever way they come, and lose nothing that was taken', async () => {
    const task = await createHeldTask(narrow);
    const driver = new ClipDriver(narrow, task);
    await driver.open();
    const parts = [randomBytes(600), randomBytes(400)];
    await driver.put(0, parts[0]!);
    for (const answer of [await driver.put(1, randomBytes(401)), await driver.offer(1, randomBytes(401))]) {
      expect(answer.json()).toMatchObject({ status: 429, code: 'station_day_full' });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await driver.put(0, parts[0]!)).json()).toMatchObject({ duplicate: true });
    expect((await driver.putDirect(1, parts[1]!)).json()).toMatchObject({ duplicate: false });
    expect((await driver.put(2, Buffer.from('x'))).json()).toMatchObject({ code: 'station_day_full' });
    expect((await driver.complete(parts)).json()).toMatchObject({ state: 'completed' });
    const yesterday = 'update station_upload_days set day = day - 40 where station_id = $1';
    await rows(narrow.get(DataSource), yesterday, [task.stationId]);
    expect((await new ClipDriver(narrow, task).open()).statusCode).toBe(200);
    expect(await narrow.get(ClipSegmentsCleaner).forgetUploadDays()).toBeGreaterThan(0);
  });
});
