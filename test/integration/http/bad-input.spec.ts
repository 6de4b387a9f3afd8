import { connect } from 'node:net';
import { once } from 'node:events';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '../../../src/database/ids.js';
import { brandBody } from '../../factories/accounts.js';
import { ClipDriver, createHeldTask } from '../../factories/clips.js';
import { hoursFromNow, orderBody, type OrderInput } from '../../factories/orders.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp, testConfig } from '../../harness/application.js';
import { Packer } from '../inspections/packer.js';

/** Input that no well-behaved client sends: every route says what is wrong with it, and none breaks. */
let app: NestFastifyApplication;
let floor: TestFloor;
let clip: ClipDriver;
let packer: Packer;
let operatorKey: string;

const TEA = { sku: 'TEA-SEN-050', gtin: '2026010101016', flags: ['lot'] };
const HALF = '\ud800';

beforeAll(async () => {
  app = await createTestApp();
  await app.listen(0, '127.0.0.1');
  operatorKey = (await testConfig()).secrets.operatorKey;
  floor = await createFloor(app, { stations: 3 });
  clip = new ClipDriver(app, await createHeldTask(app));
  await clip.open();
  await insertShipment(floor, { lines: [TEA], flags: ['lot'] });
  packer = new Packer(floor.stations[0]);
  await packer.claim();
});
afterAll(() => app.close());

const post = (url: string, payload: object, key?: string) =>
  app.inject({ method: 'POST', url, payload, headers: key ? { authorization: `Bearer ${key}` } : {} });
const asBrand = (method: 'GET' | 'POST', url: string, payload?: object) =>
  app.inject({ method, url, payload, headers: { authorization: `Bearer ${floor.brandKey}` } });
const newBrand = (contact: object) =>
  post('/v1/brands', { ...brandBody(), contact: { ...brandBody().contact, ...contact } }, operatorKey);
const mark = (checkCode: string) => ({
  ...{ segments: 1, totalBytes: 1, sha256: `${'A'.repeat(43)}=` },
  marks: [{ kind: 'scan', atMs: 0, checkCode }],
});
const completeClip = (checkCode: string) =>
  post(`/v1/clips/${clip.clipId}/complete`, mark(checkCode), clip.task.stationKey);
const handOver = (waybill: string, occurredAt = new Date().toISOString()) =>
  packer.station.call('POST', '/handovers', { waybill, occurredAt });
const caseBody = (note: string) => ({ orderId: newId(), weight: 'inquiry', reason: 'other', note });
const named = (overrides: Partial<OrderInput>) =>
  orderBody({
    ...overrides,
    lines: [{ sku: 'A', name: { ja: '茶', en: 'Tea' }, quantity: 1, unitPrice: 1 }],
  });
const claim = (body: object) => packer.station.call('POST', '/claims', body);

describe('characters that cannot be stored', () => {
  it.each([
    ['an e-mail at sign-in', () => post('/v1/session', { email: 'a\u0000@x', password: 'x' })],
    ['a password at sign-in', () => post('/v1/session', { email: 'a@x', password: `x${HALF}` })],
    ['a search', () => asBrand('GET', '/v1/search?q=abc%00')],
    ['a cursor', () => asBrand('GET', '/v1/orders?cursor=%00')],
    ['a customer in an address', () => asBrand('GET', '/v1/customers/a%00b')],
    ['the key of a claim', () => claim({ key: 'abcdefgh\u0000' })],
    ['the scan of a claim', () => claim({ key: newId(), scan: 'S-1\u0000' })],
    ['a scan', () => packer.trySending('scans', { id: newId(), code: '\u0000' })],
    ['half a character in a scan', () => packer.trySending('scans', { id: newId(), code: HALF })],
    ['a waybill', () => handOver('3012\u0000')],
    ['a mark of a clip', () => completeClip('IN\u0000')],
    ['a phone number', () => newBrand({ phone: '03\u0000' })],
    ['a phone number of members', () => newBrand({ membersPhone: '03\u0007' })],
    ['opening hours in Japanese', () => newBrand({ hoursJa: `9${HALF}` })],
    ['opening hours in English', () => newBrand({ hoursEn: '9\u0000' })],
    ['a note', () => asBrand('POST', '/v1/cases', caseBody(`broken ${HALF}`))],
  ])('are refused in %s', async (_where, send) => {
    expect((await send()).json()).toMatchObject({ status: 422, code: 'invalid_request' });
  });

  it('do not include the separators of a GS1 code', async () => {
    expect(await packer.scan('0104901234567894\u001d10A')).toMatchObject({ result: expect.any(String) });
  });
});

