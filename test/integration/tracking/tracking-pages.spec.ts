import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { poolOf, rows } from '../../../src/database/sql.js';
import { formatWaybillNumber } from '../../../src/shipments/waybill-numbers.js';
import {
  createLink,
  createTrackedShipment,
  openLink,
  type TrackedShipment,
} from '../../factories/tracked-shipment.js';
import { createTestApp } from '../../harness/application.js';

let app: NestFastifyApplication;
let vip: TrackedShipment;

beforeAll(async () => {
  app = await createTestApp();
  vip = await createTrackedShipment(app);
});
afterAll(() => app.close());

/** The page behind a new link. */
async function pageOf(
  shipment: TrackedShipment,
  link: Parameters<typeof createLink>[2] = {},
  headers: Record<string, string> = {},
) {
  const { id, path } = await createLink(app, shipment, link);
  const cookie = await openLink(app, path);
  const answer = await app.inject({ url: `/t/s/${id}`, headers: { cookie, ...headers } });
  return { id, cookie, answer, html: answer.body };
}

describe('a tracking page', () => {
  it('is reached by the link, whose token then leaves the address', async () => {
    const { path, id } = await createLink(app, vip);
    const answer = await app.inject({ url: path });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe(`/t/s/${id}`);
    expect(String(answer.headers['set-cookie'])).toMatch(/^akashi_links=.*HttpOnly.*SameSite=Lax/);
    expect(answer.headers['cache-control']).toContain('no-store');
  });

  it('stays light however long the order is', async () => {
    const long = await createTrackedShipment(app);
    const ofLine = `select gen_random_uuid() as id, brand_id, order_id, sku, name_ja, name_en, quantity, unit_price_minor
      from order_lines where order_id = $1`;
    await rows(
      app.get(DataSource),
      `with base as (${ofLine}), made as (
         insert into order_lines (id, brand_id, order_id, line_no, sku, name_ja, name_en, quantity, unit_price_minor)
         select gen_random_uuid(), brand_id, order_id, n, sku || n, name_ja || n, name_en || n, 1, 1
         from base, generate_series(2, 200) n returning id, brand_id)
       insert into shipment_lines (id, brand_id, shipment_id, order_line_id, quantity)
       select gen_random_uuid(), brand_id, $2, id, 1 from made`,
      [long.orderId, long.shipmentId],
    );
    for (const [language, words] of [
      ['ja', 'ほか170品'],
      ['en', 'and 170 more'],
    ]) {
      const { html } = await pageOf(long, {}, { 'accept-language': language ?? '' });
      expect(html).toContain(words);
      expect(Buffer.byteLength(html)).toBeLessThan(20 * 1024);
    }
  });

  it('shows an entitled customer status, record, exchange, film and carrier, and no prices or addresses', async () => {
    const { html, id, answer } = await pageOf(vip, {}, { 'accept-language': 'ja' });
    expect(answer.statusCode).toBe(200);
    for (const words of [
      '配送中です',
      '横浜ベース店',
      '別の品とお取り替えしました',
      'へこみ',
      '検品基準 第1版',
      formatWaybillNumber(vip.waybill),
    ]) {
      expect(html).toContain(words);
    }
    expect(html).toContain(`src="/t/s/${id}/media/${vip.filmId}/customer"`);
    expect(html).toContain(`id=${vip.waybill}`);
    for (const secret of [
      '987654',
      '987,654',
      '宛名',
      '高瀬',
      '千代田',
      '鎌倉',
      vip.email,
      '/staff',
      'むすび',
      'VIP',
      '出荷',
      '証拠',
    ]) {
      expect(html).not.toContain(secret);
    }
  });

  it('speaks English when asked, by address or by browser', async () => {
    const { html, id, cookie } = await pageOf(vip, {}, { 'accept-language': 'en-GB,en' });
    expect(html).toContain('On its way');
    const japanese = await app.inject({
      url: `/t/s/${id}?lang=ja`,
      headers: { cookie, 'accept-language': 'en' },
    });
    expect(japanese.body).toContain('配送中です');
    expect(japanese.body).toContain('lang="ja"');
  });

  it('is small, runs three statements, presigns nothing and lets nothing run but our own check', async () => {
    const { id, cookie } = await pageOf(vip);
    const pool = poolOf(app.get(DataSource));
    const read = async () => {
      let asked = 0;
      const count = () => (asked += 1);
      pool.on('acquire', count);
      const answer = await app.inject({ url: `/t/s/${id}`, headers: { cookie } });
      pool.off('acquire', count);
      return { answer, asked };
    };
    // The API looks after its queue now and then: the fewest of a few readings is the page's own.
    const readings = [await read(), await read(), await read(), await read()];
    expect(Math.min(...readings.map(({ asked }) => asked))).toBe(3);
    const [{ answer }] = readings as [(typeof readings)[number]];
    expect(Buffer.byteLength(answer.body)).toBeLessThanOrEqual(20 * 1024);
    expect(answer.body).not.toContain('X-Amz');
    expect(answer.body.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/verify/check.js">']);
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("style-src 'sha256-");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toMatch(/connect-src 'self' https?:\/\/[^ ;]+;/);
    expect(policy).not.toContain('unsafe');
  });

  it('keeps the film from ranks that have none, unless an agent has opened it on the link', async () => {
    const plain = await createTrackedShipment(app, { rank: 'standard', of: vip });
    const without = await pageOf(plain);
    expect(without.html).not.toContain('<video');
    expect(without.html).not.toContain('動画');
    const refused = await app.inject({
      url: `/t/s/${without.id}/media/${plain.filmId}/customer`,
      headers: { cookie: without.cookie },
    });
    expect(refused.statusCode).toBe(404);
    expect((await pageOf(plain, { film: true })).html).toContain('<video');
  });

  it('tells a gift’s recipient neither prices nor contents nor film', async () => {
    const gift = await createTrackedShipment(app, { gift: true, of: vip });
    const { html, id, cookie } = await pageOf(gift, { audience: 'recipient' }, { 'accept-language': 'ja' });
    expect(html).toContain('贈り物をお届けします');
    for (const secret of [
      '<video',
      '茶筒',
      '千尋',
      gift.externalId,
      '987654',
      '987,654',
      '金額',
      'お取り替え',
    ]) {
      expect(html).not.toContain(secret);
    }
    const film = await app.inject({ url: `/t/s/${id}/media/${gift.filmId}/customer`, headers: { cookie } });
    expect(film.statusCode).toBe(404);
    const orderer = await pageOf(gift, { audience: 'orderer' });
    expect(orderer.html).toContain('<video');
  });

  it('sends the film by a short-lived address and notes the viewing', async () => {
    const { id, cookie } = await pageOf(vip);
    const url = `/t/s/${id}/media/${vip.filmId}`;
    const film = await app.inject({ url: `${url}/customer`, headers: { cookie } });
    expect(film.statusCode).toBe(303);
    expect(film.headers.location).toContain('X-Amz-Signature');
    const seen = await rows(
      app.get(DataSource),
      `select kind from custody_events where clip_id = $1 and shipment_id = $2 and actor @> $3::jsonb`,
      [vip.filmId, vip.shipmentId, JSON.stringify({ kind: 'customer', id })],
    );
    expect(seen).toEqual([{ kind: 'streamed' }]);
    const staff = await app.inject({ url: `${url}/staff`, headers: { cookie } });
    expect(staff.statusCode).toBe(404);
  });

  it('hides a film once a scan arrives late that says a label was in it', async () => {
    const shipment = await createTrackedShipment(app);
    const scanned = (secondsIn: number) =>
      rows(
        app.get(DataSource),
        `insert into scans (id, brand_id, task_id, token, station_id, kind, code, result, occurred_at, label_seen)
         select gen_random_uuid(), c.brand_id, c.task_id, c.token, c.station_id, 'waybill', '301200000010', 'waybill_bound',
           c.started_at + interval '1 second' * $2, true from clips c where c.id = $1`,
        [shipment.filmId, secondsIn],
      );
    const films = async () => {
      const { id, cookie, html } = await pageOf(shipment);
      const url = `/t/s/${id}/media/${shipment.filmId}/customer`;
      const isExplained = html.includes('お届け先のラベルが映るため');
      return [
        html.includes('<video'),
        isExplained,
        (await app.inject({ url, headers: { cookie } })).statusCode,
      ];
    };
    await scanned(45.3);
    expect(await films()).toEqual([true, false, 303]);
    await scanned(45.2);
    expect(await films()).toEqual([false, true, 404]);
  });

  it('never sends another shipment’s film', async () => {
    const other = await createTrackedShipment(app, { of: vip });
    const { id, cookie } = await pageOf(vip);
    const film = await app.inject({ url: `/t/s/${id}/media/${other.filmId}/customer`, headers: { cookie } });
    expect(film.statusCode).toBe(404);
  });
});
