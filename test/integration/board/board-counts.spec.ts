import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BoardService } from '../../../src/board/board.service.js';
import { rows } from '../../../src/database/sql.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';

/** As many as come in one burst: nobody of them is last in line without a word. */
const SHIPMENTS = 100_000;

// Four trucks in turn, every tenth held, every tenth in work, every twentieth packed, every fifth waits for its release.
const SHIPMENT_ROWS = `
  insert into shipments (id, brand_id, warehouse_id, order_id, state, release_at, arrived_at, ship_by, planned_ship_date, carrier, pickup_at, held_at)
  select gen_random_uuid(), $1, $2, $3,
    case when n % 20 = 3 then 'ready' when n % 10 = 2 then 'in_work' else 'planned' end,
    case when n % 5 = 4 then now() + interval '1 day' else now() - interval '1 hour' end, now() - interval '1 hour',
    now() + interval '2 days', current_date, (array['yamato', 'sagawa', 'japan_post', 'other'])[1 + (n / 20) % 4],
    $5::timestamptz + ((n / 20) % 4) * interval '10 minutes', case when n % 10 = 1 then now() end
  from generate_series(0, $4::integer - 1) n`;

const TASK_ROWS = `
  insert into tasks (id, brand_id, warehouse_id, shipment_id, stage, position, state, release_at, due, due_term, held)
  select gen_random_uuid(), s.brand_id, s.warehouse_id, s.id, g.stage, g.position,
    case when s.state = 'ready' or (s.state = 'in_work' and g.position = 0) then 'completed'
      when s.state = 'in_work' then 'ready' when g.position > 0 or s.held_at is not null or s.release_at > now() then 'waiting' else 'ready' end,
    s.release_at, s.ship_by, 'ship_by', s.held_at is not null and s.state <> 'ready'
  from shipments s cross join (values ('pick', 0), ('pack', 1)) as g(stage, position)
  where s.warehouse_id = $1 and not exists (select 1 from tasks t where t.shipment_id = s.id)`;

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

it('counts every parcel of a burst of 100,000 once, by truck as by rank and stage, and says who is missing', async () => {
  const floor = await createFloor(app);
  const { orderId } = await insertShipment(floor, { stages: [] });
  const { dataSource, brand, warehouse } = floor;
  await rows(dataSource, 'delete from shipment_lines where brand_id = $1', [brand.id]);
  await rows(dataSource, 'delete from shipments where brand_id = $1', [brand.id]);
  const pickupAt = new Date(Date.now() + 2 * 3_600_000);
  await rows(dataSource, SHIPMENT_ROWS, [brand.id, warehouse.id, orderId, SHIPMENTS, pickupAt]);
  await rows(dataSource, TASK_ROWS, [warehouse.id]);
  const board = await app.get(BoardService).board(warehouse.id);
  const part = (share: number) => SHIPMENTS / share;
  const whole = {
    ...{ held: part(10), inWork: part(10), done: part(20), waiting: part(5) },
    ...{ toDo: SHIPMENTS - part(10) - part(10) - part(20) - part(5), late: 0 },
  };
  expect(board.totals).toMatchObject(whole);
  expect(board.trucks).toHaveLength(4);
  for (const truck of board.trucks)
    expect(truck).toMatchObject({ toDo: whole.toDo / 4, held: whole.held / 4 });
  expect(board.ranks).toEqual([expect.objectContaining(whole)]);
  const [pick, pack] = board.stages;
  expect(pick).toMatchObject({ stage: 'pick', ready: whole.toDo, held: whole.held });
  expect(pack).toMatchObject({ stage: 'pack', ready: whole.inWork, waiting: whole.toDo, held: whole.held });
  // One person is signed in: two hours are a few dozen parcels.
  expect(board.totals.atRisk).toBeGreaterThan(whole.toDo);
  expect(board.problems.map(({ code }) => code)).not.toContain('pool_unserved');
  // In words: who won't make it, and what to do.
  for (const truck of board.trucks) {
    expect(truck.atRisk).toBeGreaterThan(truck.toDo);
    expect(truck.atRiskByStage.map(({ stage }) => stage)).toEqual(['pick', 'pack']);
    expect(truck.atRiskByRank.map(({ count }) => count)).toEqual([truck.atRisk]);
    expect(truck.text.en).toContain(
      `${truck.atRisk} won’t make it with 1 person (${truck.peopleMissing} more needed)`,
    );
  }
}, 120_000);
