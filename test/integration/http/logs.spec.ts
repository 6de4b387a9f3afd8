import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../../src/http/create-app.js';
import { createLogger } from '../../../src/logging/logger.js';
import { PASSWORD, signIn } from '../../factories/accounts.js';
import {
  createLink,
  createTrackedShipment,
  openLink,
  type TrackedShipment,
} from '../../factories/tracked-shipment.js';
import { testConfig } from '../../harness/application.js';

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

function lines(): { msg: string; route?: string; path?: string; status?: number }[] {
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
      expect.arrayContaining(['/v1/customers/…', '/v1/customers/…/rank', '/v1/custoners/…', '/v1/search']),
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
