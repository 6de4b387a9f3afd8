import { randomBytes } from 'node:crypto';
import { apiWith, done, ok, type Api, type Schemas } from './api.js';
import type { Narrator } from './narrator.js';
import { RecordingSigner } from './recording-signer.js';
import {
  BRAND,
  CARTS,
  EDITION,
  ITEMS,
  ORDER_CUTOFFS,
  PACKERS,
  PICKUPS,
  STATIONS,
  WAREHOUSE,
} from './sumihido.js';

export interface Login {
  role: string;
  email: string;
  password: string;
}

/** Everything the story acts with. */
export interface World {
  baseUrl: string;
  brand: Api;
  station: Api;
  brandKey: string;
  stationKey: string;
  /** Of the station that this run has enrolled; the key of an earlier run is gone, and another's is left alone. */
  signer?: RecordingSigner;
  logins: Login[];
  /** One-time code with which the browser's station page can be enrolled; absent when the brand was there already. */
  enrolmentCode?: string;
}

const password = () => `${randomBytes(9).toString('base64url')}-Aa1`;

/** Creates the demo brand with its warehouse, people, stations and catalogue. */
export async function createWorld(baseUrl: string, operatorKey: string, narrator: Narrator): Promise<World> {
  const operator = apiWith(baseUrl, { bearer: operatorKey });
  const brand = await ok(operator.POST('/v1/brands', { body: BRAND })).catch(explainTaken);
  const warehouse = await ok(operator.POST('/v1/warehouses', { body: WAREHOUSE }));
  const joined = { brandId: brand.id, warehouseId: warehouse.id, isDefault: true };
  await done(operator.PUT('/v1/brand-warehouses', { body: joined }));
  const path = { brandId: brand.id };
  const key = await ok(
    operator.POST('/v1/brands/{brandId}/api-keys', { params: { path }, body: { label: 'demo' } }),
  );
  narrator.say(
    `brand ${BRAND.nameJa} (${BRAND.nameEn}) with ranks and inspection standards, warehouse ${WAREHOUSE.nameJa}`,
  );

  const logins = await createPeople(operator, brand.id, warehouse.id);
  const manager = apiWith(baseUrl, { cookie: await sessionCookie(baseUrl, logins[1]) });
  const codes = await createStations(manager);
  const [first, second] = codes;
  if (!first || !second) throw new Error('two stations are needed');
  const enrolled = await ok(apiWith(baseUrl, {}).POST('/v1/stations/enrol', { body: { code: first.code } }));
  narrator.say(`${codes.length} stations, ${PACKERS.length} packers; ${enrolled.name} is enrolled`);

  const brandApi = apiWith(baseUrl, { bearer: key.secret });
  await publishEditions(brandApi);
  const items = ITEMS.map(({ sku, gtin, name, shelf, flags }) => ({ sku, gtin, name, shelf, flags }));
  await ok(brandApi.PUT('/v1/items', { body: { items } }));
  narrator.say(`catalogue: ${items.length} items with barcodes and shelves`);
  await publishCalendars(manager, brandApi, narrator);
  const settings = await ok(manager.GET('/v1/queue-settings'));
  await ok(manager.PUT('/v1/queue-settings', { body: { ...settings, carts: CARTS } }));

  const station = apiWith(baseUrl, { bearer: enrolled.key });
  await ok(station.POST('/v1/station/sign-in', { body: { badge: PACKERS[0].badge } }));
  const signer = await RecordingSigner.make();
  await signer.register(station);
  return {
    baseUrl,
    brand: brandApi,
    station,
    brandKey: key.secret,
    stationKey: enrolled.key,
    signer,
    logins,
    enrolmentCode: second.code,
  };
}

/** The brand works by the third edition of its standards; a new brand begins with the first. */
async function publishEditions(brand: Api): Promise<void> {
  const { items } = await ok(brand.GET('/v1/standards'));
  for (const { section, title, checks, version } of items) {
    const body = { section, title, checks: checks.map(({ id: _, ...check }) => check) };
    for (let edition = version; edition < EDITION; edition++) await ok(brand.POST('/v1/standards', { body }));
  }
}

async function publishCalendars(manager: Api, brandApi: Api, narrator: Narrator): Promise<void> {
  await ok(manager.PUT('/v1/pickups', { body: { pickups: PICKUPS } }));
  await ok(brandApi.PUT('/v1/order-cutoffs', { body: { cutoffs: ORDER_CUTOFFS } }));
  const trucks = PICKUPS.map(({ carrier, localTime }) => `${carrier} ${localTime}`).join(', ');
  narrator.say(
    `trucks: ${trucks}; ordered by 13:00 (Musubi 15:00) it ships the same day, Monday to Saturday`,
  );
}

function explainTaken(error: unknown): never {
  if (!String(error).includes('brand_code_taken')) throw error;
  throw new Error(
    `the brand ${BRAND.code} is there already, but its keys are not in instance.json. npm start -- --reset begins anew.`,
  );
}

/** The world of an earlier run, by the keys that it left in instance.json. */
export async function rejoinWorld(baseUrl: string, brandKey: string, stationKey: string): Promise<World> {
  const station = apiWith(baseUrl, { bearer: stationKey });
  await ok(station.POST('/v1/station/sign-in', { body: { badge: PACKERS[0].badge } }));
  return {
    baseUrl,
    brand: apiWith(baseUrl, { bearer: brandKey }),
    station,
    brandKey,
    stationKey,
    logins: [],
  };
}

async function createPeople(operator: Api, brandId: string, warehouseId: string): Promise<[Login, Login]> {
  const agent = { role: 'agent', email: 'agent@sumihido.example', password: password() };
  const manager = { role: 'warehouse manager', email: 'ofuna@sumihido.example', password: password() };
  const create = (login: Login, name: string, memberships: Schemas['Membership'][]) =>
    ok(
      operator.POST('/v1/people', {
        body: { email: login.email, password: login.password, name, locale: 'ja', memberships },
      }),
    );
  await create(agent, '窓口 担当', [{ brandId, role: 'agent' }]);
  await create(manager, '大船 責任者', [
    { warehouseId, role: 'manager' },
    { brandId, role: 'manager' },
  ]);
  return [agent, manager];
}

async function sessionCookie(baseUrl: string, { email, password: secret }: Login): Promise<string> {
  const answer = await apiWith(baseUrl, {}).POST('/v1/session', { body: { email, password: secret } });
  const cookie = answer.response.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`could not sign in as ${email}: ${JSON.stringify(answer.error)}`);
  return cookie;
}

async function createStations(manager: Api): Promise<Schemas['EnrolmentCode'][]> {
  for (const body of PACKERS) await ok(manager.POST('/v1/packers', { body }));
  const codes: Schemas['EnrolmentCode'][] = [];
  for (const name of STATIONS) codes.push(await ok(manager.POST('/v1/stations', { body: { name } })));
  return codes;
}
