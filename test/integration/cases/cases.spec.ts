import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { createBrand, signIn } from '../../factories/accounts.js';
import {
  countEvents,
  createTrackedShipment,
  type TrackedShipment,
} from '../../factories/tracked-shipment.js';
import { createTestApp } from '../../harness/application.js';

let app: NestFastifyApplication;
let shipment: TrackedShipment;

beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  shipment = await createTrackedShipment(app);
});
afterAll(() => app.close());

const call = async (
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
) => {
  const bearer = { authorization: `Bearer ${shipment.brandKey}` };
  const answer = await app.inject({ method, url, payload, headers: { ...bearer, ...headers } });
  return { status: answer.statusCode, body: answer.json() };
};
const open = (over: object = {}) =>
  call('POST', '/v1/cases', {
    ...{ orderId: shipment.orderId, shipmentId: shipment.shipmentId, weight: 'inquiry', reason: 'damaged' },
    ...over,
  });
const preserved = (caseId: string) =>
  rows<{ bucket: string; state: string }>(
    app.get(DataSource),
    'select bucket, state from preservations where case_id = $1 order by bucket, object_key',
    [caseId],
  );

describe('cases', () => {
  it('get numbers in their order, and are listed newest first', async () => {
    const first = await open();
    const second = await open({ weight: 'complaint', note: '箱の角が\nつぶれていた' });
    expect([first.status, first.body.caseNo, second.body.caseNo]).toEqual([201, 'C-000001', 'C-000002']);
    const listed = await call('GET', '/v1/cases?limit=1');
    expect(listed.body.items.map((item: { caseNo: string }) => item.caseNo)).toEqual(['C-000002']);
    const next = await call('GET', `/v1/cases?limit=1&cursor=${listed.body.next}`);
    expect(next.body).toMatchObject({ items: [{ caseNo: 'C-000001' }], next: null });
  });

  it('are answered by a time that is still to come', async () => {
    const late = await open({ answerBy: '2001-01-01T00:00:00Z' });
    expect(late).toMatchObject({ status: 422, body: { errors: [{ path: 'answerBy' }] } });
    const answerBy = new Date(Date.now() + 86_400_000).toISOString();
    expect(await open({ answerBy })).toMatchObject({ status: 201, body: { answerBy } });
    const thisMinute = new Date(Date.now() - 60_000).toISOString();
    expect((await open({ answerBy: thisMinute })).status).toBe(201);
  });

  it('preserve every piece of evidence from a dispute on', async () => {
    const dispute = await open({ weight: 'dispute' });
    const objects = await preserved(dispute.body.id);
    // The original; three renditions; their three statements, the manifest, and the signatures of these four.
    expect(objects.map((object) => object.bucket)).toEqual([
      ...Array<string>(3).fill('derived'),
      ...Array<string>(8).fill('ledger'),
      'originals',
    ]);
    expect(await countEvents(app, shipment.shipmentId, 'evidence_preserved')).toBe(1);

    const inquiry = await open();
    expect(await preserved(inquiry.body.id)).toEqual([]);
    const raised = await call('POST', `/v1/cases/${inquiry.body.id}/weight`, { weight: 'chargeback' });
    expect([raised.status, raised.body.weight]).toEqual([200, 'chargeback']);
    expect(await preserved(inquiry.body.id)).toHaveLength(12);
  });

  it('never get lighter, and end with a decision that lets the evidence go', async () => {
    const { body } = await open({ weight: 'dispute' });
    const lighter = await call('POST', `/v1/cases/${body.id}/weight`, { weight: 'complaint' });
    expect([lighter.status, lighter.body.code]).toEqual([409, 'case_weight_not_heavier']);
    const closed = await call('POST', `/v1/cases/${body.id}/close`, {
      decision: 'replacement',
      note: '再送',
    });
    expect([closed.status, closed.body.state]).toEqual([200, 'closed']);
    expect(new Set((await preserved(body.id)).map((object) => object.state))).toEqual(new Set(['released']));
    const again = await call('POST', `/v1/cases/${body.id}/close`, { decision: 'refund' });
    expect([again.status, again.body.code]).toEqual([409, 'case_closed']);
    const raised = await call('POST', `/v1/cases/${body.id}/weight`, { weight: 'chargeback' });
    expect([raised.status, raised.body.code]).toEqual([409, 'case_closed']);
  });

  it('are closed once when two people decide at the same moment', async () => {
    const { body } = await open();
    const close = (decision: string) => call('POST', `/v1/cases/${body.id}/close`, { decision });
    const answers = await Promise.all([close('refund'), close('goodwill'), close('no_action')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    expect(await countEvents(app, shipment.shipmentId, 'case_closed')).toBe(1);
  });

  it('are about things that belong together', async () => {
    const other = await createTrackedShipment(app, { of: shipment });
    const mixed = await open({ shipmentId: other.shipmentId });
    expect([mixed.status, mixed.body.code]).toEqual([422, 'shipment_of_another_order']);
    const line = await open({ shipmentLineId: other.lineId });
    expect([line.status, line.body.code]).toEqual([422, 'line_of_another_shipment']);
  });

  it('show everything in one file, in the reader’s language, and note who has opened it', async () => {
    const { body } = await open({ weight: 'dispute', note: '写真あり' });
    await call('POST', `/v1/cases/${body.id}/messages`, { body: 'お調べします' });
    const file = await call('GET', `/v1/cases/${body.id}`, undefined, { 'accept-language': 'en' });
    expect(file.status).toBe(200);
    expect(file.body).toMatchObject({
      case: { caseNo: 'C-000001', weight: 'dispute', orderExternalId: shipment.externalId },
      messages: [{ body: '写真あり', author: 'staff' }, { body: 'お調べします' }],
      record: { customer: { name: '高瀬 千尋' }, recipient: { name: '宛名 太郎', postalCode: '100-0001' } },
    });
    // What is watched here is noted as watched for this case.
    expect(file.body.record.clips[0].renditions.map((made: { url: string }) => made.url)).toContain(
      `/v1/clips/${shipment.filmId}/media/staff?caseId=${body.id}`,
    );
    const what = new Set(file.body.preservation.map((object: { what: string }) => object.what));
    expect(what).toEqual(
      new Set([
        'Original recording',
        'Staff film',
        'Customer film',
        'Poster',
        'Signed statement',
        'Evidence manifest',
        'Signature',
      ]),
    );
    const titles = file.body.record.timeline.map((entry: { title: string }) => entry.title);
    expect(titles).toEqual(expect.arrayContaining(['Item swapped', 'Dispute opened', 'Evidence preserved']));
    const viewed = await rows(
      app.get(DataSource),
      `select actor ->> 'kind' as kind from custody_events where shipment_id = $1 and kind = 'viewed'`,
      [shipment.shipmentId],
    );
    expect(viewed).toEqual([{ kind: 'brand-key' }]);
  });

  it('lead from the disputed check to its place in the film', async () => {
    const record = await call('GET', `/v1/shipments/${shipment.shipmentId}/record`, undefined, {
      'accept-language': 'ja',
    });
    expect(record.status).toBe(200);
    const swapped = record.body.timeline.find((entry: { kind: string }) => entry.kind === 'swap_resolved');
    expect(swapped).toMatchObject({
      title: '差し替えました',
      detail: '桜皮の茶筒 200g:へこみ',
      clip: { clipId: shipment.filmId, atMs: 58_000 },
    });
    expect(record.body.checks.length).toBeGreaterThan(4);
    expect(record.body.clips[0].renditions.map((made: { url: string }) => made.url)).toContain(
      `/v1/clips/${shipment.filmId}/media/staff`,
    );
  });

  it('are out of reach for another brand, and read-only for an auditor', async () => {
    const { body } = await open();
    const other = await createBrand(app);
    const foreign = { authorization: `Bearer ${other.brandKey}` };
    const urls = [`/v1/cases/${body.id}`, `/v1/shipments/${shipment.shipmentId}/record`];
    for (const url of urls) expect((await call('GET', url, undefined, foreign)).status).toBe(404);
    const close = await call('POST', `/v1/cases/${body.id}/close`, { decision: 'refund' }, foreign);
    expect([close.status, close.body.code]).toEqual([404, 'case_not_found']);
    const stolen = await call(
      ...([
        'POST',
        '/v1/cases',
        { orderId: shipment.orderId, weight: 'inquiry', reason: 'late' },
        foreign,
      ] as const),
    );
    expect([stolen.status, stolen.body.code]).toEqual([404, 'order_not_found']);

    const auditor = await signIn(app, [{ brandId: shipment.brand.id, role: 'auditor' }]);
    const asAuditor = { cookie: auditor.cookie, 'sec-fetch-site': 'same-origin' };
    const read = await app.inject({ url: `/v1/cases/${body.id}`, headers: asAuditor });
    expect(read.statusCode).toBe(200);
    const write = await app.inject({
      ...{ method: 'POST', url: `/v1/cases/${body.id}/close`, payload: { decision: 'refund' } },
      headers: asAuditor,
    });
    expect(write.statusCode).toBe(403);
  });
});
