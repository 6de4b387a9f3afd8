import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { readProblemFacts } from '../../../src/board/problems.facts.js';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import type { Coverage, Gaps } from '../../../src/evidence/completeness.contract.js';
import {
  raiseEvidenceAlarm,
  settleEvidenceAlarm,
  stageEvidenceOf,
  stagesSql,
} from '../../../src/evidence/completeness.store.js';
import { completenessOf, isProven } from '../../../src/evidence/evidence.completeness.js';
import { signIn } from '../../factories/accounts.js';
import { ClipDriver, createHeldTask, createStation, type HeldTask, lease } from '../../factories/clips.js';
import { createTestApp } from '../../harness/application.js';
import { toldOf } from './evidence-world.js';

let app: NestFastifyApplication;
let db: DataSource;

beforeAll(async () => {
  app = await createTestApp();
  db = app.get(DataSource);
});
afterAll(() => app.close());

const as = (task: HeldTask, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
  app.inject({ method, url: `/v1${url}`, headers: { authorization: `Bearer ${task.brandKey}` }, payload });

const waive = (task: HeldTask, body: object = {}) =>
  as(task, 'POST', `/shipments/${task.shipmentId}/evidence-waivers`, {
    ...{ stage: 'pack', reason: 'camera_broken' },
    ...body,
  });

/** One more task of the same brand and warehouse, at a bench of its own. */
const another = async (of: HeldTask) =>
  createHeldTask(app, { ...of, ...(await createStation(app, of.warehouse.id)) });

const record = (task: HeldTask) => new ClipDriver(app, task).record(randomBytes(500));

/** The last parcel has left, as the hand-over does it, at noon of a day in Tokyo. */
async function handOver(task: HeldTask, day = '2026-11-29'): Promise<void> {
  const sql = `update shipments set state = 'handed_over', handed_over_at = $2 where id = $1`;
  await rows(db, sql, [task.shipmentId, `${day}T12:00:00+09:00`]);
  await raiseEvidenceAlarm(db, task.shipmentId);
}

const openAlarms = (task: HeldTask) =>
  rows(db, 'select 1 from evidence_alarms where shipment_id = $1 and settled_at is null', [task.shipmentId]);

/** What the warehouse's board says of parcels that left without evidence. */
async function troubleOf(task: HeldTask) {
  const { shipments } = await readProblemFacts(db, task.warehouse.id, new Date());
  const found = shipments.filter(({ code }) => code === 'shipped_without_evidence');
  return found.map(({ count, ids }) => ({ count, ids }));
}

describe('evidence of a shipment that has left', () => {
  it('raises an alarm while it is missing, which a late clip ends', async () => {
    const task = await createHeldTask(app);
    await handOver(task);
    expect(await openAlarms(task)).toHaveLength(1);
    expect(await troubleOf(task)).toEqual([{ count: 1, ids: [task.shipmentId] }]);
    await record(task);
    expect(await openAlarms(task)).toEqual([]);
    expect(await troubleOf(task)).toEqual([]);
  });

  it('is counted alike by the rule and by the statement over many shipments', async () => {
    const task = await createHeldTask(app);
    const other = await createStation(app, task.warehouse.id);
    const stages = async () => {
      const facts = await stageEvidenceOf(db, task.shipmentId);
      const sql = `${stagesSql('$1')} order by t.position`;
      const found = await rows<{ stage: string; proven: boolean }>(db, sql, [task.shipmentId]);
      expect(found.map(({ stage, proven }) => [stage, proven])).toEqual(
        facts.map((stage) => [stage.stage, isProven(stage)]),
      );
      return completenessOf(facts).verdict;
    };
    expect(await stages()).toBe('missing');
    const overtaken = new ClipDriver(app, task);
    await overtaken.open();
    expect(await stages()).toBe('missing');
    await lease(app, task, other, 2);
    await new ClipDriver(app, task, overtaken.clipId).record(randomBytes(100));
    expect(await stages()).toBe('missing');
    const again = { ...task, ...other, token: 2 };
    await new ClipDriver(app, again).record(randomBytes(100));
    expect(await stages()).toBe('complete');
    const both = await stageEvidenceOf(db, task.shipmentId);
    expect(both[0]?.clips.map(({ overtaken: was }) => was).sort()).toEqual([false, true]);
  });
});

describe('a waiver', () => {
  it('is given by a manager with a reason, ends the alarm, and stays as it was said first', async () => {
    const task = await createHeldTask(app);
    await handOver(task);
    const first = await waive(task, { note: 'The camera over bench 3 fell down.' });
    expect([first.statusCode, first.json()]).toEqual([
      200,
      expect.objectContaining({ stage: 'pack', reason: 'camera_broken', already: false }),
    ]);
    expect(await openAlarms(task)).toEqual([]);
    expect((await waive(task, { reason: 'other' })).json()).toMatchObject({
      ...{ reason: 'camera_broken', already: true },
    });
    expect(await toldOf(app, task)).toEqual(['evidence_waived']);
    const custody = `select kind, detail->>'reason' as reason from custody_events where shipment_id = $1`;
    expect(await rows(db, custody, [task.shipmentId])).toEqual([{ kind: 'waived', reason: 'camera_broken' }]);
  });

  it('is refused for a stage that the shipment has not, for evidence that is there, and for no reason', async () => {
    const task = await createHeldTask(app);
    expect((await waive(task, { stage: 'paint' })).json()).toMatchObject({ code: 'evidence_stage_unknown' });
    expect((await waive(task, { reason: 'felt like it' })).statusCode).toBe(422);
    await record(task);
    expect((await waive(task)).json()).toMatchObject({ status: 409, code: 'evidence_present' });
  });

  it('is for managers of the brand or of the warehouse, and of no other', async () => {
    const task = await createHeldTask(app);
    const other = await createHeldTask(app);
    const url = `/v1/warehouse/shipments/${task.shipmentId}/evidence-waivers`;
    const by = async (memberships: Parameters<typeof signIn>[1], at = url) => {
      const { cookie } = await signIn(app, memberships);
      const headers = { cookie, 'sec-fetch-site': 'same-origin' };
      const payload = { stage: 'pack', reason: 'power_cut' };
      return (await app.inject({ method: 'POST', url: at, headers, payload })).statusCode;
    };
    const brandUrl = `/v1/shipments/${task.shipmentId}/evidence-waivers`;
    expect(await by([{ brandId: task.brand.id, role: 'agent' }], brandUrl)).toBe(403);
    expect(await by([{ warehouseId: task.warehouse.id, role: 'packer' }])).toBe(403);
    expect(await by([{ warehouseId: other.warehouse.id, role: 'manager' }])).toBe(404);
    expect((await as(other, 'POST', brandUrl.slice(3), { stage: 'pack', reason: 'other' })).statusCode).toBe(
      404,
    );
    expect(await by([{ warehouseId: task.warehouse.id, role: 'manager' }])).toBe(200);
  });
});

describe('coverage', () => {
  it('is a number a day, brand and warehouse; what is missing is named', async () => {
    const first = await createHeldTask(app);
    const tasks = [first];
    for (let n = 1; n < 4; n += 1) tasks.push(await another(first));
    const [proven, waived, missing, before] = tasks;
    if (!proven || !waived || !missing || !before) throw new Error('four tasks were made');
    await record(proven);
    await waive(waived);
    for (const task of [proven, waived, missing]) await handOver(task);
    await handOver(before, '2026-11-28');
    await record(before);

    const span = '?from=2026-11-28&to=2026-11-29';
    const report = (await as(first, 'GET', `/evidence/coverage${span}`)).json<Coverage>();
    expect(report.totals).toEqual({ shipped: 4, complete: 2, waived: 1, missing: 1, coverage: 0.75 });
    expect(report.days.map(({ day, shipped, coverage }) => [day, shipped, coverage])).toEqual([
      ['2026-11-29', 3, 0.6667],
      ['2026-11-28', 1, 1],
    ]);
    expect(report.days[0]?.warehouse.id).toBe(first.warehouse.id);
    const gaps = (await as(first, 'GET', `/evidence/gaps${span}`)).json<Gaps>();
    expect(gaps).toMatchObject({ total: 1, items: [{ shipmentId: missing.shipmentId, day: '2026-11-29' }] });
    expect(gaps.items[0]?.stages.map(({ stage }) => stage)).toEqual(['pack']);

    const { cookie } = await signIn(app, [{ warehouseId: first.warehouse.id, role: 'manager' }]);
    const ofWarehouse = await app.inject({
      url: `/v1/warehouse/evidence/coverage${span}`,
      headers: { cookie },
    });
    expect(ofWarehouse.json<Coverage>().totals).toEqual(report.totals);
  });

  it.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
    'ends today where the warehouse is, in %s',
    async (zone) => {
      const task = await createHeldTask(app);
      await rows(db, 'update warehouses set time_zone = $2 where id = $1', [task.warehouse.id, zone]);
      const leave = `update shipments set state = 'handed_over', handed_over_at = now() where id = $1`;
      await rows(db, leave, [task.shipmentId]);
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());
      const report = (await as(task, 'GET', '/evidence/coverage')).json<Coverage>();
      expect(report).toMatchObject({ to: today, totals: { shipped: 1 } });
      expect(Date.parse(report.to) - Date.parse(report.from)).toBe(13 * 86_400_000);
    },
  );

  it('is empty where nothing has left, another brand’s is not seen, and long spans are refused', async () => {
    const task = await createHeldTask(app);
    const ask = (from: string, to: string) => as(task, 'GET', `/evidence/coverage?from=${from}&to=${to}`);
    expect((await ask('2026-11-01', '2026-11-30')).json()).toMatchObject({
      ...{ days: [], totals: { shipped: 0, coverage: null } },
    });
    expect((await ask('2026-11-30', '2026-11-01')).statusCode).toBe(422);
    expect((await ask('2026-01-01', '2026-11-01')).statusCode).toBe(422);
    expect((await as(task, 'GET', '/evidence/coverage?from=2026-11-01')).statusCode).toBe(422);
  });
});

