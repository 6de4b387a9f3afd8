import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { dayScenario } from '../../../src/simulation/day-scenario.js';
import { ApiDescription } from '../../../src/http/openapi.controller.js';
import { brandBody, signIn, unique, warehouseBody } from '../../factories/accounts.js';
import { type BrandRows, createBrandRows } from '../../factories/foreign-brand.js';
import { orderBody } from '../../factories/orders.js';
import { insertShipment } from '../../factories/shipments.js';
import { createTestApp, testConfig } from '../../harness/application.js';

/**
 * Walks every route that takes an Idempotency-Key: what is kept for its replays holds nothing that erasure would have to
 * reach and nothing that opens a door.
 */
type Headers = Record<string, string>;
interface Call {
  url: string;
  headers: Headers;
  payload: unknown;
  /** What a replay answers; the same as the first request unless said otherwise. */
  replay?: 'secret_shown_once';
}

const PERSON = '石動 澪標';
const EMAIL = `${unique('mark-')}@mark.example`;
const OUTCOMES = [{ outcome: 'created' }, { outcome: 'refused' }, { outcome: 'refused' }];
const PHONE = '070-4711-4711';

let app: NestFastifyApplication;
let own: BrandRows;
let calls: Record<string, Call>;

beforeAll(async () => {
  app = await createTestApp();
  own = await createBrandRows(app);
  calls = await markedCalls();
});

afterAll(() => app.close());

describe('what is kept for replays', () => {
  it('is known for every route that takes an Idempotency-Key', () => {
    // A new one belongs into markedCalls(), with marks wherever a person's data can stand.
    expect(Object.keys(calls).sort()).toEqual(idempotentRoutes().sort());
  });

  it('holds no name, no address, no token and no secret, and replays are answered in full', async () => {
    for (const [name, { url, headers, payload, replay }] of Object.entries(calls)) {
      const key = unique('kept-');
      const send = () =>
        app.inject({
          method: 'POST',
          url,
          headers: { ...headers, 'idempotency-key': key },
          payload: payload as object,
        });
      const first = await send();
      expect([name, first.statusCode, first.statusCode < 300 ? '' : first.body]).toEqual([
        name,
        expect.any(Number),
        '',
      ]);
      const kept = JSON.stringify(
        await rows(app.get(DataSource), 'select * from idempotency_keys where key = $1', [key]),
      );
      expect(kept).toContain(key);
      for (const secret of [PERSON, EMAIL, PHONE, ...secretsIn(first.json())])
        expect([name, kept.includes(secret)]).toEqual([name, false]);
      if (name === 'POST /v1/orders') expect(first.json().results).toMatchObject(OUTCOMES);
      const again = await send();
      if (replay) {
        expect([name, again.json()]).toEqual([name, expect.objectContaining({ code: replay })]);
        continue;
      }
      expect([name, again.statusCode, again.json()]).toEqual([name, first.statusCode, first.json()]);
      expect([name, again.headers['idempotency-replayed']]).toEqual([name, 'true']);
    }
  });

  it('creates nothing twice', async () => {
    const url = `/v1/shipments/${own.ids.shipment}/tracking-links`;
    const headers = { ...asBrand(), 'idempotency-key': unique() };
    const count = async () => (await app.inject({ url, headers })).json<{ items: unknown[] }>().items.length;
    const before = await count();
    const [first, again] = [await post(url, headers), await post(url, headers)];
    expect(again.json()).toEqual(first.json());
    expect(await count()).toBe(before + 1);
  });

  it('opens nothing any more once the link was revoked', async () => {
    const url = `/v1/shipments/${own.ids.shipment}/tracking-links`;
    const headers = { ...asBrand(), 'idempotency-key': unique() };
    const { id } = (await post(url, headers)).json<{ id: string }>();
    await app.inject({ method: 'DELETE', url: `/v1/tracking-links/${id}`, headers: asBrand() });
    expect((await post(url, headers)).json()).toMatchObject({ id, revokedAt: expect.any(String) });
  });
});

const post = (url: string, headers: Headers) => app.inject({ method: 'POST', url, headers, payload: {} });

function asBrand(): Headers {
  return { authorization: `Bearer ${own.brandKey}` };
}

