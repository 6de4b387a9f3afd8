import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { dayScenario } from '../../../src/simulation/day-scenario.js';
import { SimulationRunner } from '../../../src/simulation/http/simulation-runner.js';
import type { ScenarioInput } from '../../../src/simulation/simulation.contract.js';
import { simulate } from '../../../src/simulation/simulate.js';
import { Scenario } from '../../../src/simulation/simulation.contract.js';
import { ForgetSimulationsSweep } from '../../../workers/sweeps/forget-simulations.sweep.js';
import type { JobContext } from '../../../workers/job-handler.js';
import { RunSimulationJob } from '../../../workers/run-simulation.job.js';
import { createLogger } from '../../../src/logging/logger.js';
import { signIn } from '../../factories/accounts.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';

const DATE = '2026-11-10';
const NEVER = new AbortController().signal;

/** Small enough to be over in a moment. */
const small = (over: Partial<ScenarioInput> = {}) => dayScenario({ seeds: 1, deltas: [60, 120], ...over });

let app: NestFastifyApplication;
let floor: TestFloor;
let cookie: string;
let runner: SimulationRunner;

beforeAll(async () => {
  app = await createTestApp();
  runner = app.get(SimulationRunner);
});
afterAll(() => app.close());

beforeEach(async () => {
  floor = await createFloor(app, { stations: 3 });
  ({ cookie } = await signIn(app, [{ warehouseId: floor.warehouse.id, role: 'manager' }]));
});

async function call(method: 'GET' | 'POST', url: string, payload?: object, headers = {}) {
  const answer = await app.inject({
    method,
    url: `/v1/simulations${url}`,
    headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers },
    payload,
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: isJson ? answer.json() : null,
  };
}

async function started(body: object): Promise<string> {
  const answer = await call('POST', '', body);
  expect([answer.status, answer.body]).toEqual([202, { id: expect.any(String), state: 'queued' }]);
  return String(answer.body.id);
}

async function stateOf(id: string) {
  const { body } = await call('GET', `/${id}`);
  return body;
}

