import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createBrand, signIn, type TestBrand } from '../../factories/accounts.js';
import { BrandCaller } from '../../factories/orders.js';
import { createTestApp } from '../../harness/application.js';

const YAMATO = { carrier: 'yamato', localTime: '17:30', weekdays: [1, 2, 3, 4, 5, 6] };

describe('calendars of pickups', () => {
  let app: NestFastifyApplication;
  let world: TestBrand;
  let brand: BrandCaller;
  let cookie: string;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    world = await createBrand(app);
    brand = new BrandCaller(app, world);
    ({ cookie } = await signIn(app, [{ warehouseId: world.warehouse.id, role: 'manager' }]));
  });

  async function asManager(method: 'GET' | 'PUT', url: string, payload?: object) {
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const answer = await app.inject({ method, url: `/v1${url}`, headers, payload });
    return { status: answer.statusCode, body: answer.json() };
  }

  it('are read back as they were put, with defaults, and replaced as a whole', async () => {
    const saturday = { ...YAMATO, localTime: '15:00', weekdays: [6], service: 'cool' };
    const dated = {
      ...saturday,
      validFrom: '2026-12-01',
      validUntil: '2026-12-31',
      extraDays: ['2026-12-20'],
    };
    expect((await asManager('PUT', '/pickups', { pickups: [YAMATO, dated] })).status).toBe(200);
    const whole = { service: null, validFrom: null, validUntil: null, extraDays: [] };
    expect((await asManager('GET', '/pickups')).body).toEqual({ pickups: [{ ...whole, ...YAMATO }, dated] });
    expect((await asManager('PUT', '/pickups', { pickups: [] })).body).toEqual({ pickups: [] });
  });

  it('keep closed days of the warehouse and of carriers', async () => {
    const days = [
      { day: '2027-01-01', carrier: null, name: '元日' },
      { day: '2027-01-02', carrier: 'yamato', name: null },
    ];
    expect((await asManager('PUT', '/closed-days', { days })).body).toEqual({ days });
    expect((await asManager('GET', '/closed-days')).body).toEqual({ days });
  });

  it('keep cut-offs by rank', async () => {
    const cutoffs = [
      { rank: null, localTime: '13:00', weekdays: [1, 2, 3, 4, 5, 6] },
      { rank: 'vip', localTime: '15:00', weekdays: [1, 2, 3, 4, 5, 6] },
    ];
    expect((await brand.call('PUT', '/order-cutoffs', { cutoffs })).body).toEqual({ cutoffs });
    expect(await brand.get('/order-cutoffs')).toEqual({ cutoffs });
  });

  it('name the line that is wrong, and change nothing', async () => {
    await asManager('PUT', '/pickups', { pickups: [YAMATO] });
    const answer = await asManager('PUT', '/pickups', {
      pickups: [YAMATO, { ...YAMATO, carrier: 'sagawa' }, YAMATO],
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'calendar_not_allowed' } });
    expect(answer.body.errors).toEqual([
      { path: 'pickups.2', message: 'line 3 (yamato 17:30) is the same pickup as line 1' },
    ]);
    const shape = await asManager('PUT', '/pickups', {
      pickups: [YAMATO, { ...YAMATO, localTime: '25:00' }],
    });
    expect(shape.body.errors[0].path).toBe('pickups.1.localTime');
    expect((await asManager('GET', '/pickups')).body.pickups).toHaveLength(1);
    const unknown = await brand.call('PUT', '/order-cutoffs', {
      cutoffs: [{ rank: 'gold', localTime: '13:00', weekdays: [1] }],
    });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'calendar_not_allowed' } });
    expect(unknown.body.errors[0].message).toContain('no rank "gold"');
  });

  it('tell the coming trucks in order of leaving', async () => {
    const pickups = [{ ...YAMATO, carrier: 'sagawa', localTime: '18:00' }, YAMATO];
    await asManager('PUT', '/pickups', { pickups });
    await asManager('PUT', '/closed-days', { days: [{ day: '2026-11-27', carrier: 'sagawa' }] });
    const query = '/pickups/upcoming?from=2026-11-27T03:00:00Z&days=3';
    const { body } = await asManager('GET', query);
    expect(body.timeZone).toBe('Asia/Tokyo');
    expect(
      body.pickups.map(({ carrier, at }: { carrier: string; at: string }) => `${carrier} ${at}`),
    ).toEqual([
      'yamato 2026-11-27T08:30:00.000Z',
      'yamato 2026-11-28T08:30:00.000Z',
      'sagawa 2026-11-28T09:00:00.000Z',
    ]);
    expect((await asManager('GET', `${query}&carrier=sagawa`)).body.pickups).toHaveLength(1);
  });

  it('are the manager’s: a packer reads them, a brand’s key does not', async () => {
    const packer = await signIn(app, [{ warehouseId: world.warehouse.id, role: 'packer' }]);
    cookie = packer.cookie;
    expect((await asManager('GET', '/pickups')).status).toBe(200);
    expect((await asManager('PUT', '/pickups', { pickups: [] })).status).toBe(403);
    expect((await brand.call('GET', '/pickups')).status).toBe(403);
  });
});
