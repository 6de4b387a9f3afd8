import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import {
  ClipDriver,
  contentDigest,
  createHeldTask,
  createStation,
  lease,
  sha256,
} from '../../factories/clips.js';
import { createTestApp } from '../../harness/application.js';

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await createTestApp({
    UPLOAD_SEGMENT_MAX_BYTES: '100000',
    UPLOAD_CLIP_MAX_BYTES: '250000',
    UPLOAD_CLIP_MAX_SEGMENTS: '50',
  });
  await app.get(ObjectStore).ensureBuckets('http://127.0.0.1:3000');
});
afterAll(() => app.close());

const opened = async () => {
  const driver = new ClipDriver(app, await createHeldTask(app));
  expect((await driver.open()).statusCode).toBe(200);
  return driver;
};
const incoming = (driver: ClipDriver) => app.get(ObjectStore).listKeys('incoming', `${driver.clipId}/`);
const numbers = async (driver: ClipDriver) =>
  (await driver.segments()).json<{ segments: { n: number }[] }>().segments.map(({ n }) => n);

describe('opening a clip', () => {
  it('answers the same clip to the same request', async () => {
    const driver = await opened();
    const again = await driver.open();
    expect(again.json()).toMatchObject({ id: driver.clipId, take: 1, overtaken: false, state: 'recording' });
    expect((await driver.find()).json()).toEqual(again.json());
  });

  it('takes ids in upper case for the same ids', async () => {
    const driver = await opened();
    const { taskId } = driver.task;
    const shouted = { id: driver.clipId.toUpperCase(), taskId: taskId.toUpperCase() };
    for (let time = 0; time < 2; time += 1) {
      const answer = await driver.open(shouted);
      expect([answer.statusCode, answer.json<{ id: string }>().id]).toEqual([200, driver.clipId]);
    }
  });

  it('refuses a task that the station never held, in a sentence that says what to do', async () => {
    const task = await createHeldTask(app);
    const other = await createStation(app, task.warehouse.id);
    const refused = await new ClipDriver(app, task, newId(), other.stationKey).open();
    expect(refused.statusCode).toBe(404);
    expect(refused.json()).toMatchObject({
      code: 'task_never_held',
      detail: expect.stringContaining('claim the task'),
    });
    expect((await new ClipDriver(app, task).open({ token: 2 })).json()).toMatchObject({
      code: 'task_never_held',
    });
    expect((await new ClipDriver(app, task).open({ taskId: newId() })).json()).toMatchObject({
      code: 'task_never_held',
    });
  });

  it('keeps a clip of an overtaken lease as one more take', async () => {
    const task = await createHeldTask(app);
    const other = await createStation(app, task.warehouse.id);
    await lease(app, task, other, 2);
    const current = await new ClipDriver(
      app,
      { ...task, ...other, token: 2 },
      newId(),
      other.stationKey,
    ).open();
    expect(current.json()).toMatchObject({ take: 1, overtaken: false });
    const late = await new ClipDriver(app, task).open();
    expect(late.json()).toMatchObject({ take: 2, overtaken: true });
  });

  it('gives clips that are opened at once different takes', async () => {
    const task = await createHeldTask(app);
    const answers = await Promise.all([1, 2, 3, 4].map(() => new ClipDriver(app, task).open()));
    expect(answers.map((answer) => answer.json<{ take: number }>().take).sort()).toEqual([1, 2, 3, 4]);
  });

  it('refuses an id that is taken, and a content type that does not fit', async () => {
    const driver = await opened();
    const other = new ClipDriver(app, await createHeldTask(app), driver.clipId);
    expect((await other.open()).json()).toMatchObject({ status: 409, code: 'clip_id_taken' });
    const still = await new ClipDriver(app, driver.task).open({ kind: 'still' });
    expect(still.json()).toMatchObject({ status: 422, code: 'content_type_mismatch' });
  });
});