describe('late binding', () => {
  const link = (task: HeldTask, clipId: string, shipmentId: string) =>
    as(task, 'POST', `/clips/${clipId}/links`, { shipmentId, reason: 'late_binding' });

  it('joins a clip to a shipment of the brand once, and ends the alarm over it', async () => {
    const task = await createHeldTask(app);
    const parcel = await another(task);
    await handOver(parcel);
    const clipId = await record(task);
    expect((await link(task, clipId, parcel.shipmentId)).json()).toMatchObject({ already: false });
    expect((await link(task, clipId, parcel.shipmentId)).json()).toMatchObject({ already: true });
    expect(await openAlarms(parcel)).toEqual([]);
    expect(await toldOf(app, parcel)).toEqual(['evidence_linked']);
    const custody = `select clip_id from custody_events where shipment_id = $1 and kind = 'linked'`;
    expect(await rows(db, custody, [parcel.shipmentId])).toEqual([{ clip_id: clipId }]);
    const links = 'select shipment_id, reason from evidence_links where clip_id = $1 order by reason';
    expect(await rows(db, links, [clipId])).toEqual([
      { shipment_id: parcel.shipmentId, reason: 'late_binding' },
      { shipment_id: task.shipmentId, reason: 'recorded' },
    ]);
  });

  it('also works from a station of the warehouse, for nothing of another one', async () => {
    const task = await createHeldTask(app);
    const parcel = await another(task);
    const other = await createHeldTask(app);
    const clipId = await record(task);
    const from = async (key: string, shipmentId: string) => {
      const headers = { authorization: `Bearer ${key}` };
      const url = `/v1/station/clips/${clipId}/links`;
      return (await app.inject({ method: 'POST', url, headers, payload: { shipmentId } })).statusCode;
    };
    expect(await from(other.stationKey, other.shipmentId)).toBe(404);
    expect(await from(task.stationKey, other.shipmentId)).toBe(404);
    expect(await from(task.stationKey, parcel.shipmentId)).toBe(200);
  });

  it('is refused across brands, and for a recording that has not arrived', async () => {
    const task = await createHeldTask(app);
    const other = await createHeldTask(app);
    const clipId = await record(task);
    expect((await link(other, clipId, other.shipmentId)).json()).toMatchObject({ code: 'clip_not_found' });
    expect((await link(task, clipId, other.shipmentId)).json()).toMatchObject({ code: 'shipment_not_found' });
    const open = new ClipDriver(app, task, newId());
    await open.open();
    expect((await link(task, open.clipId, task.shipmentId)).json()).toMatchObject({
      ...{ status: 409, code: 'clip_not_completed' },
    });
  });
});

it('an alarm stays while a part is still missing', async () => {
  const task = await createHeldTask(app);
  await handOver(task);
  await settleEvidenceAlarm(db, task.shipmentId);
  expect(await openAlarms(task)).toHaveLength(1);
});
