import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '../../../src/database/ids.js';
import type { DayClose } from '../../../src/board/day-close.contract.js';
import { rows } from '../../../src/database/sql.js';
import { localDate } from '../../../src/i18n/local-time.js';
import { signIn } from '../../factories/accounts.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';

let app: NestFastifyApplication;
let floor: TestFloor;
let cookie: string;

const today = () => localDate(new Date(), 'Asia/Tokyo');

beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  floor = await createFloor(app);
  ({ cookie } = await signIn(app, [{ warehouseId: floor.warehouse.id, role: 'manager' }]));
});
afterAll(() => app.close());

const look = async (date = today()) => {
  const url = `/v1/board/day-close?date=${date}`;
  return (await app.inject({ method: 'GET', url, headers: { cookie } })).json<DayClose>();
};
const close = (body: object, date = today()) =>
  app.inject({
    method: 'POST',
    url: `/v1/board/day-close/${date}`,
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    payload: body,
  });

/** A shipment with columns set to SQL expressions. */
async function shipment(columns: Record<string, string> = {}): Promise<TestShipment> {
  const made = await insertShipment(floor, { stages: ['pack'] });
  const changes = Object.entries(columns).map(([column, value]) => `${column} = ${value}`);
  if (changes.length > 0) {
    await rows(floor.dataSource, `update shipments set ${changes.join(', ')} where id = $1`, [
      made.shipmentId,
    ]);
  }
  return made;
}

describe('the close of a day', () => {
  it('accounts for every shipment that was in the house', async () => {
    await shipment({ state: `'handed_over'`, handed_over_at: 'now()' });
    await shipment({ state: `'cancelled'`, cancelled_at: 'now()' });
    await shipment({ held_at: 'now()' });
    await shipment({ pickup_at: `now() + interval '3 days'` });
    await shipment({ release_at: 'null' });
    await shipment({ state: `'handed_over'`, handed_over_at: `now() - interval '3 days'` });
    const short = await shipment({ state: `'in_work'`, pickup_at: `now() - interval '1 minute'` });
    await rows(
      floor.dataSource,
      `insert into item_exceptions (id, brand_id, shipment_id, task_id, shipment_line_id, kind, defect)
       values ($1, $2, $3, $4, $5, 'short_pick', 'short')`,
      [newId(), floor.brand.id, short.shipmentId, short.tasks.pack, short.lineIds[0]],
    );
    const { figures, closed } = await look();
    expect(figures).toMatchObject({
      ...{ in: { total: 6 }, handedOver: 1, cancelled: 1, held: 1, short: 1, carriedOver: 2, difference: 0 },
      ...{ unaccounted: [], missed: [] },
    });
    expect(figures.carriedOverByReason.map(({ why, count }) => [why, count])).toEqual([
      ['later', 1],
      ['payment', 1],
    ]);
    expect(closed).toBeNull();
    expect((await close({})).statusCode).toBe(201);
  });

  it('is refused with the list as long as something is unaccounted for, unless a reason is given; then it stays', async () => {
    const left = await shipment({ state: `'ready'`, pickup_at: `now() - interval '1 minute'` });
    const refused = await close({});
    expect(refused.json()).toMatchObject({
      ...{ status: 409, code: 'day_not_closable', difference: 1 },
      unaccounted: [{ shipmentId: left.shipmentId, why: 'packed_not_handed_over' }],
    });
    const closed = await close({ reason: '運転手が読み取りを忘れた' });
    expect(closed.statusCode).toBe(201);
    await rows(
      floor.dataSource,
      `update shipments set state = 'handed_over', handed_over_at = now() where id = $1`,
      [left.shipmentId],
    );
    const found = await look();
    expect(found.figures).toMatchObject({ difference: 1, handedOver: 0 });
    expect(found.closed).toMatchObject({ reason: '運転手が読み取りを忘れた', by: { kind: 'staff' } });
    expect((await close({})).json()).toMatchObject({ code: 'day_closed' });
  });

  it('is for days that have begun and not long ago', async () => {
    expect((await close({}, '2199-01-01')).json()).toMatchObject({ status: 422, code: 'day_out_of_reach' });
    expect((await close({}, '2020-01-01')).json()).toMatchObject({ status: 422, code: 'day_out_of_reach' });
    expect((await close({}, 'yesterday')).json()).toMatchObject({ status: 422, code: 'invalid_request' });
  });
});
