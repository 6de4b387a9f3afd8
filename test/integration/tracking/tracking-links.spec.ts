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
  shipment = await createTrackedShipment(app);
});
afterAll(() => app.close());

const as = (brandKey: string) => ({ authorization: `Bearer ${brandKey}` });

describe('tracking links', () => {
  it('are written again from their id, and stored without their token', async () => {
    const { id, url, path } = await createLink(app, shipment);
    const listed = await app.inject({
      url: `/v1/shipments/${shipment.shipmentId}/tracking-links`,
      headers: as(shipment.brandKey),
    });
    expect(listed.json().items.find((link: { id: string }) => link.id === id)).toMatchObject({ url });
    const stored = await rows(app.get(DataSource), 'select * from tracking_links where id = $1', [id]);
    expect(JSON.stringify(stored)).not.toContain(path.slice(3));
    expect(await countEvents(app, shipment.shipmentId, 'tracking_link_created')).toBeGreaterThan(0);
  });

  it('open only their own page', async () => {
    const [one, two] = [await createLink(app, shipment), await createLink(app, shipment)];
    const cookie = await openLink(app, one.path);
    expect((await app.inject({ url: `/t/s/${two.id}`, headers: { cookie } })).statusCode).toBe(403);
    const both = await openLink(app, two.path, cookie);
    expect((await app.inject({ url: `/t/s/${one.id}`, headers: { cookie: both } })).statusCode).toBe(200);
    expect((await app.inject({ url: `/t/s/${two.id}`, headers: { cookie: both } })).statusCode).toBe(200);
  });

  it('cannot be forged: a pass for another id, an altered pass and none at all open nothing', async () => {
    const [one, two] = [await createLink(app, shipment), await createLink(app, shipment)];
    const cookie = await openLink(app, one.path);
    const bare = (id: string) => id.replaceAll('-', '');
    const forged = [
      cookie.replace(bare(one.id), bare(two.id)),
      `${cookie.slice(0, -1)}_`,
      'akashi_links=',
      '',
    ];
    for (const value of forged) {
      const id = value.includes(bare(one.id)) ? one.id : two.id;
      const answer = await app.inject({
        url: `/t/s/${id}`,
        headers: { cookie: value, 'accept-language': 'ja' },
      });
      expect(answer.statusCode).toBe(403);
      expect(answer.body).toContain('もう一度、リンクからお開きください');
      expect(answer.body).not.toContain('みのり茶房');
    }
  });

  it('answer 404 for a made-up token and 410 once expired or revoked, saying what to do', async () => {
    const unknown = await app.inject({
      url: '/t/AAAAAAAAAAAAAAAAAAAAAA',
      headers: { 'accept-language': 'ja' },
    });
    expect([unknown.statusCode, unknown.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(unknown.body).toContain('お店の窓口までご連絡ください');

    const { id, path } = await createLink(app, shipment);
    const cookie = await openLink(app, path);
    await rows(app.get(DataSource), `update tracking_links set expires_at = now() where id = $1`, [id]);
    for (const url of [
      path,
      `/t/s/${id}`,
      `/t/s/${id}/report`,
      `/t/s/${id}/media/${shipment.filmId}/customer`,
    ]) {
      const answer = await app.inject({ url, headers: { cookie, 'accept-language': 'en' } });
      expect([url, answer.statusCode]).toEqual([url, 410]);
      expect(answer.body).toContain('This link has expired');
    }
  });

  it('can be revoked, once and for all', async () => {
    const { id, path } = await createLink(app, shipment);
    const cookie = await openLink(app, path);
    const revoke = () =>
      app.inject({ method: 'DELETE', url: `/v1/tracking-links/${id}`, headers: as(shipment.brandKey) });
    expect((await revoke()).statusCode).toBe(204);
    expect((await revoke()).statusCode).toBe(204);
    for (const url of [path, `/t/s/${id}`]) {
      const answer = await app.inject({ url, headers: { cookie, 'accept-language': 'ja' } });
      expect(answer.statusCode).toBe(410);
      expect(answer.body).toContain('このリンクは使えなくなりました');
    }
  });

  it('are out of reach for another brand', async () => {
    const { brandKey } = await createBrand(app);
    const { id } = await createLink(app, shipment);
    const url = `/v1/shipments/${shipment.shipmentId}/tracking-links`;
    const answers = [
      await app.inject({ url, headers: as(brandKey) }),
      await app.inject({ method: 'POST', url, headers: as(brandKey), payload: {} }),
      await app.inject({ method: 'DELETE', url: `/v1/tracking-links/${id}`, headers: as(brandKey) }),
    ];
    expect(answers.map((answer) => [answer.statusCode, answer.json().code])).toEqual([
      [404, 'shipment_not_found'],
      [404, 'shipment_not_found'],
      [404, 'tracking_link_not_found'],
    ]);
  });

  it('refuse a film for a gift’s recipient, and an expiry in the past', async () => {
    const gift = await createTrackedShipment(app, { gift: true, of: shipment });
    const post = (payload: object) =>
      app.inject({
        ...{ method: 'POST', url: `/v1/shipments/${gift.shipmentId}/tracking-links` },
        headers: as(gift.brandKey),
        payload,
      });
    const film = await post({ audience: 'recipient', film: true });
    expect([film.statusCode, film.json().code]).toEqual([422, 'film_not_for_gift_recipient']);
    const past = await post({ expiresAt: '2020-01-01T00:00:00Z' });
    expect([past.statusCode, past.json().code]).toEqual([422, 'link_expiry_not_allowed']);
  });
});