describe('sending segments', () => {
  it('stores them in any order', async () => {
    const driver = await opened();
    for (const n of [3, 0, 2, 1])
      expect((await driver.put(n, Buffer.from(`part ${n}`))).statusCode).toBe(200);
    expect(await numbers(driver)).toEqual([0, 1, 2, 3]);
  });

  it('takes the same segment again without storing it twice', async () => {
    const driver = await opened();
    const bytes = randomBytes(50_000);
    const first = await driver.put(0, bytes);
    expect(first.json()).toEqual({
      n: 0,
      bytes: 50_000,
      sha256: sha256(bytes).toString('base64'),
      duplicate: false,
    });
    expect((await driver.put(0, bytes)).json()).toMatchObject({ duplicate: true });
    expect(await incoming(driver)).toHaveLength(1);
  });

  it('refuses other bytes under a number, and keeps what is there', async () => {
    const driver = await opened();
    const bytes = Buffer.from('first');
    await driver.put(0, bytes);
    const refused = await driver.put(0, Buffer.from('second'));
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      code: 'segment_conflict',
      storedSha256: sha256(bytes).toString('base64'),
    });
    expect(await incoming(driver)).toHaveLength(1);
  });

  it('refuses bytes with another digest, and stores nothing', async () => {
    const driver = await opened();
    const refused = await driver.put(0, randomBytes(80_000), {
      'content-digest': contentDigest(Buffer.from('other')),
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: 'digest_mismatch' });
    expect(await incoming(driver)).toEqual([]);
    expect(await numbers(driver)).toEqual([]);
  });

  it.each([
    ['without a digest', { 'content-digest': '' }, 'content_digest_missing', 400],
    [
      'with a digest in hex',
      { 'content-digest': `sha-256=${'0'.repeat(64)}` },
      'content_digest_malformed',
      400,
    ],
    ['as JSON', { 'content-type': 'application/json' }, 'malformed_json', 400],
  ])('refuses a segment %s', async (_, headers, code, status) => {
    const driver = await opened();
    const refused = await driver.put(0, Buffer.from('bytes'), headers);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([status, code]);
  });

  it('refuses empty and too large segments, too large numbers and too large clips', async () => {
    const driver = await opened();
    const codeOf = async (n: number, bytes: Buffer) => {
      const answer = await driver.put(n, bytes);
      return [answer.statusCode, answer.json<{ code?: string }>().code];
    };
    expect(await codeOf(0, Buffer.alloc(0))).toEqual([422, 'segment_empty']);
    expect(await codeOf(0, Buffer.alloc(100_001))).toEqual([413, 'segment_too_large']);
    expect(await codeOf(50, Buffer.from('x'))).toEqual([422, 'segment_number_too_large']);
    for (const n of [0, 1]) expect((await codeOf(n, randomBytes(100_000)))[0]).toBe(200);
    expect(await codeOf(2, randomBytes(60_000))).toEqual([413, 'clip_too_large']);
    expect((await codeOf(2, randomBytes(50_000)))[0]).toBe(200);
  });

  it('hides a clip from every other station', async () => {
    const driver = await opened();
    const other = await createStation(app, driver.task.warehouse.id);
    const stranger = new ClipDriver(app, driver.task, driver.clipId, other.stationKey);
    for (const answer of [
      await stranger.put(0, Buffer.from('x')),
      await stranger.segments(),
      await stranger.find(),
    ]) {
      expect(answer.json()).toMatchObject({ status: 404, code: 'clip_not_found' });
    }
  });

  it('has one winner when several send one number at once', async () => {
    const driver = await opened();
    const bodies = Array.from({ length: 6 }, (_, index) => Buffer.from(`contender ${index}`));
    const answers = await Promise.all(bodies.map((bytes) => driver.put(0, bytes)));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const winner = bodies[answers.findIndex((answer) => answer.statusCode === 200)]!;
    expect(await incoming(driver)).toEqual([`${driver.clipId}/0-${sha256(winner).toString('hex')}`]);
  });

  it('takes the same segment from several requests at once', async () => {
    const driver = await opened();
    const bytes = randomBytes(30_000);
    const answers = await Promise.all([1, 2, 3, 4].map(() => driver.put(7, bytes)));
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 200]);
    expect(answers.filter((answer) => !answer.json<{ duplicate: boolean }>().duplicate)).toHaveLength(1);
  });
});

