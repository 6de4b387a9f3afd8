import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ClipDriver, type HeldTask } from '../../factories/clips.js';
import { insertShipment, type ShipmentInput, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor, type TestStation } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { Packer } from '../inspections/packer.js';

const TEA = { sku: 'TEA-SEN-050', gtin: '2026010101016', quantity: 3 };
const OURS = '3012-0000-0010';
const MISREAD = '301200000018';
const FIRST_FRAME_MS = 0;

let app: NestFastifyApplication;
let floor: TestFloor;
let packer: Packer;

beforeAll(async () => {
  app = await createTestApp();
  await app.get(ObjectStore).ensureBuckets('http://127.0.0.1:3000');
});
afterAll(() => app.close());

beforeEach(async () => {
  floor = await createFloor(app, { stations: 2 });
  packer = new Packer(floor.stations[0]);
});

const shipmentOf = (input: ShipmentInput = {}) =>
  insertShipment(floor, { lines: [TEA], stages: ['pack'], issued: [OURS], ...input });
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

function heldBy(who: Packer, station: TestStation, shipment: TestShipment): HeldTask {
  const { stationId, packerId, key } = station;
  const { orderId, shipmentId } = shipment;
  const held = { stationId, packerId, stationKey: key, orderId, shipmentId };
  return {
    brand: floor.brand,
    brandKey: floor.brandKey,
    warehouse: floor.warehouse,
    ...held,
    taskId: who.task.id,
    token: who.token,
  };
}

/** Records a film of the task in hand and says where its customer's cut ends. */
async function labelAtMs(shipment: TestShipment, startedAt: string, who = packer): Promise<number | null> {
  const driver = new ClipDriver(app, heldBy(who, floor.stations[0], shipment));
  await driver.record(Buffer.from('film'), { open: { startedAt } });
  const [clip] = await rows<{ label_at_ms: number | null }>(
    floor.dataSource,
    'select label_at_ms from clips where id = $1',
    [driver.clipId],
  );
  return clip?.label_at_ms ?? null;
}

describe('the label in a film of a task', () => {
  it('is on the bench from the first frame when the task was begun by scanning it, however clocks differ', async () => {
    const shipment = await shipmentOf();
    await packer.claim({ scan: OURS });
    expect(await labelAtMs(shipment, ago(-60_000))).toBe(FIRST_FRAME_MS);
    expect(await labelAtMs(shipment, ago(60_000))).toBe(FIRST_FRAME_MS);
  });

  it('is noted once, however often the same claim is sent', async () => {
    const shipment = await shipmentOf();
    const key = newId();
    const claim = () => packer.station.call('POST', '/claims', { key, scan: OURS });
    await Promise.all([claim(), claim(), claim()]);
    const scans = 'select kind, code, result from scans where task_id = $1';
    expect(await rows(floor.dataSource, scans, [shipment.tasks.pack])).toEqual([
      { kind: 'waybill', code: OURS, result: 'claimed' },
    ]);
  });

  it('is not there when the task was begun by the order number', async () => {
    const shipment = await shipmentOf({ externalId: '250-1234567-1234567' });
    await packer.claim({ scan: shipment.externalId });
    await packer.scan(TEA.gtin);
    expect(await labelAtMs(shipment, ago(1000))).toBeNull();
  });

  it.each([
    ['one digit off', MISREAD],
    ['one digit off, in NW-7', 'A301200000018B'],
    ['a digit lost', '30120000001'],
    ['of no carrier of ours', 'EE123456780JP'],
    ['as an SSCC', '(00)340123450000000018'],
  ])('is near when a number was read %s', async (_, code) => {
    const shipment = await shipmentOf();
    await packer.claim({ scan: shipment.externalId });
    await packer.scan(code);
    const end = await labelAtMs(shipment, ago(60_000));
    expect(end).toBeGreaterThan(55_000);
    expect(end).toBeLessThanOrEqual(60_000);
  });

  it('is near when a number of free form was scanned before all items, where the carrier has such', async () => {
    const shipment = await shipmentOf({ carrier: 'other', issued: [] });
    await packer.claim({ scan: shipment.externalId });
    await packer.scan('COURIER-778812');
    expect(await labelAtMs(shipment, ago(60_000))).toBeLessThanOrEqual(60_000);
  });

  it('lies there from the first frame when it was scanned at an earlier stage', async () => {
    const shipment = await shipmentOf({ stages: ['pick', 'pack'] });
    await packer.claim({ scan: shipment.externalId });
    expect(await packer.scan(OURS)).toMatchObject({ result: 'understood' });
    for (let n = 0; n < 3; n += 1) await packer.scan(TEA.gtin);
    await packer.answerAll();
    await packer.complete();
    await packer.claim({ scan: shipment.externalId });
    expect(packer.task.stage.code).toBe('pack');
    expect(await labelAtMs(shipment, ago(60_000))).toBe(FIRST_FRAME_MS);
  });

  it('of a later stage leaves the earlier film as it is', async () => {
    const shipment = await shipmentOf({ stages: ['pack', 'ship'] });
    await packer.claim({ scan: shipment.externalId });
    for (let n = 0; n < 3; n += 1) await packer.scan(TEA.gtin);
    await packer.answerAll();
    const startedAt = ago(60_000);
    const pack = { task: packer.task, token: packer.token };
    await packer.complete();
    await packer.claim({ scan: shipment.externalId });
    await packer.scan(OURS);
    const film = Object.assign(new Packer(floor.stations[0]), pack);
    expect(await labelAtMs(shipment, startedAt, film)).toBeGreaterThan(55_000);
  });

  it('is no product: one of the order or of the catalogue cuts nothing', async () => {
    await rows(
      floor.dataSource,
      `insert into items (id, brand_id, sku, gtin, name_ja, name_en) values ($1, $2, 'POT-1', '2026010104048', '急須', 'Pot')`,
      [newId(), floor.brand.id],
    );
    const shipment = await shipmentOf();
    await packer.claim({ scan: shipment.externalId });
    for (const code of [TEA.gtin, '2026010104048', 'POT-1', 'AKASHI-NG', packer.station.badge])
      await packer.scan(code);
    expect(await labelAtMs(shipment, ago(60_000))).toBeNull();
    await packer.scan('2026010106066');
    expect(await labelAtMs(shipment, ago(60_000))).not.toBeNull();
  });
});

