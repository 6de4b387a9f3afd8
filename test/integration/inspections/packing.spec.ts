import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { StandardsService } from '../../../src/inspections/standards.service.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { Packer, timelineOf } from './packer.js';

const TEA = { sku: 'TEA-SEN-050', gtin: '2026010101016', flags: ['lot'] };
const POT = { sku: 'CER-KYU-360', gtin: '2026010104048', flags: ['fragile', 'teapot'] };
const YAMATO = '3012-0000-0010';

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

describe('a plain tea order', () => {
  it('goes through pick, pack and ship with two presses, and says what is missing on the way', async () => {
    const shipment = await insertShipment(floor, { lines: [TEA], flags: ['lot'], issued: [YAMATO] });
    await packer.claim();
    expect(packer.task).toMatchObject({
      id: shipment.tasks.pick,
      recipientName: '三枝 和臣',
      stage: { code: 'pick', evidence: 'scan_log', position: 1, of: 3 },
      missing: [{ code: 'line_not_counted' }, { code: 'PK5' }],
    });
    expect(JSON.stringify(packer.task)).not.toMatch(/"(price|total|payment|postal|phone|email)/i);

    const early = await packer.trySending('complete', {});
    expect(early.json()).toMatchObject({ status: 409, code: 'not_complete' });
    expect(early.json<{ detail: string }>().detail).toMatch(/line_not_counted.*PK5 \(Outer pack/);

    expect(await packer.scan('2026010101016')).toMatchObject({ result: 'counted', stop: false });
    expect(['PK1', 'PK2', 'PK3'].map((code) => packer.check(code)?.answer)).toEqual(['pass', 'pass', 'pass']);
    await packer.answer('PK5', 'pass');
    const picked = await packer.complete();
    expect(picked).toMatchObject({ shipmentState: 'in_work', nextTaskId: shipment.tasks.pack });

    await packer.claim({ scan: shipment.externalId });
    expect(packer.task.checks.map(({ code }) => code)).toEqual(['IN1', 'IN6', 'PA7', 'PA8']);
    await packer.scan('TEA-SEN-050');
    await packer.answer('PA7', 'pass', { by: 'photo' });
    await packer.complete();

    await packer.claim();
    expect(packer.task.missing.map(({ code }) => code)).toEqual(['waybill_missing']);
    expect(await packer.scan('A301200000010A')).toMatchObject({ result: 'waybill_bound', stop: false });
    expect(await packer.complete()).toMatchObject({ shipmentState: 'ready', nextTaskId: null });

    const handover = { waybill: YAMATO, occurredAt: new Date().toISOString() };
    const gone = await packer.station.call('POST', '/handovers', handover);
    expect(gone.json()).toMatchObject({ shipmentState: 'handed_over', parcelsHandedOver: 1, already: false });
    const again = await packer.station.call('POST', '/handovers', handover);
    expect(again.json()).toMatchObject({ shipmentState: 'handed_over', already: true });
    expect(await timelineOf(floor, shipment.shipmentId)).toEqual([
      ...['task_claimed', 'stage_started', 'stage_completed'],
      ...['task_claimed', 'stage_started', 'stage_completed'],
      ...['task_claimed', 'stage_started', 'waybill_bound', 'stage_completed'],
      ...['handed_over', 'shipped_without_evidence'],
    ]);
    const [handedOver] = await rows(
      floor.dataSource,
      `select a.value from answers a join check_items c on c.id = a.check_item_id
       where a.task_id = $1 and c.code = 'SH7'`,
      [shipment.tasks.ship],
    );
    expect(handedOver).toEqual({ value: 'pass' });
  });

  it('lets a parcel go that the carrier scanned before us, and then believes what the carrier said', async () => {
    const { shipmentId } = await insertShipment(floor, { lines: [TEA], issued: [YAMATO] });
    const sql = (text: string) => rows(floor.dataSource, text, [shipmentId]);
    await sql('update waybills set bound_at = now() where shipment_id = $1');
    await sql(`update shipments set state = 'handed_over', carrier_state = 'in_transit' where id = $1`);
    await sql(`insert into carrier_events (id, brand_id, shipment_id, carrier_state, occurred_at)
      select gen_random_uuid(), brand_id, id, 'delivered', now() from shipments where id = $1`);
    const handover = { waybill: YAMATO, occurredAt: new Date().toISOString() };
    const scan = async () => (await packer.station.call('POST', '/handovers', handover)).json();
    expect(await scan()).toMatchObject({ shipmentState: 'delivered', parcelsHandedOver: 1, already: false });
    expect(await scan()).toMatchObject({ shipmentState: 'delivered', already: true });
    expect(await timelineOf(floor, shipmentId)).toEqual(['handed_over', 'shipped_without_evidence']);
  });

  it('keeps a parcel back that is not finished, and one that nobody knows', async () => {
    await insertShipment(floor, { lines: [TEA], issued: [YAMATO] });
    const occurredAt = new Date().toISOString();
    const early = await packer.station.call('POST', '/handovers', { waybill: YAMATO, occurredAt });
    expect(early.json()).toMatchObject({ code: 'shipment_not_ready' });
    const unknown = await packer.station.call('POST', '/handovers', {
      waybill: '3012-0000-0135',
      occurredAt,
    });
    expect(unknown.json()).toMatchObject({ code: 'waybill_not_found' });
  });
});

describe('scanning items', () => {
  it('sums a product that is on two lines, and stops at one too many and at a foreign item', async () => {
    const lines = [
      { ...TEA, quantity: 1 },
      { ...POT, quantity: 1 },
      { ...TEA, quantity: 2 },
    ];
    await insertShipment(floor, { lines });
    await packer.claim();
    for (const message of ['1 of 3', '2 of 3', '3 of 3']) {
      const scanned = await packer.scan(TEA.gtin);
      expect(scanned).toMatchObject({ result: 'counted', message: { en: `TEA-SEN-050: ${message}` } });
    }
    expect(packer.task.lines.map(({ counted }) => counted)).toEqual([1, 0, 2]);
    expect(await packer.scan(TEA.gtin)).toMatchObject({ result: 'surplus', stop: true });
    expect(await packer.scan('2026010102020')).toMatchObject({ result: 'not_on_order', stop: true });
    expect(await packer.scan('WOD-CHA-200')).toMatchObject({ result: 'not_on_order', stop: true });
    expect(await packer.scan('2026010102021')).toMatchObject({ result: 'bad_check_digit', stop: true });
    expect(packer.task.lines.map(({ counted }) => counted)).toEqual([1, 0, 2]);
  });

  it('understands full width, leading zeros, order numbers and command barcodes', async () => {
    const shipment = await insertShipment(floor, { lines: [{ ...POT, quantity: 2 }] });
    await packer.claim();
    expect(packer.task.lines[0]?.codes).toEqual(['2026010104048', 'CER-KYU-360', '02026010104048']);
    expect(await packer.scan('２０２６０１０１０４０４８')).toMatchObject({ result: 'counted' });
    expect(await packer.scan('02026010104048')).toMatchObject({ result: 'counted' });
    expect(await packer.scan(shipment.externalId.toLowerCase())).toMatchObject({ result: 'understood' });
    expect(await packer.scan('AKASHI-OK')).toMatchObject({ result: 'understood' });
    expect(await packer.scan('https://example.com/')).toMatchObject({ result: 'not_on_order' });
  });

  it('counts a scan once that is sent again, also at the same moment', async () => {
    await insertShipment(floor, { lines: [{ ...TEA, quantity: 5 }] });
    await packer.claim();
    const id = newId();
    const results = await Promise.all([1, 2, 3, 4].map(() => packer.scan(TEA.gtin, id)));
    expect(results.map(({ result }) => result)).toEqual(['counted', 'counted', 'counted', 'counted']);
    expect((await packer.scan(TEA.gtin)).task.lines[0]?.counted).toBe(2);
  });

  it('counts twenty scans at once as twenty', async () => {
    await insertShipment(floor, { lines: [{ ...TEA, quantity: 20 }] });
    await packer.claim();
    const results = await Promise.all(Array.from({ length: 21 }, () => packer.scan(TEA.gtin)));
    const kinds = results.map(({ result }) => result).sort();
    expect(kinds).toEqual([...Array.from({ length: 20 }, () => 'counted'), 'surplus']);
  });
});

describe('answers', () => {
  it('want a reason and an item for a fail, take no press for what scans answer, and know their checks', async () => {
    const shipment = await insertShipment(floor, { lines: [TEA, POT] });
    await packer.claim();
    const pk5 = packer.check('PK5')!.id;
    const send = async (body: object) =>
      (await packer.trySending('answers', { id: newId(), checkId: pk5, by: 'press', ...body })).json<{
        code: string;
      }>().code;
    expect(await send({ value: 'fail' })).toBe('reason_required');
    expect(await send({ value: 'fail', reason: 'torn' })).toBe('line_required');
    expect(await send({ value: 'fail', reason: 'torn', shipmentLineId: newId() })).toBe('line_not_found');
    expect(await send({ value: 'not_applicable' })).toBe('reason_required');
    expect(await send({ value: 'pass', checkId: packer.check('PK1')!.id })).toBe('answered_by_scan');
    expect(await send({ value: 'pass', checkId: shipment.lineIds[0] })).toBe('check_not_found');
    await packer.answer('PK5', 'not_applicable', { reason: 'sold without an outer pack' });
    expect(packer.check('PK5')).toMatchObject({
      answer: 'not_applicable',
      reason: 'sold without an outer pack',
    });
  });

  it('include instructions that no check covers, and only those', async () => {
    const instructions = [
      { kind: 'no_prices', ja: '金額を入れない', en: 'No prices' },
      { kind: 'wish', ja: '赤い紙で', en: 'In red paper' },
    ];
    await insertShipment(floor, { lines: [TEA], flags: ['gift'], stages: ['pack'], instructions });
    await packer.claim();
    expect(packer.task.instructions).toHaveLength(2);
    expect(packer.task.checks.map(({ code }) => code)).toEqual(['IN1', 'PA4', 'PA7', 'PA8', 'instruction']);
    await packer.scan(TEA.gtin);
    await packer.answer('PA4', 'pass');
    await packer.answer('PA7', 'pass');
    expect(packer.task.missing).toEqual([
      { code: 'instruction', text: { ja: '赤い紙で', en: 'In red paper' } },
    ]);
    await packer.answer('instruction', 'pass');
    await packer.complete();
  });

  it('keep the version of the standard that the task began with', async () => {
    const standards = app.get(StandardsService);
    const before = await insertShipment(floor, { lines: [TEA], stages: ['pick'] });
    await packer.claim({ scan: before.externalId });
    const check = (code: string) => ({
      code,
      answeredBy: 'press' as const,
      appliesTo: [],
      text: { ja: '新しい項目', en: 'New check' },
      customerText: null,
    });
    const body = { section: 'pick' as const, title: { ja: 'ピッキング', en: 'Pick' } };
    const second = await standards.publish(floor.brand.id, { ...body, checks: [check('PK9')] });
    expect(second.version).toBe(2);
    await packer.scan(TEA.gtin);
    expect(packer.check('PK9')).toBeUndefined();
    await packer.answerAll();
    await packer.complete();
    await insertShipment(floor, { lines: [TEA], stages: ['pick'] });
    await packer.claim();
    expect(packer.task.checks.map(({ code }) => code)).toEqual(['PK9']);
    const versions = await rows(
      floor.dataSource,
      'select distinct standard_version from answers where task_id = $1',
      [before.tasks.pick],
    );
    expect(versions).toEqual([{ standard_version: 1 }]);
    await expect(
      standards.publish(floor.brand.id, { ...body, checks: [check('PK1'), check('PK1')] }),
    ).rejects.toMatchObject({ code: 'check_code_repeated', extra: { codes: ['PK1'] } });
    const published = await Promise.all(
      [1, 2, 3, 4].map(() => standards.publish(floor.brand.id, { ...body, checks: [check('PK1')] })),
    );
    expect(published.map(({ version }) => version).sort()).toEqual([3, 4, 5, 6]);
  });
});

describe('an item that fails', () => {
  it('is swapped: the replacement is scanned, the stage starts again, and the timeline tells it', async () => {
    const shipment = await insertShipment(floor, { lines: [POT, TEA], flags: ['fragile'], stages: ['pack'] });
    await packer.claim();
    await packer.scan(POT.gtin);
    await packer.scan(TEA.gtin);
    await packer.answer('IN2', 'fail', { reason: 'chip', shipmentLineId: shipment.lineIds[0] });
    expect(packer.task.exceptions).toMatchObject([{ kind: 'swap', state: 'open', defect: 'chip' }]);
    expect(packer.task.missing[0]).toMatchObject({ code: 'exception_open' });
    expect(await packer.scan(TEA.gtin)).toMatchObject({
      result: 'understood',
      message: { en: /replacement/ },
    });
    const replaced = await packer.scan(POT.gtin);
    expect(replaced).toMatchObject({ result: 'exception_resolved', task: { attempt: 2 } });
    expect(packer.task.lines.map(({ counted }) => counted)).toEqual([1, 0]);
    expect(packer.check('IN2')?.answer).toBeNull();
    await packer.scan(TEA.gtin);
    await packer.answerAll();
    await packer.complete();
    expect(await timelineOf(floor, shipment.shipmentId)).toEqual([
      ...['task_claimed', 'stage_started', 'check_failed', 'swap_opened', 'swap_resolved', 'stage_completed'],
    ]);
  });

  it('is swapped by button as well, once', async () => {
    const shipment = await insertShipment(floor, { lines: [POT], flags: ['fragile'], stages: ['pack'] });
    await packer.claim();
    await packer.scan(POT.gtin);
    const [shipmentLineId] = shipment.lineIds;
    await packer.open({ kind: 'swap', shipmentLineId, defect: 'glaze', checkId: packer.check('IN2')!.id });
    await packer.open({ kind: 'swap', shipmentLineId, defect: 'glaze' });
    expect(packer.check('IN2')?.answer).toBe('fail');
    const [swap, ...others] = packer.task.exceptions;
    expect(others).toEqual([]);
    await packer.resolve(swap!.id);
    await packer.resolve(swap!.id);
    expect(packer.task).toMatchObject({ attempt: 2, lines: [{ counted: 0 }] });
  });

  it('is left out when the shelf is empty: less has to be there, also at the next stage', async () => {
    const shipment = await insertShipment(floor, {
      lines: [{ ...TEA, quantity: 3 }],
      stages: ['pick', 'pack'],
    });
    await packer.claim();
    await packer.scan(TEA.gtin);
    const [shipmentLineId] = shipment.lineIds;
    const short = { kind: 'short_pick', shipmentLineId, defect: 'shelf empty' };
    const tooMany = await packer.trySending('exceptions', { id: newId(), ...short, quantity: 4 });
    expect(tooMany.json()).toMatchObject({ code: 'quantity_too_large', needed: 3 });
    await packer.open({ ...short, quantity: 2 });
    expect(packer.task.lines[0]).toMatchObject({ quantity: 3, short: 2, counted: 1 });
    expect(packer.check('PK2')?.answer).toBe('pass');
    expect(packer.task.missing.map(({ code }) => code)).toEqual(['exception_open', 'PK5']);
    await packer.resolve(packer.task.exceptions[0]!.id);
    await packer.answer('PK5', 'pass');
    await packer.complete();
    await packer.claim();
    expect(packer.task).toMatchObject({ stage: { code: 'pack' }, lines: [{ short: 2 }] });
    await packer.scan(TEA.gtin);
    expect(packer.check('IN1')?.answer).toBe('pass');
  });
});
