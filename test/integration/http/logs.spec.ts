import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { createApp } from '../../../src/http/create-app.js';
import { createLogger } from '../../../src/logging/logger.js';
import { PASSWORD, signIn, unique } from '../../factories/accounts.js';
import {
  createLink,
  createTrackedShipment,
  openLink,
  type TrackedShipment,
} from '../../factories/tracked-shipment.js';
import { testConfig } from '../../harness/application.js';
import { runFolder } from '../../harness/services.js';

const REF = 'kanako@mail.example';

let app: NestFastifyApplication;
let tracked: TrackedShipment;
let written = '';

beforeAll(async () => {
  const stream = { write: (line: string) => void (written += line) };
  app = await createApp(await testConfig(), createLogger('trace', 'api', stream));
  tracked = await createTrackedShipment(app);
});

afterAll(() => app.close());

function lines(): { msg: string; requestId?: string; route?: string; path?: string; status?: number }[] {
  return written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('what the API logs', () => {
  it('has no ref, name or e-mail address of a customer, and no key', async () => {
    const headers = { authorization: `Bearer ${tracked.brandKey}` };
    const url = `/v1/customers/${encodeURIComponent(REF)}`;
    const payload = { name: '佐伯 香奈子', email: REF };
    expect((await app.inject({ method: 'PUT', url, headers, payload })).statusCode).toBeLessThan(300);
    expect((await app.inject({ url: `${url}/rank`, headers })).statusCode).toBe(200);
    await app.inject({ url: `/v1/search?q=${encodeURIComponent(REF)}`, headers });
    await app.inject({ url: `/v1/custoners/${REF}`, headers });
    await app.inject({ url: `/v1/customers/${encodeURIComponent('nobody-4711')}`, headers });
    const paths = lines().map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['/v1/customers/…', '/v1/customers/…/rank', '/v1/…', '/v1/search']),
    );
    for (const secret of ['kanako', '香奈子', 'nobody-4711', tracked.brandKey])
      expect(written).not.toContain(secret);
  });

  it('has no token and no cookie of a tracking link', async () => {
    const { path } = await createLink(app, tracked);
    const cookie = await openLink(app, path);
    const unknown = await app.inject({ url: '/t/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', headers: { cookie } });
    expect(unknown.statusCode).toBeGreaterThanOrEqual(400);
    expect(lines()).toContainEqual(expect.objectContaining({ path: '/t/…', status: 303 }));
    const token = path.split('/').at(-1) ?? '';
    expect(token.length).toBeGreaterThan(20);
    for (const secret of [token, 'AAAAAAAAAAAAAAAA', cookie.split('=')[1] ?? cookie])
      expect(written).not.toContain(secret);
  });

  it('has no token and no ref, however their address is spelled', async () => {
    const { path } = await createLink(app, tracked);
    const token = path.split('/').at(-1) ?? '';
    const spelled = [
      ...[`/%74/${token}`, `//t/${token}`, `/t//${token}`, `/T/${token}`, `/t/${token}/`, `/t/./${token}`],
      ...[`/t/${token}?lang=${token}`, `/t;${token}`, `/t/%zz${token}`, `/%zz/${token}`, `/t%2f${token}`],
      ...[`/t/s/${token}`, `/t/s/${token}/report`, `/t/s/${token}/media/${token}/still`, `/x/${token}`],
      ...[`/v1//customers/${token}`, `/V1/customers/${token}`, `/v1/%63ustomers/${token}`, `/v1/${token}`],
      ...[`/v1/customers/${token}/rank?x=${token}`, `/v1/tracking-links/${token}`, `/${token}`],
      ...[`/v1/brands/${token.repeat(30)}`, `/station/${token}`, `/console/${token}`],
    ];
    const headers = { authorization: `Bearer ${tracked.brandKey}`, 'x-request-id': unique('spelled-') };
    for (const url of spelled) {
      await app.inject({ url, headers });
      await app.inject({ url, method: 'POST', headers, payload: { token } });
    }
    const own = lines().filter(({ requestId }) => requestId === headers['x-request-id']);
    expect(own.length).toBeGreaterThan(spelled.length);
    expect(lines()).toContainEqual(expect.objectContaining({ path: '/t/…', status: 303 }));
    expect(written).not.toContain(token);
  });

  it('names the ids of ours by which a story is found again', async () => {
    const headers = { authorization: `Bearer ${tracked.brandKey}` };
    await app.inject({ url: `/v1/shipments/${tracked.shipmentId}`, headers });
    expect(lines()).toContainEqual(
      expect.objectContaining({ path: `/v1/shipments/${tracked.shipmentId}`, status: 200 }),
    );
  });

  it('has no password, session or address of somebody who signs in', async () => {
    const { email, cookie } = await signIn(app, []);
    for (const password of [PASSWORD, 'wrong horse battery'])
      await app.inject({ method: 'POST', url: '/v1/session', payload: { email, password } });
    await app.inject({ url: '/v1/session', headers: { cookie } });
    expect(lines().filter(({ route }) => route === '/v1/session')).toHaveLength(3);
    for (const secret of [email, PASSWORD, 'wrong horse', cookie.split('=')[1] ?? cookie])
      expect(written).not.toContain(secret);
  });
});

describe('what our Postgres logs', () => {
  it('has no value of a refused row, of its statement or of its parameters', async () => {
    const { email } = await signIn(app, []);
    const operator = { authorization: `Bearer ${(await testConfig()).secrets.operatorKey}` };
    const payload = { email, name: '窓口 担当', password: PASSWORD };
    const taken = await app.inject({ method: 'POST', url: '/v1/people', headers: operator, payload });
    expect(taken.json()).toMatchObject({ code: 'email_taken' });
    const literally = `insert into people (id, email, email_normalized, name, locale, password_hash)
      select id, '${email}', '${email}', name, locale, password_hash from people where email_normalized = '${email}'`;
    const marker = unique('constraint_');
    const dataSource = app.get(DataSource);
    await expect(dataSource.query(literally)).rejects.toThrow('duplicate key');
    await expect(dataSource.query(`select 1 from ${marker}`)).rejects.toThrow(marker);
    expect(await postgresLogWith(marker)).toContain('duplicate key');
    expect(await postgresLogWith(marker)).not.toContain(email);
  });
});

/** Postgres writes a moment later than it answers. */
async function postgresLogWith(marker: string): Promise<string> {
  for (;;) {
    const log = readFileSync(join(runFolder(), 'postgres.log'), 'utf8');
    if (log.includes(marker)) return log;
    await sleep(20);
  }
}
