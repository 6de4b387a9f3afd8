import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { createStation } from '../../factories/clips.js';
import {
  type BrandCaller,
  CANISTER,
  createOrderingBrand,
  hoursFromNow,
  orderBody,
  type OrderInput,
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

const line = (sku: string, quantity = 1) => ({ sku, quantity, unitPrice: 1000 });
const shipmentOf = (id: string | undefined) => brand.get(`/shipments/${id}`);
const states = ({ tasks }: { tasks: { state: string }[] }) => tasks.map(({ state }) => state);

async function refusalOf(order: OrderInput) {
  const { status, body } = await brand.call('POST', '/orders', order);
  return { status, code: body.code, paths: (body.errors ?? []).map(({ path }: { path: string }) => path) };
}

async function setTask(shipmentId: string | undefined, stage: string, state: 'claimed' | 'completed') {
  const { stationId, packerId } = await createStation(app, brand.world.warehouse.id);
  await rows(
    dataSource,
    `update tasks set state = $3, token = token + 1, station_id = $4, packer_id = $5, lease_until = now() + interval '2 min',
       claimed_at = now(), completed_at = case when $3 = 'completed' then now() end
     where shipment_id = $1 and stage = $2`,
    [shipmentId, stage, state, stationId, packerId],
  );
}

async function countEvents(orderId: string | null, kind: string): Promise<number> {
  const sql = 'select 1 from timeline_events where order_id = $1 and kind = $2';
  return (await rows(dataSource, sql, [orderId, kind])).length;
}

describe('a changed order', () => {
  it('says which fields changed, and keeps its shipment and tasks', async () => {
    const body = orderBody();
    const { orderId, shipmentIds } = await brand.take(body);
    const changed = await brand.take({
      ...body,
      shipBy: hoursFromNow(20),
      lines: [line(CANISTER.sku, 2)],
      orderer: { ...body.orderer, phone: '03-0000-0009' },
      wishes: ['早めに'],
    });
    expect(changed).toMatchObject({ outcome: 'updated', orderId, shipmentIds });
    expect(changed.changed).toEqual(['orderer', 'lines', 'shipBy', 'wishes']);
    const order = await brand.get(`/orders/${orderId}`);
    expect(order).toMatchObject({ revision: 2, lines: [{ sku: CANISTER.sku, quantity: 2 }] });
    expect(order.instructions).toMatchObject([{ kind: 'wish' }]);
    const shipment = await shipmentOf(shipmentIds[0]);
    expect(shipment.lines).toMatchObject([{ sku: CANISTER.sku, quantity: 2 }]);
    expect(await countEvents(orderId, 'order_updated')).toBe(1);
  });

  it('is due earlier when its ship-by comes closer', async () => {
    const body = orderBody();
    const { shipmentIds } = await brand.take(body);
    const before = await shipmentOf(shipmentIds[0]);
    await brand.take({ ...body, shipBy: hoursFromNow(4) });
    const after = await shipmentOf(shipmentIds[0]);
    expect(after.tasks[0].dueTerm).toBe('ship_by');
    expect(Date.parse(after.tasks[0].due)).toBeLessThan(Date.parse(before.tasks[0].due));
  });

  it('waits again when its delivery date moves away', async () => {
    const body = orderBody();
    const { shipmentIds } = await brand.take(body);
    const result = await brand.take({
      ...body,
      delivery: { date: hoursFromNow(240).slice(0, 10), window: '午前中' },
    });
    expect(result.changed).toEqual(['delivery']);
    const shipment = await shipmentOf(shipmentIds[0]);
    expect(states(shipment)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(shipment.delivery.window).toBe('午前中');
  });

  it('gets a second box when chilled goods join and loses it when they leave', async () => {
    const body = orderBody();
    const first = await brand.take(body);
    const two = await brand.take({ ...body, lines: [...body.lines, line(YOKAN.sku)] });
    expect(two.shipmentIds).toHaveLength(2);
    expect(two.shipmentIds[0]).toBe(first.shipmentIds[0]);
    const one = await brand.take({ ...body });
    expect(one.shipmentIds).toEqual(first.shipmentIds);
    expect((await shipmentOf(two.shipmentIds[1])).state).toBe('cancelled');
  });

  it('doesn’t change because the catalogue did', async () => {
    const body = orderBody();
    await brand.take(body);
    await brand.call('PUT', '/items', { items: [{ ...TEA, name: { ja: '新しい名前', en: 'New name' } }] });
    expect(await brand.take({ ...body, wishes: [] })).toMatchObject({ outcome: 'unchanged' });
    expect(await brand.take({ ...body, service: 'cool' })).toMatchObject({
      outcome: 'updated',
      changed: ['service'],
    });
  });

  it('is planned anew when somebody has already picked it and its lines change', async () => {
    const body = orderBody();
    const { shipmentIds } = await brand.take(body);
    await setTask(shipmentIds[0], 'pick', 'completed');
    const changed = await brand.take({ ...body, lines: [line(TEA.sku, 5)] });
    expect(changed.outcome).toBe('updated');
    expect(changed.shipmentIds).not.toEqual(shipmentIds);
    expect(states(await shipmentOf(shipmentIds[0]))).toEqual(['completed', 'cancelled', 'cancelled']);
    const anew = await shipmentOf(changed.shipmentIds[0]);
    expect([states(anew), anew.lines[0].quantity]).toEqual([['ready', 'waiting', 'waiting'], 5]);
  });

  it('stops the packer who holds it when the recipient changes', async () => {
    const body = orderBody({ recipient: { name: '三枝 和臣' } });
    const { shipmentIds, orderId } = await brand.take(body);
    await setTask(shipmentIds[0], 'pick', 'claimed');
    const changed = await brand.take({ ...body, recipient: { name: '久世 亘' } });
    expect(changed.changed).toEqual(['recipient']);
    expect((await shipmentOf(shipmentIds[0])).state).toBe('cancelled');
    expect(await countEvents(orderId, 'task_stopped')).toBe(1);
    expect((await brand.get(`/orders/${orderId}`)).parties.recipient.name).toBe('久世 亘');
  });

  it('comes too late for what is in a packed box, but not for its payment', async () => {
    const body = orderBody();
    const { shipmentIds, orderId } = await brand.take(body);
    await setTask(shipmentIds[0], 'pick', 'completed');
    await setTask(shipmentIds[0], 'pack', 'completed');
    expect(await refusalOf({ ...body, lines: [line(TEA.sku, 3)], recipient: { name: '久世 亘' } })).toEqual({
      status: 409,
      code: 'order_already_packed',
      paths: ['recipient', 'lines'],
    });
    expect((await brand.get(`/orders/${orderId}`)).lines[0].quantity).toBe(1);
    const paid = await brand.take({ ...body, payment: { ...body.payment, method: 'wallet' } });
    expect(paid).toMatchObject({ outcome: 'updated', changed: ['payment'], shipmentIds });
  });

  it('comes too late once a label is on the box', async () => {
    const body = orderBody();
    const { shipmentIds } = await brand.take(body);
    const issued = { waybills: [{ carrier: 'yamato', number: '3012-0000-0010' }] };
    await brand.call('PUT', `/shipments/${shipmentIds[0]}/waybills`, issued);
    await rows(dataSource, 'update waybills set bound_at = now() where shipment_id = $1', [shipmentIds[0]]);
    expect((await refusalOf({ ...body, gift: true })).code).toBe('order_already_packed');
  });

  it('leaves labels with the old address behind', async () => {
    const body = orderBody({ recipient: { name: '三枝 和臣' } });
    const { shipmentIds } = await brand.take(body);
    const issued = { waybills: [{ carrier: 'yamato', number: '3012-0000-0021' }] };
    await brand.call('PUT', `/shipments/${shipmentIds[0]}/waybills`, issued);
    await brand.take({ ...body, recipient: { name: '久世 亘' } });
    expect((await shipmentOf(shipmentIds[0])).waybills).toEqual([]);
  });

  it('and many at once change in one batch, from two sides, without a deadlock', async () => {
    const bodies = Array.from({ length: 30 }, () => orderBody({ customer: { ref: 'C-many' } }));
    await brand.takeBatch(bodies);
    const variant = (quantity: number) =>
      bodies.map((body) => ({ ...body, lines: [line(TEA.sku, quantity)] }));
    const answers = await Promise.all([
      brand.takeBatch(variant(2)),
      brand.takeBatch(variant(3).reverse()),
      brand.takeBatch(variant(4)),
    ]);
    expect(answers.flat().every(({ outcome }) => outcome === 'updated')).toBe(true);
    const [order] = await brand.takeBatch(bodies.slice(0, 1));
    expect((await brand.get(`/orders/${order?.orderId}`)).revision).toBe(5);
  });
});

describe('a cancelled order', () => {
  it('stops with its tasks, and stays cancelled', async () => {
    const body = orderBody();
    const { orderId, shipmentIds } = await brand.take(body);
    await setTask(shipmentIds[0], 'pick', 'claimed');
    const cancelled = await brand.call('POST', `/orders/${orderId}/cancel`, { reason: '注文間違い' });
    expect(cancelled.body).toMatchObject({ state: 'cancelled', cancelReason: '注文間違い' });
    const shipment = await shipmentOf(shipmentIds[0]);
    expect([shipment.state, ...states(shipment)]).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
    expect(await brand.take(body)).toMatchObject({ outcome: 'unchanged' });
    expect((await refusalOf({ ...body, gift: true })).code).toBe('order_is_cancelled');
    expect(await countEvents(orderId, 'order_cancelled')).toBe(1);
    await brand.call('POST', `/orders/${orderId}/cancel`, { reason: 'again' });
    expect(await countEvents(orderId, 'order_cancelled')).toBe(1);
  });

  it('can be told by the shop, even before the order itself', async () => {
    const body = orderBody();
    const cancel = { ...body, cancelled: { reason: 'お客さま都合' } };
    expect(await brand.take(cancel)).toMatchObject({ outcome: 'cancelled', shipmentIds: [] });
    expect(await brand.take(cancel)).toMatchObject({ outcome: 'unchanged' });
    expect((await refusalOf(body)).code).toBe('order_is_cancelled');
  });

  it('is what a refund means', async () => {
    const body = orderBody();
    const { orderId } = await brand.take(body);
    const refunded = await brand.take({ ...body, payment: { ...body.payment, state: 'refunded' } });
    expect(refunded).toMatchObject({ outcome: 'cancelled', orderId });
    expect(await brand.get(`/orders/${orderId}`)).toMatchObject({
      state: 'cancelled',
      payment: { state: 'refunded' },
    });
  });

  it('can’t be one that has left', async () => {
    const { orderId, shipmentIds } = await brand.take(orderBody());
    await rows(dataSource, `update shipments set state = 'handed_over' where id = $1`, [shipmentIds[0]]);
    const { status, body } = await brand.call('POST', `/orders/${orderId}/cancel`, { reason: 'late' });
    expect([status, body.code]).toEqual([409, 'order_already_shipped']);
  });
});

describe('another brand', () => {
  it('finds nothing under a foreign id', async () => {
    const { orderId, shipmentIds } = await brand.take(orderBody());
    const stranger = await createOrderingBrand(app);
    const answers = await Promise.all([
      stranger.call('GET', `/orders/${orderId}`),
      stranger.call('POST', `/orders/${orderId}/cancel`, { reason: 'x' }),
      stranger.call('GET', `/shipments/${shipmentIds[0]}`),
      stranger.call('PUT', `/shipments/${shipmentIds[0]}/waybills`, {
        waybills: [{ carrier: 'yamato', number: '3012-0000-0010' }],
      }),
      stranger.call('POST', `/shipments/${shipmentIds[0]}/carrier-events`, {
        state: 'delivered',
        occurredAt: hoursFromNow(0),
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await brand.get(`/orders/${orderId}`)).state).toBe('open');
  });
});
