import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { firstRow, rows } from '../../../src/database/sql.js';
import { newId } from '../../../src/database/ids.js';
import { contentDigest, sha256 } from '../../factories/clips.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { Packer, timelineOf } from './packer.js';

const LABEL = '3012-0000-0010';
const SECOND = '3012-0000-0021';

let app: NestFastifyApplication;
let floor: TestFloor;
let packer: Packer;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  floor = await createFloor(app, { stations: 1 });
  packer = new Packer(floor.stations[0]);
});

const asBrand = (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) =>
  app.inject({ method, url: `/v1${url}`, headers: { authorization: `Bearer ${floor.brandKey}` }, payload });

const setLabel = (labelWithoutEvidence: 'off' | 'warn' | 'block') =>
  asBrand('PUT', '/evidence/settings', { labelWithoutEvidence });

/** A parcel whose pack stage is done, so that its label is next. */
async function packed(): Promise<{ shipmentId: string; packTaskId: string }> {
  const made = await insertShipment(floor, { stages: ['pack', 'ship'], issued: [LABEL, SECOND] });
  await rows(floor.dataSource, `update shipments set parcel_count = 2 where id = $1`, [made.shipmentId]);
  const packTaskId = made.tasks.pack;
  await packer.claim();
  expect(packer.task.id).toBe(packTaskId);
  await rows(
    floor.dataSource,
    `update tasks set state = case when stage = 'pack' then 'completed' else 'ready' end, ready_at = now(), lease_until = null
      where shipment_id = $1`,
    [made.shipmentId],
  );
  return { shipmentId: made.shipmentId, packTaskId };
}

const call = (method: 'POST' | 'PUT', path: string, payload: object | Buffer, headers = {}) =>
  app.inject({
    ...{ method, url: `/v1/clips${path}`, payload },
    headers: { authorization: `Bearer ${packer.station.key}`, ...headers },
  });

/** Opens the film of the pack stage, as a station does; `finish`: and sends all of it. */
async function film(taskId: string, token: number, finish: boolean): Promise<string> {
  const id = newId();
  const open = {
    id,
    taskId,
    token,
    kind: 'film',
    contentType: 'video/webm',
    startedAt: new Date().toISOString(),
  };
  expect((await call('POST', '', open)).statusCode).toBe(200);
  if (!finish) return id;
  const bytes = randomBytes(300);
  const headers = { 'content-type': 'application/octet-stream', 'content-digest': contentDigest(bytes) };
  expect((await call('PUT', `/${id}/segments/0`, bytes, headers)).statusCode).toBe(200);
  const whole = { segments: 1, totalBytes: bytes.length, sha256: sha256(bytes).toString('base64') };
  expect((await call('POST', `/${id}/complete`, whole)).statusCode).toBe(200);
  return id;
}

describe('a label on a box that nobody has recorded', () => {
  it('is bound with a warning, as long as the brand says nothing else', async () => {
    await packed();
    await packer.claim();
    expect((await asBrand('GET', '/evidence/settings')).json()).toEqual({ labelWithoutEvidence: 'warn' });
    const scanned = await packer.scan(LABEL);
    expect(scanned).toMatchObject({ result: 'waybill_bound', stop: false });
    expect(scanned.warning?.en).toMatch(/^Not recorded: .+\. Tell the supervisor\.$/);
    expect(scanned.warning?.ja).toContain('記録がない工程');
  });

  it('stops the packer where the brand wants that, until a manager waives it', async () => {
    expect((await setLabel('block')).json()).toEqual({ labelWithoutEvidence: 'block' });
    const { shipmentId } = await packed();
    await packer.claim();
    expect(await packer.scan(LABEL)).toMatchObject({ result: 'evidence_missing', stop: true, warning: null });
    expect(await timelineOf(floor, shipmentId)).not.toContain('waybill_bound');
    const waived = await asBrand('POST', `/shipments/${shipmentId}/evidence-waivers`, {
      ...{ stage: 'pack', reason: 'camera_broken' },
    });
    expect(waived.statusCode).toBe(200);
    expect(await packer.scan(LABEL)).toMatchObject({ result: 'waybill_bound', stop: false, warning: null });
  });

  it('says nothing where the brand wants that', async () => {
    await setLabel('off');
    await packed();
    await packer.claim();
    expect(await packer.scan(LABEL)).toMatchObject({ result: 'waybill_bound', warning: null });
  });

  it('says nothing once a film was begun, though it still uploads', async () => {
    await setLabel('block');
    const { packTaskId } = await packed();
    await film(packTaskId, packer.token, false);
    await packer.claim();
    expect(await packer.scan(LABEL)).toMatchObject({ result: 'waybill_bound', warning: null });
  });
});

it('a stage that is packed again keeps both takes', async () => {
  const { packTaskId, shipmentId } = await packed();
  const first = await film(packTaskId, packer.token, true);
  const again = `update tasks set state = 'claimed', attempt = attempt + 1, lease_until = now() + interval '2 minutes'
    where id = $1`;
  await rows(floor.dataSource, again, [packTaskId]);
  const second = await film(packTaskId, packer.token, true);
  const takes = `select c.id, c.take from evidence_links l join clips c on c.id = l.clip_id
    where l.shipment_id = $1 order by c.take`;
  expect(await rows(floor.dataSource, takes, [shipmentId])).toEqual([
    { id: first, take: 1 },
    { id: second, take: 2 },
  ]);
});

it('counts what was shipped without evidence, for whoever watches the metrics', async () => {
  const { shipmentId } = await packed();
  await packer.claim();
  for (const label of [LABEL, SECOND]) await packer.scan(label);
  await rows(floor.dataSource, `update shipments set state = 'ready' where id = $1`, [shipmentId]);
  const counted = async () => {
    const { body } = await app.inject({ url: '/metrics' });
    return Number(/^akashi_shipped_without_evidence_total (\d+)$/m.exec(body)?.[1]);
  };
  const before = await counted();
  for (const waybill of [LABEL, SECOND]) {
    const handover = { waybill, occurredAt: new Date().toISOString() };
    expect((await packer.station.call('POST', '/handovers', handover)).statusCode).toBe(200);
  }
  expect(await counted()).toBe(before + 1);
  const told = `select data from timeline_events where shipment_id = $1 and kind = 'shipped_without_evidence'`;
  expect(await firstRow(floor.dataSource, told, [shipmentId])).toEqual({
    data: { stages: ['pack', 'ship'] },
  });
  const alarm = 'select warehouse_id from evidence_alarms where shipment_id = $1 and settled_at is null';
  expect(await firstRow(floor.dataSource, alarm, [shipmentId])).toEqual({ warehouse_id: floor.warehouse.id });
});
