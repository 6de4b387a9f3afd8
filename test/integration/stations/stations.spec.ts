import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { createBrand, signIn, unique } from '../../factories/accounts.js';
import { createFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

async function manager() {
  const { warehouse } = await createBrand(app);
  const { cookie } = await signIn(app, [{ warehouseId: warehouse.id, role: 'manager' }]);
  const post = (path: string, payload?: object) =>
    app.inject({
      method: 'POST',
      url: `/v1${path}`,
      headers: { cookie, origin: 'http://127.0.0.1:3000' },
      payload,
    });
  return { warehouse, cookie, post };
}

const enrol = (code: string) => app.inject({ method: 'POST', url: '/v1/stations/enrol', payload: { code } });

describe('a station', () => {
  it('is enrolled once with its code, and gets a cookie and a key that work', async () => {
    const { warehouse, post } = await manager();
    const made = await post('/stations', { name: '作業台1' });
    expect(made.statusCode).toBe(201);
    const { code } = made.json<{ code: string }>();
    const answers = await Promise.all([enrol(code), enrol(code.toLowerCase().replaceAll('-', ' '))]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 403]);
    const won = answers.find(({ statusCode }) => statusCode === 201)!;
    expect(won.headers['set-cookie']).toMatch(/^akashi_station=ak_station_.*HttpOnly.*SameSite=Lax/);
    const { key } = won.json<{ key: string }>();
    const state = await app.inject({ url: '/v1/station', headers: { authorization: `Bearer ${key}` } });
    expect(state.json()).toMatchObject({
      name: '作業台1',
      warehouse: { id: warehouse.id },
      packer: null,
      heldTaskIds: [],
    });
    expect((await enrol(code)).json()).toMatchObject({ code: 'enrolment_code_invalid' });
    expect((await post('/stations', { name: '作業台1' })).json()).toMatchObject({
      code: 'station_name_taken',
    });
  });

  it('refuses a code that is a day old, and a new one replaces it', async () => {
    const { post } = await manager();
    const { code, stationId } = (await post('/stations', { name: 'bench' })).json<{
      code: string;
      stationId: string;
    }>();
    await rows(await dataSource(), `update stations set enrol_code_expires_at = now() where id = $1`, [
      stationId,
    ]);
    expect((await enrol(code)).statusCode).toBe(403);
    const renewed = await post(`/stations/${stationId}/enrolment-codes`);
    expect((await enrol(renewed.json<{ code: string }>().code)).statusCode).toBe(201);
    const stranger = await manager();
    const refused = await stranger.post(`/stations/${stationId}/enrolment-codes`);
    expect(refused.json()).toMatchObject({ status: 404, code: 'station_not_found' });
  });

  it('keeps neither codes nor badges nor keys in readable form', async () => {
    const floor = await createFloor(app);
    const [station] = floor.stations;
    const stored = await rows<{ badge_hash: Buffer }>(
      floor.dataSource,
      `select s.*, k.secret_hash, p.badge_hash from stations s join station_keys k on k.station_id = s.id
       join packers p on p.warehouse_id = s.warehouse_id where s.id = $1`,
      [station.stationId],
    );
    const text = JSON.stringify(stored) + stored.map((row) => row.badge_hash.toString()).join();
    expect(text).not.toContain(station.badge);
    expect(text).not.toContain(station.key);
  });
});

describe('a packer', () => {
  it('signs in by badge and out again; a second badge takes over, and nobody claims without one', async () => {
    const floor = await createFloor(app);
    const [station] = floor.stations;
    const { cookie } = await signIn(app, [{ warehouseId: floor.warehouse.id, role: 'manager' }]);
    const badge = unique('badge');
    const packer = await app.inject({
      method: 'POST',
      url: '/v1/packers',
      headers: { cookie, origin: 'http://127.0.0.1:3000' },
      payload: { pseudonym: 'P-07', displayName: 'みどり', badge, locale: 'en' },
    });
    expect(packer.statusCode).toBe(201);
    const taken = await app.inject({
      method: 'POST',
      url: '/v1/packers',
      headers: { cookie, origin: 'http://127.0.0.1:3000' },
      payload: { pseudonym: 'P-08', displayName: 'あおい', badge },
    });
    expect(taken.json()).toMatchObject({ code: 'badge_taken' });
    const inNow = await station.call('POST', '/sign-in', { badge });
    expect(inNow.json()).toMatchObject({ packer: { pseudonym: 'P-07', locale: 'en' } });
    await Promise.all([
      station.call('POST', '/sign-in', { badge }),
      station.call('POST', '/sign-in', { badge: station.badge }),
    ]);
    const open = await rows(
      floor.dataSource,
      'select 1 from station_sessions where station_id = $1 and signed_out_at is null',
      [station.stationId],
    );
    expect(open).toHaveLength(1);
    expect((await station.call('POST', '/sign-out')).json()).toMatchObject({ packer: null });
    const claim = await station.call('POST', '/claims', { key: unique('key') });
    expect(claim.json()).toMatchObject({ status: 403, code: 'packer_not_signed_in' });
  });

  it('of another warehouse is refused', async () => {
    const [here, elsewhere] = [await createFloor(app), await createFloor(app)];
    const refused = await here.stations[0].call('POST', '/sign-in', { badge: elsewhere.stations[0].badge });
    expect(refused.json()).toMatchObject({ status: 403, code: 'badge_unknown' });
  });
});

async function dataSource() {
  const { DataSource } = await import('typeorm');
  return app.get(DataSource);
}