describe('a simulation', () => {
  it('waits for a worker, and then has the report that the scenario gives', async () => {
    const id = await started({ scenario: small() });
    expect(await stateOf(id)).toMatchObject({
      ...{ state: 'queued', source: { kind: 'scenario' }, progress: { done: 0, total: 6 } },
      ...{ report: null, chartUrl: null, finishedAt: null },
    });
    expect(await runner.run(id, NEVER)).toBe('done');
    const done = await stateOf(id);
    expect(done).toMatchObject({ state: 'done', progress: { done: 6, total: 6 }, problem: null });
    expect(done.report).toEqual(simulate(Scenario.parse(small())));
    expect(done.report.policies[0]).toMatchObject({
      ...{ policy: 'fifo', trucks: { missed: 0 } },
      ...{ vip: { p50: expect.any(Number), p99: expect.any(Number), max: expect.any(Number) } },
    });
    expect(done.report.headline.en).toMatch(
      /^(Weak|Medium|Strong): .* longest wait of other customers \+\d+ min/,
    );
  });

  it('has a chart in both languages once it is done', async () => {
    const id = await started({ scenario: small() });
    expect(await call('GET', `/${id}/chart.svg`)).toMatchObject({
      ...{ status: 409, body: { code: 'simulation_not_done' } },
    });
    await runner.run(id, NEVER);
    const { chartUrl } = await stateOf(id);
    expect(chartUrl).toBe(`/v1/simulations/${id}/chart.svg`);
    const english = await call('GET', `/${id}/chart.svg?lang=en`);
    expect(english.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(english.text).toMatch(/^<svg .*Who goes first/s);
    const japanese = await call('GET', `/${id}/chart.svg`, undefined, { 'accept-language': 'ja' });
    expect(japanese.text).toContain('順番の決め方と待ち時間');
    expect((await call('GET', `/${id}/chart.svg?lang=fr`)).status).toBe(422);
  });

  it('is listed, newest first, page by page', async () => {
    const ids = [];
    for (let n = 0; n < 3; n += 1) ids.unshift(await started({ scenario: small() }));
    await runner.run(ids[0] ?? '', NEVER);
    const first = (await call('GET', '?limit=2')).body;
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    expect(first.items[0]).toMatchObject({ state: 'done', headline: { ja: expect.stringContaining('VIP') } });
    expect(first.items[0].recommendedDeltaMinutes).toEqual(expect.any(Number));
    expect(first.items[1]).toMatchObject({ state: 'queued', headline: null, recommendedDeltaMinutes: null });
    const second = (await call('GET', `?limit=2&cursor=${first.next}`)).body;
    expect(second).toMatchObject({ items: [{ id: ids[2] }], next: null });
  });

  it('is started once for a repeated request', async () => {
    const key = { 'idempotency-key': newId() };
    const first = await call('POST', '', { scenario: small() }, key);
    const again = await call('POST', '', { scenario: small() }, key);
    expect(again.body).toEqual(first.body);
    expect((await call('GET', '')).body.items).toHaveLength(1);
  });

  it('is the manager’s to start, a packer’s to read, and nobody else’s', async () => {
    const id = await started({ scenario: small() });
    ({ cookie } = await signIn(app, [{ warehouseId: floor.warehouse.id, role: 'packer' }]));
    expect((await call('GET', `/${id}`)).status).toBe(200);
    expect((await call('POST', '', { scenario: small() })).status).toBe(403);
    const other = await createFloor(app);
    ({ cookie } = await signIn(app, [{ warehouseId: other.warehouse.id, role: 'manager' }]));
    expect(await call('GET', `/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'simulation_not_found' },
    });
    expect((await call('GET', '')).body.items).toEqual([]);
  });
});

describe('a simulation that can’t be', () => {
  it('is forgotten 30 days after it has ended, never while it waits', async () => {
    const [old, recent, waiting] = [
      await started({ scenario: small() }),
      await started({ scenario: small() }),
      await started({ scenario: small() }),
    ];
    await runner.run(old, NEVER);
    await runner.run(recent, NEVER);
    await setRow(old, `finished_at = now() - interval '31 days'`);
    await setRow(recent, `finished_at = now() - interval '29 days'`);
    await setRow(waiting, `created_at = now() - interval '90 days'`);
    const sweep = new ForgetSimulationsSweep(app.get(DataSource));
    expect(await sweep.run()).toBe(1);
    expect(await sweep.run()).toBe(0);
    expect((await call('GET', `/${old}`)).status).toBe(404);
    expect([(await stateOf(recent)).state, (await stateOf(waiting)).state]).toEqual(['done', 'queued']);
  });

  it('is refused with the field that is wrong', async () => {
    const { status, body } = await call('POST', '', {
      scenario: { ...small(), stations: 0, breaks: [{ fromMinute: 9, toMinute: 3 }] },
    });
    expect([status, body.code]).toEqual([422, 'invalid_request']);
    const paths = body.errors.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(['scenario.stations', 'scenario.breaks.0']);
    expect((await call('POST', '', {})).body.errors[0].message).toContain('either scenario, or fromOrders');
    const both = await call('POST', '', { scenario: small(), fromOrders: { date: DATE } });
    expect(both.status).toBe(422);
    const late = await call('POST', '', { fromOrders: { date: '2026-02-30', stage: 'P' } });
    expect(late.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      ...['fromOrders.date', 'fromOrders.stage'],
    ]);
  });

  it('is refused with what to change when it is too large', async () => {
    const orders = { kind: 'generated' as const, pieces: [], bursts: [{ atMinute: 0, count: 100_000 }] };
    const { status, body } = await call('POST', '', { scenario: dayScenario({ orders, seeds: 20 }) });
    expect([status, body.code]).toEqual([422, 'simulation_too_large']);
    expect(body.detail).toMatch(/set seeds to at most \d+, or ask for fewer policies and deltas/);
  });

  it('is refused for a day that nothing is known of, with what to do', async () => {
    const empty = await call('POST', '', { fromOrders: { date: DATE } });
    expect(empty).toMatchObject({ status: 422, body: { code: 'simulation_without_orders' } });
    await recordOrder('09:00');
    const nobody = await call('POST', '', { fromOrders: { date: DATE } });
    expect(nobody).toMatchObject({ status: 422, body: { code: 'simulation_without_stations' } });
    expect(nobody.body.detail).toContain('say with stations');
    await started({ fromOrders: { date: DATE, stations: 2, seeds: 1 } });
  });
});

describe('a simulation of a real day', () => {
  it('takes its orders, ranks, trucks, stations and measured times', async () => {
    await recordOrder('08:00', { takenAt: '09:00', station: 0 });
    await recordOrder('08:30', { takenAt: '09:00', station: 1, rank: 'vip', pickupAt: '17:30' });
    await recordOrder('10:00', { takenAt: '10:05', station: 1 });
    // Left from the day before, and taken on this one.
    await recordOrder('22:00', { on: '2026-11-09', takenAt: '09:10', station: 0 });
    // Worked on the day before; came in after the last claim; not to be worked on.
    await recordOrder('10:00', { on: '2026-11-09', takenOn: '2026-11-09', takenAt: '11:00', station: 2 });
    await recordOrder('20:00');
    await recordOrder('09:30', { cancelled: true });
    await rows(
      floor.dataSource,
      `insert into service_times (warehouse_id, stage, mean_sec, cv, samples) values ($1, 'pack', 180, 0.4, 100)`,
      [floor.warehouse.id],
    );
    const id = await started({ fromOrders: { date: DATE, seeds: 2, deltas: [60] } });
    const source = { kind: 'day', date: DATE, stage: 'pack', orders: 4 };
    expect((await stateOf(id)).source).toEqual(source);
    const [kept] = await rows<{ scenario: Scenario }>(
      floor.dataSource,
      'select scenario from simulations where id = $1',
      [id],
    );
    expect(kept?.scenario).toMatchObject({
      ...{ stations: 2, service: { meanMinutes: 3, cv: 0.4 }, opensAtMinute: 660, seeds: 2 },
      orders: { kind: 'list', vipRanks: ['vip'] },
      carriers: [{ carrier: 'yamato', pickups: [1170] }],
    });
    await runner.run(id, NEVER);
    const { report } = await stateOf(id);
    expect(report).toMatchObject({ stations: 2, seeds: 2, orders: 8, vipOrders: 2 });
  });
});

describe('a worker', () => {
  it('gives a simulation back when it is told to stop, and another one finishes it', async () => {
    const id = await started({ scenario: dayScenario() });
    const stop = new AbortController();
    const ended = expect(runner.run(id, stop.signal)).rejects.toThrow();
    setTimeout(() => stop.abort(), 0);
    await ended;
    expect(await stateOf(id)).toMatchObject({ state: 'queued', progress: { done: 0 } });
    expect(await runner.run(id, NEVER)).toBe('done');
    expect(await runner.run(id, NEVER)).toBe('gone');
  });

  it('shows how far it is, and lets others have their turn meanwhile', async () => {
    const id = await started({ scenario: dayScenario({ seeds: 40 }) });
    let ended = false;
    const running = runner.run(id, NEVER).then(() => (ended = true));
    const seen: number[] = [];
    let turns = 0;
    while (!ended) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
      if (turns % 20 === 0) seen.push((await stateOf(id)).progress.done);
    }
    await running;
    expect(turns).toBeGreaterThan(50);
    expect(seen.some((days) => days > 0)).toBe(true);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('takes over from one that was killed, but not for ever', async () => {
    const id = await started({ scenario: small() });
    await setRow(id, `state = 'running', attempts = 5`);
    expect(await runner.run(id, NEVER)).toBe('failed');
    expect(await stateOf(id)).toMatchObject({
      ...{ state: 'failed', report: null, problem: { en: expect.stringContaining('fewer orders') } },
    });
    const other = await started({ scenario: small() });
    await setRow(other, `state = 'running', attempts = 1, updated_at = now() - interval '2 minutes'`);
    expect(await runner.forgotten(60)).toEqual([other]);
    expect(await runner.run(other, NEVER)).toBe('done');
    expect(await runner.forgotten(0)).not.toContain(other);
  });

  it('writes down at its last attempt that it can’t be done', async () => {
    const id = await started({ scenario: small() });
    await setRow(id, `scenario = '{}'`);
    const job = new RunSimulationJob(runner);
    const logger = createLogger('silent', 'test');
    const attempt = (isLastAttempt: boolean): JobContext => ({
      signal: NEVER,
      attempt: 1,
      isLastAttempt,
      logger,
    });
    await expect(job.run({ simulationId: id }, attempt(false))).rejects.toThrow();
    expect((await stateOf(id)).state).toBe('running');
    await expect(job.run({ simulationId: id }, attempt(true))).rejects.toThrow();
    expect((await stateOf(id)).state).toBe('failed');
  });
});

function setRow(id: string, assignments: string) {
  return rows(floor.dataSource, `update simulations set ${assignments} where id = $1`, [id]);
}

interface Recorded {
  on?: string;
  takenOn?: string;
  takenAt?: string;
  station?: number;
  rank?: string;
  pickupAt?: string;
  cancelled?: boolean;
}

/** An order that came in at a time of the day in Tokyo, and when a station took it for packing. */
async function recordOrder(time: string, recorded: Recorded = {}): Promise<void> {
  const { on = DATE, takenOn = DATE, takenAt, station = 0, rank, pickupAt, cancelled = false } = recorded;
  const { dataSource } = floor;
  const shipment = await insertShipment(floor, { stages: ['pack'] });
  const instant = (date: string, clock: string) => `${date}T${clock}:00+09:00`;
  await rows(
    dataSource,
    `update shipments set arrived_at = $2, ship_by = $3, pickup_at = $4, state = $5 where id = $1`,
    [
      ...[shipment.shipmentId, instant(on, time), instant(DATE, '23:00')],
      ...[pickupAt ? instant(DATE, pickupAt) : null, cancelled ? 'cancelled' : 'planned'],
    ],
  );
  if (rank)
    await rows(
      dataSource,
      'update orders set rank_id = (select id from ranks where brand_id = $2 and code = $3) where id = $1',
      [shipment.orderId, floor.brand.id, rank],
    );
  if (!takenAt) return;
  const bench = floor.stations[station];
  await rows(
    dataSource,
    `insert into leases (task_id, token, brand_id, station_id, packer_id, from_at, ended_at, end_reason)
     values ($1, 1, $2, $3, $4, $5::timestamptz, $5::timestamptz + interval '3 minutes', 'completed')`,
    [shipment.tasks.pack, floor.brand.id, bench?.stationId, bench?.packerId, instant(takenOn, takenAt)],
  );
}