describe('completing a clip', () => {
  const parts = ['one', 'two', 'three'].map((text) => Buffer.from(text));
  const sent = async (list = parts) => {
    const driver = await opened();
    for (const [n, part] of list.entries()) await driver.put(n, part);
    return driver;
  };

  it('fixes its bytes: the same again is a no-op, anything else is refused', async () => {
    const driver = await sent();
    const completed = await driver.complete(parts);
    expect(completed.json()).toMatchObject({
      state: 'completed',
      totalBytes: 11,
      sha256: sha256(Buffer.concat(parts)).toString('base64'),
    });
    expect((await driver.complete(parts)).json()).toEqual(completed.json());
    expect((await driver.complete(parts.slice(1))).json()).toMatchObject({
      status: 409,
      code: 'clip_completed',
    });
    expect((await driver.put(1, parts[1]!)).json()).toMatchObject({ duplicate: true });
    expect((await driver.put(3, Buffer.from('four'))).json()).toMatchObject({
      status: 409,
      code: 'clip_completed',
    });
  });

  it('is the same with the same marks only; a label that is noticed late is never lost', async () => {
    const driver = await sent();
    const marks = [
      { kind: 'scan', atMs: 1000 },
      { kind: 'label', atMs: 20_000 },
    ];
    const cut = async () => {
      const find = 'select label_at_ms from clips where id = $1';
      const [clip] = await rows<{ label_at_ms: number }>(app.get(DataSource), find, [driver.clipId]);
      return clip?.label_at_ms;
    };
    const completed = await driver.complete(parts, { marks });
    expect((await driver.complete(parts, { marks })).json()).toEqual(completed.json());
    for (const other of [{ marks: [] }, { marks, totalBytes: 12 }, { marks: [marks[1]] }]) {
      expect((await driver.complete(parts, other)).statusCode).toBe(409);
    }
    expect(await cut()).toBe(17_000);
    const late = { marks: [...marks, { kind: 'label', atMs: 9000 }] };
    for (let time = 0; time < 2; time += 1) {
      expect((await driver.complete(parts, late)).json()).toEqual(completed.json());
      expect(await cut()).toBe(6000);
    }
    expect((await driver.complete(parts, { marks })).statusCode).toBe(200);
    expect(await cut()).toBe(6000);
  });

  it('names the segments that are missing', async () => {
    const driver = await opened();
    await driver.put(1, parts[1]!);
    const refused = await driver.complete(parts);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: 'segments_missing', missing: [0, 2], missingCount: 2 });
    await driver.put(0, parts[0]!);
    await driver.put(2, parts[2]!);
    expect((await driver.complete(parts)).statusCode).toBe(200);
  });

  it('refuses segments and lengths that were not stated', async () => {
    const driver = await sent();
    expect((await driver.complete(parts.slice(0, 2))).json()).toMatchObject({
      code: 'segments_unexpected',
      unexpected: [2],
    });
    expect((await driver.complete(parts, { totalBytes: 12 })).json()).toMatchObject({
      code: 'total_mismatch',
      receivedBytes: 11,
    });
    expect((await driver.find()).json()).toMatchObject({ state: 'recording' });
  });

  it('refuses another digest of the whole while its sender is still there, and takes the right one', async () => {
    const wrong = { sha256: sha256(Buffer.from('other')).toString('base64') };
    const single = await opened();
    await single.put(0, parts[0]!);
    for (const [driver, all] of [
      [await sent(), parts],
      [single, parts.slice(0, 1)],
    ] as const) {
      const refused = await driver.complete(all, wrong);
      expect(refused.headers['content-type']).toContain('application/problem+json');
      expect(refused.json()).toMatchObject({
        status: 422,
        code: 'total_digest_mismatch',
        detail: expect.stringContaining('complete again'),
      });
      expect((await driver.find()).json()).toMatchObject({ state: 'recording', sha256: null });
      const told = 'select kind from timeline_events where task_id = $1';
      expect(await rows(app.get(DataSource), told, [driver.task.taskId])).toEqual([]);
      expect((await driver.complete(all)).json()).toMatchObject({ state: 'completed' });
      expect((await driver.complete(all, wrong)).json()).toMatchObject({ code: 'clip_completed' });
    }
  });

  it('leaves it to the worker to say that storage has lost a segment', async () => {
    const driver = await sent();
    const [lost] = await incoming(driver);
    await app.get(ObjectStore).delete({ bucket: 'incoming', key: lost! });
    expect((await driver.complete(parts)).json()).toMatchObject({ state: 'completed' });
  });

  it('tells it once: link, custody and timeline', async () => {
    const driver = await sent();
    await Promise.all([driver.complete(parts), driver.complete(parts), driver.complete(parts)]);
    const { taskId, shipmentId } = driver.task;
    const dataSource = app.get(DataSource);
    const links = await rows(
      dataSource,
      'select shipment_id, reason from evidence_links where clip_id = $1',
      [driver.clipId],
    );
    expect(links).toEqual([{ shipment_id: shipmentId, reason: 'recorded' }]);
    const custody = await rows(dataSource, 'select kind, actor from custody_events where clip_id = $1', [
      driver.clipId,
    ]);
    expect(custody).toEqual([{ kind: 'recorded', actor: { kind: 'station', id: driver.task.stationId } }]);
    const told = await rows(dataSource, 'select kind, data from timeline_events where task_id = $1', [
      taskId,
    ]);
    expect(told).toEqual([{ kind: 'clip_completed', data: { clipId: driver.clipId, kind: 'film' } }]);
  });

  it('cuts the customer short before the label', async () => {
    const driver = await sent();
    await driver.complete(parts, {
      marks: [
        { kind: 'label', atMs: 20_000 },
        { kind: 'scan', atMs: 1000 },
      ],
    });
    const [clip] = await rows<{ label_at_ms: number }>(
      app.get(DataSource),
      'select label_at_ms from clips where id = $1',
      [driver.clipId],
    );
    expect(clip?.label_at_ms).toBe(17_000);
  });

  it('never lets a segment slip in beside a completion', async () => {
    for (let round = 0; round < 5; round += 1) {
      const driver = await sent();
      const [late, completed] = await Promise.all([
        driver.put(3, Buffer.from('four')),
        driver.complete(parts),
      ]);
      const count = (await numbers(driver)).length;
      if (completed.statusCode === 200) expect([late.statusCode, count]).toEqual([409, 3]);
      else
        expect([late.statusCode, completed.json<{ code: string }>().code]).toEqual([
          200,
          'segments_unexpected',
        ]);
    }
  });
});