async function markedCalls(): Promise<Record<string, Call>> {
  const operator = { authorization: `Bearer ${(await testConfig()).secrets.operatorKey}` };
  const { cookie } = await signIn(app, [{ warehouseId: own.warehouse.id, role: 'manager' }]);
  const manager = { cookie, 'sec-fetch-site': 'same-origin' };
  const { ids, brand } = own;
  const party = { name: PERSON, nameKana: PERSON, email: EMAIL, phone: PHONE, line1: PERSON };
  const noshi = {
    kind: 'celebration',
    omotegaki: PERSON,
    mizuhiki: 'red_white_bow',
    nameLines: [PERSON],
  } as const;
  const order = {
    ...orderBody({ customer: { ref: unique(), name: PERSON, email: EMAIL } }),
    orderer: party,
    recipient: party,
    lines: [{ sku: 'TEA', name: { ja: '煎茶', en: 'Sencha' }, quantity: 1, unitPrice: 1 }],
  };
  const orders = [
    { ...order, externalId: unique(), wishes: [PERSON] },
    { ...order, externalId: unique(), noshi },
    {
      ...order,
      externalId: unique(),
      payment: PERSON,
      customer: { ref: EMAIL.repeat(20) },
      sender: { name: PERSON, email: PHONE },
    },
  ];
  // A brand has at most two keys.
  await app.inject({
    ...{ method: 'DELETE' as const, headers: operator },
    url: `/v1/brands/${brand.id}/api-keys/${ids.apiKey}`,
  });
  const secret = { replay: 'secret_shown_once' } as const;
  return {
    'POST /v1/people': {
      ...{ url: '/v1/people', headers: operator },
      payload: { name: PERSON, email: EMAIL, password: `${PHONE}-long-enough` },
    },
    'POST /v1/brands': {
      ...{ url: '/v1/brands', headers: operator },
      payload: brandBody({ contact: { email: EMAIL, phone: PHONE } }),
    },
    'POST /v1/brands/{brandId}/api-keys': {
      ...{ url: `/v1/brands/${brand.id}/api-keys`, headers: operator, payload: { label: 'shop' } },
      ...secret,
    },
    'POST /v1/warehouses': { url: '/v1/warehouses', headers: operator, payload: warehouseBody() },
    'POST /v1/packers': {
      ...{ url: '/v1/packers', headers: manager },
      payload: { pseudonym: unique('P'), displayName: PERSON, badge: PHONE },
    },
    'POST /v1/stations': { url: '/v1/stations', headers: manager, payload: { name: unique() }, ...secret },
    'POST /v1/stations/{stationId}/enrolment-codes': {
      ...{ url: `/v1/stations/${ids.station}/enrolment-codes`, headers: manager, payload: undefined },
      ...secret,
    },
    'POST /v1/orders': { url: '/v1/orders', headers: asBrand(), payload: { orders } },
    'POST /v1/standards': {
      ...{ url: '/v1/standards', headers: asBrand() },
      payload: {
        section: 'pick',
        title: { ja: '検品基準', en: 'Standard' },
        checks: [{ code: 'PK1', answeredBy: 'auto', text: { ja: '棚番', en: 'Shelf' } }],
      },
    },
    'POST /v1/cases': {
      ...{ url: '/v1/cases', headers: asBrand() },
      payload: { orderId: ids.order, weight: 'inquiry', reason: 'other', note: `${PERSON} ${EMAIL}` },
    },
    'POST /v1/cases/{caseId}/messages': {
      ...{ url: `/v1/cases/${ids.case}/messages`, headers: asBrand() },
      payload: { body: `${PERSON} ${EMAIL} ${PHONE}` },
    },
    'POST /v1/shipments/{shipmentId}/tracking-links': {
      ...{ url: `/v1/shipments/${ids.shipment}/tracking-links`, headers: asBrand(), payload: {} },
    },
    'POST /v1/simulations': {
      ...{ url: '/v1/simulations', headers: manager },
      payload: { scenario: dayScenario({ seeds: 1 }) },
    },
    ...(await interventions(manager)),
  };
}

/** In the order in which they can follow each other. */
async function interventions(manager: Headers): Promise<Record<string, Call>> {
  const owner = { ...own, dataSource: app.get(DataSource) };
  const lines = [{ sku: 'TEA', quantity: 2 }];
  const [box, other, third] = [
    await insertShipment(owner, { lines }),
    await insertShipment(owner, { lines }),
    await insertShipment(owner, { lines }),
  ];
  const why = { reason: 'other', note: `${PERSON} ${EMAIL} ${PHONE}` };
  const ofBrand = (what: string, id: string, payload: object = {}): Record<string, Call> => ({
    [`POST /v1/shipments/{shipmentId}/${what}`]: {
      ...{ url: `/v1/shipments/${id}/${what}`, headers: asBrand(), payload: { ...why, ...payload } },
    },
  });
  const ofTask = (what: string, id: string, payload: object = {}): Record<string, Call> => ({
    [`POST /v1/tasks/{taskId}/${what}`]: {
      ...{ url: `/v1/tasks/${id}/${what}`, headers: manager, payload: { ...why, ...payload } },
    },
  });
  return {
    ...ofBrand('hold', box.shipmentId),
    ...ofBrand('release-hold', box.shipmentId),
    ...ofBrand('expedite', box.shipmentId),
    ...ofBrand('consolidate', box.shipmentId, { shipmentIds: [other.shipmentId] }),
    ...ofBrand('split', box.shipmentId, { lines: [{ shipmentLineId: box.lineIds[0], quantity: 1 }] }),
    ...ofBrand('cancel', box.shipmentId),
    ...ofTask('hold', third.tasks.pick),
    ...ofTask('release-hold', third.tasks.pick),
    ...ofTask('expedite', third.tasks.pick),
    ...ofTask('reassign', third.tasks.pick, { stationId: null }),
  };
}

function idempotentRoutes(): string[] {
  return Object.entries(app.get(ApiDescription).get().paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const)
      .filter((method) => JSON.stringify(item[method]?.parameters ?? []).includes('"idempotency-key"'))
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
}

/** Everything in an answer that opens something. */
function secretsIn(answer: Record<string, unknown>): string[] {
  const url = typeof answer.url === 'string' ? answer.url.split('/').at(-1) : undefined;
  const code = typeof answer.expiresAt === 'string' ? answer.code : undefined;
  return [answer.secret, answer.key, code, url].filter((value) => typeof value === 'string');
}