describe('what is kept of a scan', () => {
  const kept = () =>
    rows<{ kind: string; code: string; result: string }>(
      floor.dataSource,
      'select kind, code, result from scans where task_id = $1 order by id',
      [packer.task.id],
    );

  it('is the code of what belongs here; anything else only as a mark that nobody can read back', async () => {
    const shipment = await shipmentOf();
    await packer.claim({ scan: shipment.externalId });
    const foreign = [packer.station.badge, 'https://example.com/hanako', 'EMP-00417', MISREAD];
    for (const code of [TEA.gtin, OURS, shipment.externalId, 'AKASHI-NG', ...foreign])
      await packer.scan(code);
    const scans = await kept();
    expect(scans.slice(0, 4).map(({ code }) => code)).toEqual([
      TEA.gtin,
      OURS,
      shipment.externalId,
      'AKASHI-NG',
    ]);
    for (const { kind, code } of scans.slice(4)) {
      expect(kind).toBe('unknown');
      expect(code).toMatch(/^withheld:[0-9a-f]{8}$/);
    }
    expect(new Set(scans.map(({ code }) => code)).size).toBe(scans.length);
  });

  it('is never a badge, also where its number would do as a label', async () => {
    const shipment = await shipmentOf({ stages: ['ship'], carrier: 'other', issued: [] });
    await packer.claim({ scan: shipment.externalId });
    expect(await packer.scan(packer.station.badge)).toMatchObject({ result: 'not_understood' });
    expect(await kept()).toMatchObject([{ kind: 'unknown', code: expect.stringMatching(/^withheld:/) }]);
    expect(packer.task.waybills).toEqual([]);
  });

  it('still tells the same scan from another one under its id', async () => {
    const shipment = await shipmentOf();
    await packer.claim({ scan: shipment.externalId });
    const id = newId();
    const first = await packer.scan('EMP-00417', id);
    expect(await packer.scan('EMP-00417', id)).toEqual(first);
    const other = await packer.trySending('scans', { id, code: 'EMP-00418' });
    expect(other.json()).toMatchObject({ code: 'id_reused' });
  });
});
