import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import {
  type BrandCaller,
  CANISTER,
  createOrderingBrand,
  hoursFromNow,
  orderBody,
  TEA,
  YOKAN,
} from '../../factories/orders.js';
import { createTestApp } from '../../harness/application.js';

let app: NestFastifyApplication;
let dataSource: DataSource;
let brand: BrandCaller;

beforeAll(async () => {
  app = await createTestApp();
  dataSource = app.get(DataSource);
});
beforeEach(async () => {
  brand = await createOrderingBrand(app);
});
afterAll(() => app.close());

const count = async (table: string): Promise<number> => {
  const sql = `select count(*)::integer as n from ${table} where brand_id = $1`;
  return (await rows<{ n: number }>(dataSource, sql, [brand.world.brand.id]))[0]!.n;
};

const kindsOf = async (orderId: string): Promise<string[]> => {
  const sql = 'select kind from timeline_events where order_id = $1 order by id';
  return (await rows<{ kind: string }>(dataSource, sql, [orderId])).map(({ kind }) => kind);
};

describe('a new order', () => {
  it('becomes a shipment with a task for each stage, of which the first is ready', async () => {
    const result = await brand.take(orderBody());
    expect(result).toMatchObject({ outcome: 'created', source: 'test', problem: null, changed: [] });
    const shipment = await brand.get(`/shipments/${result.shipmentIds[0]}`);
    expect(
      shipment.tasks.map(({ stage, state, dueTerm }: Record<string, string>) => [stage, state, dueTerm]),
    ).toEqual([
      ['pick', 'ready', 'lead'],
      ['pack', 'waiting', 'lead'],
      ['ship', 'waiting', 'lead'],
    ]);
    expect(shipment.lines).toMatchObject([{ sku: TEA.sku, name: TEA.name, quantity: 1 }]);
    expect(await kindsOf(result.orderId!)).toEqual(['order_received', 'rank_recorded', 'shipment_planned']);
  });

  it('keeps its people, its lines with the catalogue’s words and its total', async () => {
    const body = orderBody({ recipient: { name: '三枝 和臣', postalCode: '100-0001' }, gift: true });
    const { orderId } = await brand.take(body);
    const order = await brand.get(`/orders/${orderId}`);
    expect(order).toMatchObject({
      externalId: body.externalId,
      state: 'open',
      rank: { code: 'standard', source: 'default' },
      payment: { total: 1620, currency: 'JPY' },
      parties: { orderer: { name: '高瀬 千尋' }, sender: null, recipient: { name: '三枝 和臣' } },
      lines: [{ lineNo: 1, sku: TEA.sku, gtin: TEA.gtin, name: TEA.name, unitPrice: 1620, flags: ['lot'] }],
      revision: 1,
    });
    expect(order.instructions.map(({ kind }: { kind: string }) => kind)).toEqual(['no_prices']);
    expect((await brand.get(`/customers/${encodeURIComponent(body.customer.ref)}`)).name).toBe('高瀬 千尋');
  });

  it('travels in two boxes when something is chilled', async () => {
    const lines = [TEA, YOKAN].map(({ sku }) => ({ sku, quantity: 1, unitPrice: 1000 }));
    const { shipmentIds } = await brand.take(orderBody({ lines }));
    const shipments = await Promise.all(shipmentIds.map((id) => brand.get(`/shipments/${id}`)));
    expect(shipments.map(({ flags }) => flags)).toEqual([['lot'], ['chilled', 'lot']]);
  });

  it('waits for its payment and starts when it arrives', async () => {
    const body = orderBody({
      payment: { method: 'bank_transfer', state: 'pending', currency: 'JPY', total: 1620 },
    });
    const { shipmentIds, orderId } = await brand.take(body);
    const waiting = await brand.get(`/shipments/${shipmentIds[0]}`);
    expect(waiting.releaseAt).toBeNull();
    expect(waiting.tasks.map(({ state }: { state: string }) => state)).toEqual([
      'waiting',
      'waiting',
      'waiting',
    ]);
    const paid = await brand.take({ ...body, payment: { ...body.payment, state: 'paid' } });
    expect(paid).toMatchObject({ outcome: 'updated', changed: ['payment'], orderId, shipmentIds });
    const released = await brand.get(`/shipments/${shipmentIds[0]}`);
    expect(Date.now() - Date.parse(released.releaseAt)).toBeLessThan(60_000);
    expect(released.tasks[0].state).toBe('ready');
  });

  it('is not offered before the morning of the day before it ships for a requested date', async () => {
    const { shipmentIds } = await brand.take(
      orderBody({ delivery: { date: hoursFromNow(240).slice(0, 10) } }),
    );
    const shipment = await brand.get(`/shipments/${shipmentIds[0]}`);
    expect(Date.parse(shipment.releaseAt)).toBeGreaterThan(Date.now() + 6 * 86_400_000);
    expect(shipment.tasks[0].state).toBe('waiting');
  });

  it('keeps every character of a name', async () => {
    const names = ['O"Neil \\ {NULL},', 'NULL', '{}', '髙橋 𠮷野 👨‍👩‍👧', "'; drop table orders; --"];
    const results = await brand.takeBatch(
      names.map((name) => orderBody({ orderer: { name }, wishes: [name] })),
    );
    const orders = await Promise.all(results.map(({ orderId }) => brand.get(`/orders/${orderId}`)));
    expect(orders.map(({ parties }) => parties.orderer.name)).toEqual(names);
    expect(orders.map(({ instructions }) => instructions[0].text.ja)).toEqual(names);
  });

  it('tells the packer what to engrave and how to wrap', async () => {
    const { orderId, shipmentIds } = await brand.take(
      orderBody({
        lines: [{ sku: CANISTER.sku, quantity: 1, unitPrice: 6600, engraving: '千尋' }],
        noshi: { kind: 'celebration', omotegaki: '御礼', mizuhiki: 'red_white_bow', nameLines: ['三枝'] },
        wishes: ['緑のリボンで'],
      }),
    );
    const { instructions } = await brand.get(`/orders/${orderId}`);
    expect(instructions.map(({ kind, source }: Record<string, string>) => `${source}:${kind}`)).toEqual([
      'wish:engraving',
      'wish:noshi',
      'wish:wish',
    ]);
    expect((await brand.get(`/shipments/${shipmentIds[0]}`)).flags).toEqual(['engraving', 'noshi']);
  });
});

