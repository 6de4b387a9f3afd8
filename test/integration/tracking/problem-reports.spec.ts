import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { createBrand } from '../../factories/accounts.js';
import {
  countEvents,
  createLink,
  createTrackedShipment,
  openLink,
  type TrackedShipment,
} from '../../factories/tracked-shipment.js';
import { createTestApp } from '../../harness/application.js';

let app: NestFastifyApplication;
let shipment: TrackedShipment;

beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  shipment = await createTrackedShipment(app, { state: 'delivered', carrierState: 'delivered' });
});
afterAll(() => app.close());

const WORDS = {
  reason: 'damaged',
  message: '茶筒のふたが\r\nへこんでいました。',
  contact: 'a@customer.example',
};

/** A browser that has opened a link and its form. */
async function visitor(on: TrackedShipment, audience: 'orderer' | 'recipient' = 'orderer') {
  const { id, path } = await createLink(app, on, { audience });
  const headers = { cookie: await openLink(app, path), 'accept-language': 'ja' };
  const url = `/t/s/${id}/report`;
  const form = await app.inject({ url, headers });
  const formKey = /name="formKey" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
  const send = (fields: Record<string, string>, more: Record<string, string> = {}) =>
    app.inject({
      ...{ method: 'POST', url },
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded', ...more },
      payload: new URLSearchParams({ formKey, ...fields }).toString(),
    });
  return { id, url, headers, form, send };
}

const casesOf = () =>
  rows<{
    id: string;
    case_no: string;
    weight: string;
    reason: string;
    opened_by: { kind: string; id: string };
  }>(app.get(DataSource), 'select id, case_no, weight, reason, opened_by from cases where shipment_id = $1', [
    shipment.shipmentId,
  ]);

describe('a problem report', () => {
  it('is answered with a page also when it cannot be read', async () => {
    const { url, headers, send } = await visitor(shipment);
    const form = 'application/x-www-form-urlencoded';
    const post = (payload: string, type: string) =>
      app.inject({ method: 'POST', url, headers: { ...headers, 'content-type': type }, payload });
    const answers = [
      await send({ ...WORDS, ['__proto__']: 'x' }),
      await post('__proto__=x&message=y', form),
      await post('{"__proto__":{"x":1}}', 'application/json'),
      await post('{', 'application/json'),
      await post('x', 'text/xml'),
      await post(`message=${'x'.repeat(5_000_000)}`, form),
      await app.inject({ method: 'POST', url: '/t/nothing/here/at/all', headers }),
      await app.inject({ url: '/t/%zz', headers }),
    ];
    for (const { statusCode, headers: got, body } of answers) {
      expect(statusCode).toBeGreaterThanOrEqual(400);
      expect(statusCode).toBeLessThan(500);
      expect(got['content-type']).toBe('text/html; charset=utf-8');
      expect(body).toContain('<html lang="ja"');
    }
    expect(await casesOf()).toEqual([]);
  });

  it('opens an inquiry, confirms it with its number, and shows its state on the page', async () => {
    const { id, headers, send } = await visitor(shipment);
    const sent = await send(WORDS);
    expect(sent.statusCode).toBe(303);
    const confirmation = await app.inject({ url: String(sent.headers.location), headers });
    expect(confirmation.body).toContain('C-000001');
    expect(confirmation.body).toContain('箱と緩衝材は捨てずに');
    const [opened] = await casesOf();
    expect(opened).toMatchObject({ case_no: 'C-000001', weight: 'inquiry', reason: 'damaged' });
    expect(opened?.opened_by).toEqual({ kind: 'customer', id });
    const messages = await rows(
      app.get(DataSource),
      'select author, body, contact from case_messages where case_id = $1',
      [opened?.id],
    );
    expect(messages).toEqual([
      { author: 'customer', body: '茶筒のふたが\nへこんでいました。', contact: 'a@customer.example' },
    ]);
    expect(await countEvents(app, shipment.shipmentId, 'problem_reported')).toBe(1);
    const page = await app.inject({ url: `/t/s/${id}`, headers });
    expect(page.body).toContain('担当者が確認しています');
    expect(page.body).toContain('C-000001');
  });

  it('never shows one link’s report on another link', async () => {
    const [orderer, other] = [await visitor(shipment), await visitor(shipment)];
    await orderer.send(WORDS);
    const page = await app.inject({ url: `/t/s/${other.id}`, headers: other.headers });
    expect(page.body).not.toContain('C-000001');
    const confirmation = await app.inject({ url: `${other.url}?case=C-000001`, headers: other.headers });
    expect(confirmation.statusCode).toBe(404);
  });

  it('gives the form back with what was written when something is missing', async () => {
    const { send } = await visitor(shipment);
    const answer = await send({ ...WORDS, reason: '', message: '' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('role="alert"');
    expect(answer.body).toContain('どのようなことか、ひとつ選んでください。');
    expect(answer.body).toContain('value="a@customer.example"');
    expect(await casesOf()).toEqual([]);
  });

  it('shows markup in a message as text', async () => {
    const { send } = await visitor(shipment);
    const answer = await send({ reason: '', message: '</textarea><script>alert(1)</script>' });
    expect(answer.body).not.toContain('<script>');
    expect(answer.body).toContain('&lt;script&gt;');
  });

  it('is one inquiry when the button is pressed twice at the same moment', async () => {
    const { send } = await visitor(shipment);
    const answers = await Promise.all([send(WORDS), send(WORDS), send(WORDS)]);
    expect(new Set(answers.map((answer) => answer.headers.location)).size).toBe(1);
    expect(await casesOf()).toHaveLength(1);
  });

  it('is limited to three an hour, and then names the phone', async () => {
    const { send } = await visitor(shipment);
    for (const n of [1, 2, 3]) expect((await send({ ...WORDS, message: `${n}` })).statusCode).toBe(303);
    const fourth = await send({ ...WORDS, message: '4' });
    expect(fourth.statusCode).toBe(429);
    expect(fourth.body).toContain('お電話でご連絡ください');
    expect(fourth.body).toContain('tel:0300000000');
    expect(await casesOf()).toHaveLength(3);
  });

  it('comes from our own form only', async () => {
    const { send } = await visitor(shipment);
    expect((await send(WORDS, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await send(WORDS, { origin: 'https://evil.example' })).statusCode).toBe(403);
    const withoutKey = await send({ ...WORDS, formKey: 'AAAAAAAAAAAAAAAAAAAAAA' });
    expect(withoutKey.statusCode).toBe(422);
    expect(await casesOf()).toEqual([]);
  });

  it('takes only reasons that can be true for this customer', async () => {
    const gift = await createTrackedShipment(app, { ...{ gift: true, state: 'delivered' }, of: shipment });
    const recipient = await visitor(gift, 'recipient');
    expect(recipient.form.body).not.toContain('金額');
    expect((await recipient.send({ ...WORDS, reason: 'price_shown' })).statusCode).toBe(422);
    expect((await recipient.send({ ...WORDS, reason: 'unauthorised' })).statusCode).toBe(422);
  });

  it('gets numbers of its own brand, without gaps, also when many are opened at once', async () => {
    const other = await createBrand(app);
    const visitors = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const one = await createTrackedShipment(app, { of: other, state: 'delivered' });
        return visitor(one);
      }),
    );
    await Promise.all(visitors.map(({ send }) => send(WORDS)));
    const found = await rows<{ case_no: string }>(
      app.get(DataSource),
      'select case_no from cases where brand_id = $1 order by case_no',
      [other.brand.id],
    );
    expect(found.map((row) => row.case_no)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `C-00000${n}`));
  });
});
