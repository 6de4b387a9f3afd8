import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { Packer, timelineOf } from './packer.js';

const OURS = '3012-0000-0010';
const THEIRS = '3012-0000-0021';
const UNISSUED = '3012-0000-0135';

let app: NestFastifyApplication;
let floor: TestFloor;
let packer: Packer;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  floor = await createFloor(app, { stations: 2 });
  packer = new Packer(floor.stations[0]);
});

describe("a label at the station's scanner", () => {
  it('of another order, or not on the issued list, stops the packer', async () => {
    await insertShipment(floor, { stages: ['ship'], issued: [THEIRS], due: new Date(Date.now() + 9e6) });
    const shipment = await insertShipment(floor, { stages: ['ship'], issued: [OURS] });
    await packer.claim();
    expect(packer.task.id).toBe(shipment.tasks.ship);
    expect(await packer.scan(THEIRS)).toMatchObject({ result: 'swapped_label', stop: true });
    expect(await packer.scan(UNISSUED)).toMatchObject({ result: 'swapped_label', stop: true });
    expect(await packer.scan('3012-0000-0011')).toMatchObject({ result: 'bad_check_digit', stop: true });
    expect(packer.task.missing).toHaveLength(1);
    expect(await packer.scan('ａ301200000010ｂ')).toMatchObject({
      result: 'waybill_bound',
      message: { en: 'Label matched: 3012-0000-0010' },
    });
    expect(await packer.scan(OURS)).toMatchObject({ result: 'waybill_bound' });
    const kinds = await timelineOf(floor, shipment.shipmentId);
    expect(kinds.filter((kind) => kind === 'swapped_label_stopped')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'waybill_bound')).toHaveLength(1);
    await packer.complete();
  });

  it('is taken by its check digit where no list was given, and then belongs to that parcel alone', async () => {
    const first = await insertShipment(floor, { stages: ['ship'] });
    await insertShipment(floor, { stages: ['ship'] });
    await packer.claim({ scan: first.externalId });
    expect(await packer.scan('301200000135')).toMatchObject({ result: 'waybill_bound' });
    expect(packer.task.waybills).toMatchObject([{ number: UNISSUED, carrier: 'yamato', parcelNo: 1 }]);
    expect(await packer.scan(OURS)).toMatchObject({ result: 'swapped_label' });
    await packer.complete();
    await packer.claim();
    expect(await packer.scan(UNISSUED)).toMatchObject({ result: 'swapped_label', stop: true });
  });

  it('goes to one of two parcels that scan it at the same moment', async () => {
    const packers = floor.stations.map((station) => new Packer(station));
    for (const one of packers) {
      await insertShipment(floor, { stages: ['ship'] });
      await one.claim();
    }
    const results = await Promise.all(packers.map((one) => one.scan(OURS)));
    expect(results.map(({ result }) => result).sort()).toEqual(['swapped_label', 'waybill_bound']);
  });

  it('is wanted for every box, and every box has to reach the truck', async () => {
    const issued = [OURS, THEIRS];
    const shipment = await insertShipment(floor, {
      stages: ['ship'],
      issued,
      parcelCount: 2,
      flags: ['multi_box'],
    });
    await packer.claim();
    await packer.scan(OURS);
    expect(packer.check('SH1')?.answer).toBe('pass');
    expect(packer.check('SH4')?.answer).toBeNull();
    expect(packer.task.missing).toMatchObject([{ text: { en: 'Labels matched: 1 of 2' } }]);
    await packer.scan(THEIRS);
    expect(packer.check('SH4')?.answer).toBe('pass');
    await packer.complete();
    const handOver = async (waybill: string) =>
      (
        await packer.station.call('POST', '/handovers', { waybill, occurredAt: new Date().toISOString() })
      ).json<object>();
    expect(await handOver(THEIRS)).toMatchObject({
      shipmentState: 'ready',
      parcelsHandedOver: 1,
      parcels: 2,
    });
    expect(await handOver(OURS)).toMatchObject({ shipmentState: 'handed_over', parcelsHandedOver: 2 });
    expect(await timelineOf(floor, shipment.shipmentId)).toContain('handed_over');
  });

  it('is no product, and a product is no label', async () => {
    await insertShipment(floor, { lines: [{ sku: 'TEA-1', gtin: '2026010101016' }], stages: ['pick'] });
    await packer.claim();
    expect(await packer.scan(OURS)).toMatchObject({ result: 'understood', stop: false });
    await packer.tryHolding('release');
    await insertShipment(floor, { stages: ['ship'], due: new Date(0) });
    await packer.claim({ stages: ['ship'] });
    expect(await packer.scan('2026010101016')).toMatchObject({ result: 'not_on_order', stop: true });
    expect(await packer.scan('TEA-1')).toMatchObject({ result: 'understood', stop: false });
    expect(packer.task.waybills).toEqual([]);
  });
});
