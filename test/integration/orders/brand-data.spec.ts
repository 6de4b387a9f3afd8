import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import {
  type BrandCaller,
  createOrderingBrand,
  hoursFromNow,
  orderBody,
  TEA,
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

const put = async (url: string, body: unknown) => {
  const answer = await brand.call('PUT', url, body);
  return [answer.status, answer.status < 400 ? null : answer.body.code];
};

describe('ranks', () => {
  it('start with the trade’s five, of which exactly one is the default', async () => {
    const { items } = await brand.get('/ranks');
    expect(
      items.map(({ code, leadMinutes }: { code: string; leadMinutes: number }) => [code, leadMinutes / 60]),
    ).toEqual([
      ['standard', 24],
      ['repeat', 22],
      ['subscriber', 21],
      ['vip', 18],
      ['invited', 16],
    ]);
    expect(items.filter(({ isDefault }: { isDefault: boolean }) => isDefault)).toHaveLength(1);
  });

  it('pass the default on, and never lose it', async () => {
    const body = { name: { ja: '友の会', en: 'Friends' }, position: 9, leadMinutes: 60, film: true };
    expect(await put('/ranks/friends', { ...body, isDefault: true })).toEqual([200, null]);
    const { items } = await brand.get('/ranks');
    expect(items.filter(({ isDefault }: { isDefault: boolean }) => isDefault)).toMatchObject([
      { code: 'friends' },
    ]);
    expect(await put('/ranks/friends', { ...body, isDefault: false })).toEqual([409, 'default_rank_needed']);
  });

  it('need a lead, and an answer without one names it', async () => {
    const body = { name: { ja: 'x', en: 'x' }, position: 9, film: true };
    const answer = await brand.call('PUT', '/ranks/friends', body);
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_request']);
    expect(answer.body.errors).toMatchObject([{ path: 'leadMinutes' }]);
  });
});

describe('a customer’s rank', () => {
  it('is the brand’s decision until it ends, and then the default again', async () => {
    await put('/customers/C-1', { name: '高瀬 千尋' });
    expect(await brand.get('/customers/C-1/rank')).toMatchObject({ rank: 'standard', source: 'default' });
    const decision = { rank: 'vip', reason: 'お得意さま', endsAt: hoursFromNow(1) };
    expect(await put('/customers/C-1/rank', decision)).toEqual([200, null]);
    expect(await put('/customers/C-1/rank', decision)).toEqual([200, null]);
    expect(await brand.get('/customers/C-1/rank')).toMatchObject({
      rank: 'vip',
      source: 'external',
      reason: 'お得意さま',
    });
    await rows(
      dataSource,
      `update customer_ranks set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where brand_id = $1`,
      [brand.world.brand.id],
    );
    expect((await brand.get('/customers/C-1')).rank).toMatchObject({ rank: 'standard', source: 'default' });
    await put('/customers/C-1/rank', { rank: 'invited', reason: '招待' });
    const history = await rows(dataSource, 'select 1 from customer_ranks where brand_id = $1', [
      brand.world.brand.id,
    ]);
    expect(history).toHaveLength(2);
  });

  it('is refused for unknown ranks, unknown customers and ends in the past', async () => {
    await put('/customers/C-1', {});
    expect(await put('/customers/C-1/rank', { rank: 'king', reason: 'x' })).toEqual([404, 'rank_not_found']);
    expect(await put('/customers/C-2/rank', { rank: 'vip', reason: 'x' })).toEqual([
      404,
      'customer_not_found',
    ]);
    expect(await put('/customers/C-1/rank', { rank: 'vip', reason: 'x', endsAt: hoursFromNow(-1) })).toEqual([
      422,
      'rank_end_in_past',
    ]);
  });

  it('gives later orders their head start, and raises open ones without ever lowering them', async () => {
    const customer = { ref: 'C-1' };
    const before = await brand.take(orderBody({ customer }));
    const dueBefore = (await brand.get(`/shipments/${before.shipmentIds[0]}`)).tasks[0].due;
    await put('/customers/C-1/rank', { rank: 'vip', reason: 'お得意さま' });
    const raised = await brand.get(`/shipments/${before.shipmentIds[0]}`);
    expect(Date.parse(dueBefore) - Date.parse(raised.tasks[0].due)).toBe(6 * 3_600_000);
    expect((await brand.get(`/orders/${before.orderId}`)).rank).toEqual({ code: 'vip', source: 'external' });
    const after = await brand.take(orderBody({ customer }));
    expect((await brand.get(`/orders/${after.orderId}`)).rank.code).toBe('vip');
    await put('/customers/C-1/rank', { rank: 'standard', reason: '終了' });
    expect((await brand.get(`/orders/${after.orderId}`)).rank.code).toBe('vip');
  });

  it('is never stated by an order', async () => {
    const { status, body } = await brand.call('POST', '/orders', { ...orderBody(), rank: 'vip' });
    expect([status, body.code]).toEqual([422, 'invalid_request']);
  });
});

describe('the catalogue', () => {
  it('refuses wrong check digits and repeated SKUs as a whole', async () => {
    expect(await put('/items', { items: [TEA, { ...TEA, sku: 'B', gtin: '2026010101017' }] })).toEqual([
      422,
      'gtin_check_digit_wrong',
    ]);
    expect(await put('/items', { items: [TEA, TEA] })).toEqual([422, 'sku_repeated']);
    expect((await brand.get('/items?limit=2')).items).toHaveLength(2);
  });
});

describe('lists', () => {
  it('page through orders, newest first', async () => {
    const taken = await brand.takeBatch(Array.from({ length: 5 }, () => orderBody()));
    const first = await brand.get('/orders?limit=3&state=open');
    const second = await brand.get(`/orders?limit=3&cursor=${first.next}`);
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(5);
    expect(new Set(ids)).toEqual(new Set(taken.map(({ orderId }) => orderId)));
    expect(second.next).toBeNull();
    const { status, body } = await brand.call('GET', '/orders?cursor=nonsense');
    expect([status, body.code]).toEqual([400, 'malformed_cursor']);
  });
});

describe('stages', () => {
  const stage = (code: string, evidence: string, sections: string[]) => ({
    code,
    name: { ja: code, en: code },
    evidence,
    sections,
    handlingMinutes: 5,
  });

  it('start as one bench and can be split', async () => {
    const { stages } = await brand.get('/stages');
    expect(
      stages.map(({ code, evidence, sections }: Record<string, unknown>) => [code, evidence, sections]),
    ).toEqual([
      ['pick', 'scan_log', ['pick']],
      ['pack', 'film', ['inspect', 'pack']],
      ['ship', 'still', ['ship']],
    ]);
    const split = [
      stage('pick', 'scan_log', ['pick']),
      stage('inspect', 'film', ['inspect']),
      stage('box', 'film', ['pack']),
      stage('ship', 'still', ['ship']),
    ];
    expect(await put('/stages', { stages: split })).toEqual([200, null]);
    const { shipmentIds } = await brand.take(orderBody());
    expect((await brand.get(`/shipments/${shipmentIds[0]}`)).tasks).toHaveLength(4);
  });

  it('keep every section once, and stay while there is work in them', async () => {
    expect(await put('/stages', { stages: [stage('all', 'film', ['pick', 'pack', 'ship'])] })).toEqual([
      422,
      'stages_not_allowed',
    ]);
    await brand.take(orderBody());
    expect(
      await put('/stages', { stages: [stage('all', 'film', ['pick', 'inspect', 'pack', 'ship'])] }),
    ).toEqual([409, 'stage_in_use']);
  });
});

describe('the carrier’s issued list', () => {
  const yamato = (number: string) => ({ carrier: 'yamato', number });
  const shipmentId = async () => (await brand.take(orderBody())).shipmentIds[0];

  it('names the parcels of a shipment and can be sent again, changed', async () => {
    const id = await shipmentId();
    await put(`/shipments/${id}/waybills`, {
      waybills: [yamato('3012ー0000ー0010'), yamato('A301200000021A')],
    });
    const shipment = await brand.get(`/shipments/${id}`);
    expect(shipment).toMatchObject({ parcelCount: 2, carrier: 'yamato', flags: ['lot', 'multi_box'] });
    expect(shipment.waybills).toMatchObject([
      { number: '3012-0000-0010', parcelNo: 1 },
      { number: '3012-0000-0021', parcelNo: 2 },
    ]);
    await put(`/shipments/${id}/waybills`, { waybills: [yamato('3012-0000-0021')] });
    expect(await brand.get(`/shipments/${id}`)).toMatchObject({
      parcelCount: 1,
      flags: ['lot'],
      waybills: [{ number: '3012-0000-0021', parcelNo: 1 }],
    });
  });

  it('keeps the labels that are on a box', async () => {
    const id = await shipmentId();
    await put(`/shipments/${id}/waybills`, { waybills: [yamato('3012-0000-0010')] });
    await rows(dataSource, 'update waybills set bound_at = now() where shipment_id = $1', [id]);
    await put(`/shipments/${id}/waybills`, { waybills: [yamato('3012-0000-0021')] });
    const { waybills } = await brand.get(`/shipments/${id}`);
    expect(waybills.map(({ number }: { number: string }) => number)).toEqual([
      '3012-0000-0010',
      '3012-0000-0021',
    ]);
  });

  it('refuses wrong, repeated and foreign numbers with their places', async () => {
    const [one, two] = [await shipmentId(), await shipmentId()];
    expect(await put(`/shipments/${one}/waybills`, { waybills: [yamato('3012-0000-0010')] })).toEqual([
      200,
      null,
    ]);
    const attempts: [string, string][] = [
      ['3012-0000-0011', 'waybill_check_digit_wrong'],
      ['2026010101016', 'waybill_malformed'],
      ['3012-0000-0010', 'waybill_issued_elsewhere'],
    ];
    for (const [number, code] of attempts) {
      const { body } = await brand.call('PUT', `/shipments/${two}/waybills`, {
        waybills: [yamato('3012-0000-0135'), yamato(number)],
      });
      expect([body.code, body.errors[0].path]).toEqual([code, 'waybills.1.number']);
    }
    const twice = { waybills: [yamato('3012-0000-0135'), yamato('301200000135')] };
    expect(await put(`/shipments/${two}/waybills`, twice)).toEqual([422, 'waybill_repeated']);
    expect((await brand.get(`/shipments/${two}`)).waybills).toEqual([]);
  });

  it('gives one number to one of two shipments that ask at the same moment', async () => {
    const ids = [await shipmentId(), await shipmentId()];
    const answers = await Promise.all(
      ids.map((id) => put(`/shipments/${id}/waybills`, { waybills: [yamato('3012-0000-0021')] })),
    );
    expect(answers.map(([status]) => status).sort()).toEqual([200, 409]);
  });

  it('moves a number that was never used to another shipment', async () => {
    const [one, two] = [await shipmentId(), await shipmentId()];
    await put(`/shipments/${one}/waybills`, { waybills: [yamato('3012-0000-0010')] });
    await put(`/shipments/${one}/waybills`, { waybills: [yamato('3012-0000-0021')] });
    expect(await put(`/shipments/${two}/waybills`, { waybills: [yamato('3012-0000-0010')] })).toEqual([
      200,
      null,
    ]);
  });
});

describe('carrier events', () => {
  it('are kept once, and tell where the parcel is in whatever order they come', async () => {
    const { shipmentIds, orderId } = await brand.take(orderBody());
    await rows(dataSource, `update shipments set state = 'handed_over' where id = $1`, [shipmentIds[0]]);
    const send = async (state: string, hours: number) => {
      const event = { state, occurredAt: hoursFromNow(hours) };
      const first = await brand.call('POST', `/shipments/${shipmentIds[0]}/carrier-events`, event);
      const again = await brand.call('POST', `/shipments/${shipmentIds[0]}/carrier-events`, event);
      expect([first.body.duplicate, again.body.duplicate]).toEqual([false, true]);
      return [again.body.carrierState, again.body.shipmentState];
    };
    expect(await send('out_for_delivery', -3)).toEqual(['out_for_delivery', 'handed_over']);
    expect(await send('in_transit', -5)).toEqual(['out_for_delivery', 'handed_over']);
    expect(await send('delivered', -1)).toEqual(['delivered', 'delivered']);
    expect(await send('exception', -0.5)).toEqual(['delivered', 'delivered']);
    expect((await brand.get(`/orders/${orderId}`)).state).toBe('completed');
    const kept = await rows(dataSource, 'select 1 from carrier_events where shipment_id = $1', [
      shipmentIds[0],
    ]);
    expect(kept).toHaveLength(4);
  });

  it('move nothing while stages are undone, are kept, and count from the hand-over on', async () => {
    const { shipmentIds, orderId } = await brand.take(orderBody());
    const [shipmentId = ''] = shipmentIds;
    const event = { state: 'delivered', occurredAt: hoursFromNow(-1) };
    const send = () => brand.call('POST', `/shipments/${shipmentId}/carrier-events`, event);
    expect(await send()).toMatchObject({
      status: 200,
      body: { shipmentState: 'planned', carrierState: 'delivered', duplicate: false },
    });
    const [row] = await rows(dataSource, 'select delivered_at, handed_over_at from shipments where id = $1', [
      shipmentId,
    ]);
    expect(row).toEqual({ delivered_at: null, handed_over_at: null });
    await rows(dataSource, `update shipments set state = 'handed_over' where id = $1`, [shipmentId]);
    expect((await send()).body).toMatchObject({ shipmentState: 'delivered', duplicate: true });
    expect((await brand.get(`/orders/${orderId}`)).state).toBe('completed');
  });

  it('are not from the future', async () => {
    const { shipmentIds } = await brand.take(orderBody());
    const event = { state: 'in_transit', occurredAt: hoursFromNow(3) };
    const { status, body } = await brand.call('POST', `/shipments/${shipmentIds[0]}/carrier-events`, event);
    expect([status, body.code]).toEqual([422, 'event_in_future']);
  });
});
