import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ClipDriver, contentDigest, createHeldTask } from '../../factories/clips.js';
import { createTestApp } from '../../harness/application.js';
import { eventually } from '../../harness/processes.js';

const MAX_BYTES = 8 * 1024 * 1024;

let app: NestFastifyApplication;
let baseUrl: string;

beforeAll(async () => {
  app = await createTestApp();
  await app.get(ObjectStore).ensureBuckets('http://127.0.0.1:3000');
  await app.listen(0, '127.0.0.1');
  baseUrl = await app.getUrl();
});
afterAll(() => app.close());

const opened = async () => {
  const driver = new ClipDriver(app, await createHeldTask(app));
  await driver.open();
  return driver;
};
const address = (driver: ClipDriver, n: number) => `${baseUrl}/v1/clips/${driver.clipId}/segments/${n}`;
const headersFor = (driver: ClipDriver, bytes: Buffer) => ({
  authorization: `Bearer ${driver.task.stationKey}`,
  'content-type': 'application/octet-stream',
  'content-digest': contentDigest(bytes),
});
const put = async (driver: ClipDriver, n: number, bytes: Buffer) => {
  const answer = await fetch(address(driver, n), {
    method: 'PUT',
    headers: headersFor(driver, bytes),
    body: new Uint8Array(bytes),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

/** Sends the head and a part of the bytes; `then` decides how it goes on. */
function begin(driver: ClipDriver, bytes: Buffer, part: Buffer, headers: Record<string, string | number>) {
  const sent = request(address(driver, 0), {
    method: 'PUT',
    headers: { ...headersFor(driver, bytes), ...headers },
  });
  sent.on('error', () => undefined);
  sent.write(part);
  return sent;
}

describe('segments over real sockets', () => {
  it('takes the largest segment that is allowed, and refuses one byte more with an answer that can be read', async () => {
    const driver = await opened();
    expect(await put(driver, 0, randomBytes(MAX_BYTES))).toMatchObject({
      status: 200,
      body: { bytes: MAX_BYTES },
    });
    expect(await put(driver, 1, randomBytes(MAX_BYTES + 1))).toMatchObject({
      status: 413,
      body: { code: 'segment_too_large' },
    });
  });

  it('answers a duplicate and a conflict although it does not read their bytes', async () => {
    const driver = await opened();
    const bytes = randomBytes(MAX_BYTES);
    await put(driver, 0, bytes);
    expect(await put(driver, 0, bytes)).toMatchObject({ status: 200, body: { duplicate: true } });
    expect(await put(driver, 0, randomBytes(MAX_BYTES))).toMatchObject({
      status: 409,
      body: { code: 'segment_conflict' },
    });
  });

  it('keeps nothing of a segment whose connection breaks, and takes it at the next try', async () => {
    const driver = await opened();
    const bytes = randomBytes(1_000_000);
    const sent = begin(driver, bytes, bytes.subarray(0, 600_000), { 'content-length': bytes.length });
    await new Promise((resolve) => setTimeout(resolve, 200));
    sent.destroy();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await driver.segments()).json()).toMatchObject({ segments: [] });
    expect(await app.get(ObjectStore).listKeys('incoming', `${driver.clipId}/`)).toEqual([]);
    expect(await put(driver, 0, bytes)).toMatchObject({ status: 200, body: { duplicate: false } });
  });

  it('wants to know the length of a segment before it comes', async () => {
    const driver = await opened();
    const bytes = Buffer.from('a segment in chunks');
    const sent = begin(driver, bytes, bytes, { 'transfer-encoding': 'chunked' });
    const status = await new Promise<number | undefined>((resolve) => {
      sent.on('response', (answer) => resolve(answer.statusCode));
      sent.end();
    });
    expect(status).toBe(411);
  });

  it('answers 503 while storage is away, and stores the segment once it is back', async () => {
    const away = await createTestApp({ S3_ENDPOINT: 'http://127.0.0.1:9' });
    const task = await createHeldTask(away);
    const driver = new ClipDriver(away, task);
    await driver.open();
    const bytes = randomBytes(1000);
    const refused = await driver.put(0, bytes);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([
      503,
      'temporarily_unavailable',
    ]);
    await away.close();
    const back = new ClipDriver(app, task, driver.clipId);
    await eventually('the segment', async () =>
      (await back.put(0, bytes)).statusCode === 200 ? true : undefined,
    );
  });
});