describe('times that cannot be', () => {
  const absurd = ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '0001-01-01T00:00:00+23:59'];

  it.each(absurd)('keep their own order out of a batch, not the others: %s', async (shipBy) => {
    const answer = await asBrand('POST', '/v1/orders', { orders: [named({ shipBy }), named({})] });
    expect(answer.json()).toMatchObject({
      results: [{ outcome: 'refused', problem: { code: 'invalid_request' } }, { outcome: 'created' }],
    });
  });

  it('are refused as dates too', async () => {
    const answer = await asBrand('POST', '/v1/orders', orderBody({ delivery: { date: '0000-01-01' } }));
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ path: 'delivery.date' }] });
  });

  it.each([hoursFromNow(72), hoursFromNow(-24 * 500), '1970-01-01T00:00:00Z'])(
    'are not believed of a station or a carrier: %s',
    async (time) => {
      const answers = [
        await packer.trySending('scans', { id: newId(), code: '1', occurredAt: time }),
        await handOver('301200000010', time),
        await new ClipDriver(app, clip.task).open({ startedAt: time }),
      ];
      for (const answer of answers) {
        expect(answer.json()).toMatchObject({ status: 422, code: 'invalid_request' });
        expect(answer.body).toContain('check the clock');
      }
    },
  );

  it('are believed when a clock is wrong by hours', async () => {
    const scan = { id: newId(), code: 'nothing', occurredAt: hoursFromNow(20) };
    expect((await packer.trySending('scans', scan)).statusCode).toBe(200);
  });
});

describe('an id that was used before', () => {
  it('of a scan takes no other code', async () => {
    const id = newId();
    const { result } = await packer.scan('first', id);
    const other = await packer.trySending('scans', { id, code: 'second' });
    expect(other.json()).toMatchObject({ status: 409, code: 'id_reused' });
    expect(await packer.scan('first', id)).toMatchObject({ result });
  });

  it('of a clip takes no other type', async () => {
    const other = await clip.open({ contentType: 'video/mp4' });
    expect(other.json()).toMatchObject({ status: 409, code: 'clip_id_taken' });
  });

  it('of a claim takes no other order', async () => {
    const [first, second] = [
      await insertShipment(floor, { lines: [TEA] }),
      await insertShipment(floor, { lines: [TEA] }),
    ];
    const { call } = floor.stations[1];
    const key = newId();
    const claimed = await call('POST', '/claims', { key, scan: first.externalId });
    const again = await call('POST', '/claims', { key, scan: first.externalId });
    expect(again.json<{ held: object }>().held).toMatchObject({
      token: claimed.json<{ held: { token: number } }>().held.token,
    });
    const other = await call('POST', '/claims', { key, scan: second.externalId });
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });
});

describe('what is almost a request', () => {
  it.each(['0x1', '1e1', '1.0', '%201', '-1', '100000'])('is no segment number: %s', async (n) => {
    const answer = await app.inject({
      ...{ method: 'PUT', url: `/v1/clips/${clip.clipId}/segments/${n}`, payload: Buffer.from('x') },
      headers: {
        authorization: `Bearer ${clip.task.stationKey}`,
        'content-type': 'application/octet-stream',
      },
    });
    expect(answer.json()).toMatchObject({ status: 422, code: 'invalid_request' });
  });

  it.each([
    [`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`, 431, 'headers_too_large'],
    ['this is not HTTP\r\n\r\n', 400, 'malformed_request'],
  ])('is answered as a problem (%#)', async (bytes, status, code) => {
    const socket = connect(Number(new URL(await app.getUrl()).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (part: Buffer) => (answer += part.toString()));
    socket.write(bytes);
    await once(socket, 'close');
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status, code });
  });

  it('says what to do about an id that is unknown', async () => {
    const answer = await asBrand('GET', `/v1/shipments/${newId()}/record`);
    expect(answer.json()).toMatchObject({ status: 404, code: 'shipment_not_found' });
    expect(answer.body).toContain('check the id');
  });
});