describe('the same order again', () => {
  it('changes nothing', async () => {
    const body = orderBody();
    const first = await brand.take(body);
    expect(await brand.take(body)).toEqual({ ...first, outcome: 'unchanged' });
    expect([await count('orders'), await count('tasks'), await count('timeline_events')]).toEqual([1, 3, 3]);
  });

  it('is created once by two batches at the same moment, in whichever order they list it', async () => {
    const orders = Array.from({ length: 40 }, () => orderBody({ customer: { ref: 'C-shared' } }));
    const answers = await Promise.all([
      brand.takeBatch(orders),
      brand.takeBatch([...orders].reverse()),
      brand.takeBatch(orders.slice(10, 30)),
    ]);
    const outcomes = answers.flat().map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(40);
    expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(60);
    expect([await count('orders'), await count('shipments'), await count('customers')]).toEqual([40, 40, 1]);
  });

  it('twice in one batch: the later one finds what the earlier one left', async () => {
    const body = orderBody();
    const results = await brand.takeBatch([
      body,
      body,
      { ...body, shipBy: hoursFromNow(72) },
      { ...body, cancelled: { reason: '間違えました' } },
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'unchanged', 'updated', 'cancelled']);
    expect(new Set(results.map(({ orderId }) => orderId)).size).toBe(1);
  });

  it('answers the same under one Idempotency-Key, and refuses the key with another body', async () => {
    const body = orderBody();
    const headers = { 'idempotency-key': 'order-once' };
    const first = await brand.call('POST', '/orders', body, headers);
    const again = await brand.call('POST', '/orders', body, headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await brand.call('POST', '/orders', orderBody(), headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('belongs to another brand under the same number', async () => {
    const body = orderBody();
    const stranger = await createOrderingBrand(app);
    const mine = await brand.take(body);
    const theirs = await stranger.take(body);
    expect(theirs.outcome).toBe('created');
    expect(theirs.orderId).not.toBe(mine.orderId);
  });
});

describe('a batch', () => {
  it('of 500 goes in with a result each, in the same sequence', async () => {
    const orders = Array.from({ length: 500 }, () => orderBody());
    const results = await brand.takeBatch(orders);
    expect(results.map(({ externalId }) => externalId)).toEqual(orders.map(({ externalId }) => externalId));
    expect(results.every(({ outcome }) => outcome === 'created')).toBe(true);
    expect([await count('orders'), await count('tasks')]).toEqual([500, 1500]);
  });

  it('takes the good ones and refuses the others, each with its code and path', async () => {
    const bad: [unknown, string, string][] = [
      [{ ...orderBody(), surprise: 1 }, 'invalid_request', ''],
      [
        orderBody({ lines: [{ sku: TEA.sku, quantity: 0, unitPrice: 1 }] }),
        'invalid_request',
        'lines.0.quantity',
      ],
      [
        orderBody({ lines: [{ sku: TEA.sku, quantity: 10_000, unitPrice: 1 }] }),
        'invalid_request',
        'lines.0.quantity',
      ],
      [
        orderBody({ lines: [{ sku: TEA.sku, quantity: 9999, unitPrice: 9e11 }] }),
        'order_total_too_large',
        'lines',
      ],
      [
        orderBody({ lines: [{ sku: TEA.sku, gtin: '2026010101017', quantity: 1, unitPrice: 1 }] }),
        'gtin_check_digit_wrong',
        'lines.0.gtin',
      ],
      [orderBody({ lines: [{ sku: 'NOBODY', quantity: 1, unitPrice: 1 }] }), 'sku_unknown', 'lines.0.sku'],
      [orderBody({ shipBy: hoursFromNow(-2) }), 'ship_by_before_placed', 'shipBy'],
      [
        orderBody({ placedAt: hoursFromNow(-3000), shipBy: hoursFromNow(-2900) }),
        'ship_by_too_old',
        'shipBy',
      ],
      [orderBody({ shipBy: hoursFromNow(24 * 800) }), 'ship_by_too_far', 'shipBy'],
      [orderBody({ placedAt: hoursFromNow(30) }), 'placed_in_future', 'placedAt'],
      [orderBody({ notBefore: hoursFromNow(50) }), 'not_before_after_ship_by', 'notBefore'],
      [orderBody({ delivery: { date: '2020-01-01' } }), 'delivery_date_before_placed', 'delivery.date'],
      [
        orderBody({ payment: { method: 'card', state: 'refunded', currency: 'JPY', total: 1 } }),
        'payment_refunded',
        'payment.state',
      ],
      [{ ...orderBody(), carrier: 'pigeon' }, 'invalid_request', 'carrier'],
      [{ ...orderBody(), rank: 'vip' }, 'invalid_request', ''],
      [
        orderBody({ noshi: { kind: 'wedding', omotegaki: '寿', mizuhiki: 'red_white_bow', nameLines: [] } }),
        'noshi_not_allowed',
        'noshi.mizuhiki',
      ],
      [{ ...orderBody(), orderer: { name: 'NUL\u0000' } }, 'invalid_request', 'orderer.name'],
      [{ ...orderBody(), customer: { ref: 'half \ud83d' } }, 'invalid_request', 'customer.ref'],
      [null, 'invalid_request', ''],
      ['an order', 'invalid_request', ''],
    ];
    const good = orderBody();
    const results = await brand.takeBatch([...bad.map(([body]) => body), good]);
    expect(results.map(({ problem }) => problem?.code ?? null)).toEqual([
      ...bad.map(([, code]) => code),
      null,
    ]);
    expect(results.map(({ problem }) => problem?.errors?.[0]?.path ?? null)).toEqual([
      ...bad.map(([, , path]) => path),
      null,
    ]);
    expect(results.at(-1)?.outcome).toBe('created');
    expect(await count('orders')).toBe(1);
  });

  it('must hold between one and 500 orders', async () => {
    for (const orders of [[], Array.from({ length: 501 }, () => ({})), 'none']) {
      const { status, body } = await brand.call('POST', '/orders', { orders });
      expect([status, body.code, body.errors[0].path]).toEqual([422, 'invalid_request', 'orders']);
    }
  });

  it('stores nothing when the transaction fails', async () => {
    const failing = failingInserts(dataSource);
    await failing.install(brand.world.brand.id);
    try {
      const { status } = await brand.call('POST', '/orders', { orders: [orderBody(), orderBody()] });
      expect(status).toBe(500);
    } finally {
      await failing.remove();
    }
    for (const table of [
      'orders',
      'order_lines',
      'order_addresses',
      'customers',
      'shipments',
      'tasks',
      'timeline_events',
    ]) {
      expect([table, await count(table)]).toEqual([table, 0]);
    }
  });
});

describe('one order that can’t be taken', () => {
  it('is a problem with the reason’s own status', async () => {
    const { status, headers, body } = await brand.call(
      'POST',
      '/orders',
      orderBody({ shipBy: hoursFromNow(-2) }),
    );
    expect([status, headers['content-type'], body.code]).toEqual([
      422,
      'application/problem+json; charset=utf-8',
      'ship_by_before_placed',
    ]);
    expect(body.errors).toMatchObject([{ path: 'shipBy' }]);
  });

  it('names every field that is wrong', async () => {
    const { body } = await brand.call('POST', '/orders', { ...orderBody(), source: 'No!', lines: [] });
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(['lines', 'source']);
  });

  it('may not even be JSON', async () => {
    const { status, body } = await brand.call('POST', '/orders', '{"source": ');
    expect([status, body.code]).toEqual([400, 'malformed_json']);
  });
});

/** Makes the last statement of intake fail for one brand, in the database itself. */
function failingInserts(on: DataSource) {
  return {
    install: async (brandId: string) => {
      await rows(
        on,
        `create function refuse_one_brand() returns trigger language plpgsql as $$
        begin if new.brand_id = '${brandId}' then raise exception 'disk full'; end if; return new; end $$`,
      );
      await rows(
        on,
        `create trigger refuse_one_brand before insert on timeline_events for each row execute function refuse_one_brand()`,
      );
    },
    remove: async () => {
      await rows(on, 'drop trigger refuse_one_brand on timeline_events');
      await rows(on, 'drop function refuse_one_brand()');
    },
  };
}
