import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { signIn } from '../../factories/accounts.js';
import { BrandCaller, CANISTER, orderBody, TEA, YOKAN } from '../../factories/orders.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';

const ZONES = [
  { code: 'A', shelfPrefixes: ['A-'] },
  { code: 'B', shelfPrefixes: ['B-'] },
];

describe('what nobody can serve', () => {
  let app: NestFastifyApplication;
  let floor: TestFloor;
  let brand: BrandCaller;
  let cookie: string;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    floor = await createFloor(app, { stations: 1 });
    brand = new BrandCaller(app, floor);
    await brand.call('PUT', '/items', { items: [TEA, YOKAN, CANISTER] });
    ({ cookie } = await signIn(app, [{ warehouseId: floor.warehouse.id, role: 'manager' }]));
  });

  async function put(payload: object, language = 'en') {
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'accept-language': language };
    const answer = await app.inject({ method: 'PUT', url: '/v1/queue-settings', headers, payload });
    return { status: answer.statusCode, body: answer.json() };
  }

  async function serving(zones: string[] | null, temperatures: string[] | null) {
    const sql = 'update stations set zones = $2, temperatures = $3 where warehouse_id = $1';
    await rows(floor.dataSource, sql, [floor.warehouse.id, zones, temperatures]);
  }

  it('settings that name something twice are refused, with the fields', async () => {
    const answer = await put({ poolBy: ['zone', 'zone'], zones: [...ZONES, ...ZONES.slice(0, 1)] }, 'ja');
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'queue_settings_not_allowed', title: '設定に重複があります' },
    });
    const paths = answer.body.errors.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(['poolBy.1', 'zones.2.code', 'zones.2.shelfPrefixes.0']);
  });

  it('settings that no station can work by are taken and named, in the reader’s language', async () => {
    await serving(['A'], null);
    const { status, body } = await put({ poolBy: ['zone', 'temperature'], zones: ZONES }, 'ja,en;q=0.5');
    expect(status).toBe(200);
    expect(body).toMatchObject({ poolBy: ['zone', 'temperature'], zones: ZONES });
    expect(body.warnings).toMatchObject([
      { code: 'zones_unserved', title: '対応する作業台のないゾーンがあります' },
    ]);
    expect(body.warnings[0].detail).toContain('serves zone B:');
    await serving(null, null);
    const carts = [{ stage: 'pick', orders: 6 }];
    expect((await put({ poolBy: ['zone'], zones: ZONES, carts })).body.warnings).toEqual([]);
    const strange = await put({ carts: [...carts, { stage: 'wrap', orders: 6 }] });
    expect(strange.body.warnings).toMatchObject([{ code: 'cart_stages_unknown' }]);
    expect(strange.body.warnings[0].detail).toContain('the stage wrap:');
  });

  it('an order that no station can work on is taken and says so, also when it is sent again or changed', async () => {
    await serving(['A'], ['chilled']);
    await put({ poolBy: ['zone', 'temperature'], zones: ZONES });
    const codes = ({ warnings }: { warnings: { code: string }[] }) =>
      warnings.map(({ code }) => code).filter((code) => code !== 'carrier_without_calendar');
    expect(codes(await brand.take(orderBody()))).toEqual([]);
    const line = { sku: CANISTER.sku, quantity: 1, unitPrice: 1620 };
    const body = orderBody({ lines: [line] });
    const far = await brand.call('POST', '/orders', body, { 'accept-language': 'ja' });
    expect(codes(far.body)).toEqual(['pool_unserved']);
    const [warning] = far.body.warnings.filter(({ code }: { code: string }) => code === 'pool_unserved');
    expect(warning.title).toBe('必要な条件に対応する作業台がありません');
    expect(warning.detail).toContain('zone B');
    expect(codes(await brand.take(body))).toEqual(['pool_unserved']);
    expect(codes(await brand.take({ ...body, wishes: ['ゆっくり'] }))).toEqual(['pool_unserved']);
    const chilled = { sku: YOKAN.sku, quantity: 1, unitPrice: 1620 };
    expect(codes(await brand.take(orderBody({ lines: [chilled] })))).toEqual([]);
  });
});
