import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Board, BoardShipments } from '../../../src/board/board.contract.js';
import { readBoardFacts } from '../../../src/board/board.facts.js';
import { rows } from '../../../src/database/sql.js';
import { signIn, unique } from '../../factories/accounts.js';
import { insertShipment, type ShipmentInput, type TestShipment } from '../../factories/shipments.js';
import { createFloor, createStation, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** A warehouse with somebody who looks at its board. */
async function boardOf(floor: TestFloor) {
  const { cookie } = await signIn(app, [{ warehouseId: floor.warehouse.id, role: 'packer' }]);
  const get = async <T>(url: string): Promise<T> => {
    const answer = await app.inject({ method: 'GET', url: `/v1/board${url}`, headers: { cookie } });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json<T>();
  };
  const board = async () => {
    const found = await get<Board>('');
    // No worker fills the queue here, which the board says rightly.
    return { ...found, problems: found.problems.filter(({ code }) => code !== 'queue_rebuilding') };
  };
  return {
    board,
    shipments: (query: string) => get<BoardShipments>(`/shipments?${query}`),
  };
}

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const set = (floor: TestFloor, shipmentId: string, column: string, value: unknown) =>
  rows(floor.dataSource, `update shipments set ${column} = $2 where id = $1`, [shipmentId, value]);

async function forTruck(
  floor: TestFloor,
  pickupAt: Date | null,
  input: ShipmentInput = {},
): Promise<TestShipment> {
  const made = await insertShipment(floor, { stages: ['pack'], ...input });
  await set(floor, made.shipmentId, 'pickup_at', pickupAt);
  return made;
}

const claim = (floor: TestFloor) => floor.stations[0].call('POST', '/claims', { key: unique('key') });

describe('the board', () => {
  it('counts a truck’s parcels and says in one sentence who won’t make it', async () => {
    const floor = await createFloor(app, { stations: 2 });
    const truck = inMinutes(10.5);
    for (let n = 0; n < 8; n += 1) await forTruck(floor, truck);
    const held = await forTruck(floor, truck);
    const late = await forTruck(floor, truck);
    const packed = await forTruck(floor, truck);
    await forTruck(floor, truck, { releaseAt: inMinutes(60) });
    await set(floor, held.shipmentId, 'held_at', new Date());
    await rows(floor.dataSource, `update tasks set held = true, state = 'waiting' where shipment_id = $1`, [
      held.shipmentId,
    ]);
    await set(floor, late.shipmentId, 'ship_by', inMinutes(-5));
    await set(floor, packed.shipmentId, 'state', 'ready');
    await rows(floor.dataSource, `update tasks set state = 'completed' where shipment_id = $1`, [
      packed.shipmentId,
    ]);
    await claim(floor);
    await claim(floor);

    const board = await (await boardOf(floor)).board();
    expect(board.trucks).toHaveLength(1);
    // One station has begun; in 10 minutes it does 3 of 9 tasks of 3 minutes.
    expect(board.trucks[0]).toMatchObject({
      ...{ carrier: 'yamato', left: 9, toDo: 8, inWork: 1, late: 1, waiting: 1, held: 1, done: 1, atRisk: 6 },
      ...{ peopleMissing: 2, minutesToGo: 10, guarded: false },
    });
    expect(board.trucks[0]?.text.en).toMatch(
      /^Yamato \S+( \S+)?: 9 left, 0:10 to go, 6 won’t make it with 1 person \(2 more needed\)$/,
    );
    expect(board.trucks[0]?.text.ja).toMatch(/残り9件、あと10分、1人では6件が間に合いません\(あと2人必要\)$/);
    expect(board.stations).toEqual({ signedIn: 2, atWork: 1, inWork: 1 });
    expect(board.totals).toMatchObject({ left: 9, held: 1, waiting: 1, done: 1, atRisk: 6 });
    expect(board.stages.find(({ stage }) => stage === 'pack')).toMatchObject({
      ready: 8,
      inWork: 1,
      held: 1,
    });
    expect(board.ranks).toEqual([expect.objectContaining({ left: 9, done: 1 })]);
    expect(board.waits).toEqual([expect.objectContaining({ count: 1, p50: expect.any(Number) })]);
    expect(board.problems.map(({ code }) => code)).toEqual(
      ['ship_by_past', 'carrier_without_calendar'].slice(0, 1),
    );
  });

  it('says at which stage and of which rank they are who won’t make it: the last of the truck’s line', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const truck = inMinutes(16.5);
    const rank = async (made: TestShipment, code: string) =>
      rows(
        floor.dataSource,
        'update orders set rank_id = (select id from ranks where brand_id = $2 and code = $3) where id = $1',
        [made.orderId, floor.brand.id, code],
      );
    // In line: a VIP, five others, another VIP whose order came late, and one that the guard has put first.
    const inLine: TestShipment[] = [];
    for (const due of [1, 20, 21, 22, 23, 24, 30, 40])
      inLine.push(await forTruck(floor, truck, { due: inMinutes(due) }));
    const [first, , , , , , lateVip, guarded] = inLine;
    for (const vip of [first, lateVip]) if (vip) await rank(vip, 'vip');
    if (!guarded) throw new Error('not in line');
    await rank(guarded, 'invited');
    await rows(floor.dataSource, `update tasks set band = 0, deadline = now() where id = $1`, [
      guarded.tasks.pack,
    ]);
    // In 16 minutes one person packs 5 of 8.
    const board = await (await boardOf(floor)).board();
    const inWords = ({ atRisk, atRiskByStage, atRiskByRank }: Board['trucks'][number]) => [
      atRisk,
      atRiskByStage.map(({ stage, name, count }) => `${stage} ${name.en} ${count}`),
      atRiskByRank.map(({ rank: { en }, count }) => `${en} ${count}`),
    ];
    const names = await rows<{ code: string; name: string }>(
      floor.dataSource,
      'select code, name_en as name from ranks where brand_id = $1',
      [floor.brand.id],
    );
    const nameOf = (code: string) => names.find((known) => known.code === code)?.name;
    expect(board.trucks.map(inWords)).toEqual([
      [3, ['pack Inspect and pack 3'], [`${nameOf('vip')} 1`, `${nameOf('standard')} 2`]],
    ]);
    expect(board.stages.map(({ stage, atRisk }) => [stage, atRisk])).toEqual([
      ['pick', 0],
      ['pack', 3],
      ['ship', 0],
    ]);
    expect(board.ranks.reduce((sum, { atRisk }) => sum + atRisk, 0)).toBe(board.totals.atRisk);
  });

  it('says so of all that are left where nobody is at work', async () => {
    const floor = await createFloor(app, { stations: 1 });
    await rows(floor.dataSource, 'update station_sessions set signed_out_at = now() where station_id = $1', [
      floor.stations[0].stationId,
    ]);
    const at = inMinutes(60);
    for (let n = 0; n < 3; n += 1) await forTruck(floor, at);
    const [truck] = (await (await boardOf(floor)).board()).trucks;
    expect(truck).toMatchObject({
      atRisk: 3,
      atRiskByStage: [{ stage: 'pack', count: 3 }],
      atRiskByRank: [{ count: 3 }],
    });
  });

  it('lists the parcels of a truck, those in work first', async () => {
    const floor = await createFloor(app);
    const truck = inMinutes(300);
    const first = await forTruck(floor, truck, { due: inMinutes(1) });
    const second = await forTruck(floor, truck, { due: inMinutes(2) });
    await forTruck(floor, null);
    await claim(floor);
    const { shipments } = await boardOf(floor);
    const list = await shipments(`carrier=yamato&pickupAt=${encodeURIComponent(truck.toISOString())}`);
    expect(list.total).toBe(2);
    expect(list.items.map(({ taskId, status, station }) => [taskId, status, station])).toEqual([
      [first.tasks.pack, 'in_work', floor.stations[0].name],
      [second.tasks.pack, 'to_do', null],
    ]);
    expect((await shipments('carrier=yamato')).total).toBe(1);
    expect((await shipments('carrier=sagawa&show=all')).total).toBe(0);
  });

  it('counts as in work what a station holds or what is begun and not put back', async () => {
    const floor = await createFloor(app);
    const truck = inMinutes(300);
    const made = await forTruck(floor, truck, { stages: ['pick', 'pack'] });
    const { shipments } = await boardOf(floor);
    // Read anew each time: the board itself may be a second old.
    const counted = async () => {
      const [{ toDo, inWork } = { toDo: 0, inWork: 0 }] = (
        await readBoardFacts(floor.dataSource, floor.warehouse.id, inMinutes(-60))
      ).parcels;
      const list = await shipments(`carrier=yamato&pickupAt=${encodeURIComponent(truck.toISOString())}`);
      return { toDo, inWork, status: list.items[0]?.status };
    };
    const toDo = { toDo: 1, inWork: 0, status: 'to_do' };
    const inWork = { toDo: 0, inWork: 1, status: 'in_work' };
    await claim(floor);
    expect(await counted()).toEqual(inWork);
    const released = await floor.stations[0].call('POST', `/tasks/${made.tasks.pick}/release`, { token: 1 });
    expect(released.statusCode).toBeLessThan(300);
    expect(await counted()).toEqual(toDo);
    // The station vanishes: before its first scan nothing lies on it, afterwards the goods do.
    await claim(floor);
    const lapse = async (scanned: string) => {
      await rows(
        floor.dataSource,
        `update leases set ended_at = now(), end_reason = 'lapsed' where task_id = $1 and token = 2`,
        [made.tasks.pick],
      );
      await rows(
        floor.dataSource,
        `update tasks set state = 'ready', station_id = null, packer_id = null, lease_until = null, first_scan_at = ${scanned} where id = $1`,
        [made.tasks.pick],
      );
    };
    await lapse('null');
    expect(await counted()).toEqual(toDo);
    await lapse('now()');
    expect(await counted()).toEqual(inWork);
    // Between two stages nobody holds it, but it is off its shelf.
    await rows(floor.dataSource, `update tasks set state = 'completed', first_scan_at = null where id = $1`, [
      made.tasks.pick,
    ]);
    await rows(floor.dataSource, `update tasks set state = 'ready' where id = $1`, [made.tasks.pack]);
    expect(await counted()).toEqual(inWork);
  });

  it('names trouble with what to do: no calendar, no station for a pool, contact lost, clocks ahead', async () => {
    const floor = await createFloor(app);
    const chilled = await forTruck(floor, inMinutes(300));
    await rows(floor.dataSource, `update tasks set pool = 'zone=R,temp=chilled' where id = $1`, [
      chilled.tasks.pack,
    ]);
    await rows(floor.dataSource, `update stations set zones = '{A}' where warehouse_id = $1`, [
      floor.warehouse.id,
    ]);
    const { board } = await boardOf(floor);
    expect((await board()).problems).toEqual([
      expect.objectContaining({ code: 'pool_unserved', count: 1, ids: [chilled.tasks.pack] }),
    ]);
    const other = await createStation(app, floor.warehouse.id);
    await rows(floor.dataSource, `update station_sessions set signed_out_at = now() where station_id = $1`, [
      other.stationId,
    ]);
    const orphan = await forTruck(floor, null, { carrier: 'sagawa' });
    const lost = await forTruck(floor, inMinutes(300));
    await claim(floor);
    await rows(
      floor.dataSource,
      `update tasks set first_scan_at = now(), lease_until = now() - interval '1 second'
      where id = any($1)`,
      [[orphan.tasks.pack, lost.tasks.pack]],
    );
    await rows(floor.dataSource, `update orders set placed_at = now() + interval '1 hour' where id = $1`, [
      lost.orderId,
    ]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const problems = (await board()).problems;
    expect(problems.map(({ code }) => code)).toEqual([
      'contact_lost',
      'pool_unattended',
      'carrier_without_calendar',
      'order_clock_ahead',
    ]);
    expect(problems[1]?.text.en).toBe(
      `Nobody is signed in at a station that serves zone R, chilled goods: 1 task waits. Sign in at ${other.name}.`,
    );
    expect(problems[2]).toMatchObject({ what: 'sagawa', count: 1, ids: [orphan.shipmentId] });
  });

  it('is empty for a new warehouse, and nobody else’s', async () => {
    const floor = await createFloor(app);
    await forTruck(await createFloor(app), inMinutes(60));
    const board = await (await boardOf(floor)).board();
    expect(board).toMatchObject({ trucks: [], others: [], problems: [], totals: { left: 0, done: 0 } });
  });
});
