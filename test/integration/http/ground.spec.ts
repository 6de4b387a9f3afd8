import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { brandBody, createBrand, signIn, unique } from '../../factories/accounts.js';
import { createTestApp, testConfig } from '../../harness/application.js';

let app: NestFastifyApplication;
let operator: Record<string, string>;

beforeAll(async () => {
  app = await createTestApp();
  operator = { authorization: `Bearer ${(await testConfig()).secrets.operatorKey}` };
});

afterAll(() => app.close());

describe('problem answers', () => {
  it('name an unknown address, and the right methods of a known one', async () => {
    const unknown = await app.inject({ method: 'GET', url: '/v1/nothing-here?email=a@b.example' });
    expect(unknown.statusCode).toBe(404);
    expect(unknown.headers['content-type']).toContain('application/problem+json');
    expect(unknown.json()).toMatchObject({
      code: 'route_not_found',
      status: 404,
      instance: '/v1/nothing-here',
    });
    const wrongMethod = await app.inject({ method: 'PATCH', url: '/v1/session' });
    expect(wrongMethod.statusCode).toBe(405);
    expect(wrongMethod.headers.allow).toBe('POST, GET, DELETE');
  });

  it('tell malformed JSON, unknown fields, wrong types and absurd sizes apart', async () => {
    const headers = { ...operator, 'content-type': 'application/json' };
    const post = (payload: string, type = 'application/json') =>
      app.inject({
        method: 'POST',
        url: '/v1/brands',
        headers: { ...headers, 'content-type': type },
        payload,
      });
    expect((await post('{"code":')).json()).toMatchObject({ status: 400, code: 'malformed_json' });
    expect((await post('')).json()).toMatchObject({ status: 400, code: 'malformed_json' });
    const unknownField = await post(JSON.stringify({ ...brandBody(), colour: 'red' }));
    expect(unknownField.json()).toMatchObject({ status: 422, code: 'invalid_request' });
    const wrongType = await post(JSON.stringify({ ...brandBody(), nameJa: 7, contact: { email: 'x' } }));
    const paths = wrongType.json<{ errors: { path: string }[] }>().errors.map((error) => error.path);
    expect(paths).toEqual(['nameJa', 'contact.email', 'contact.phone']);
    expect((await post(`"${'x'.repeat(5_000_000)}"`)).json()).toMatchObject({
      status: 413,
      code: 'body_too_large',
    });
    expect((await post('<a/>', 'text/xml')).json()).toMatchObject({ status: 415 });
    expect((await post('x', 'application/octet-stream')).json()).toMatchObject({ status: 415 });
    expect((await post('null')).statusCode).toBe(422);
    expect((await post('{"__proto__":{"x":1}}')).statusCode).toBeLessThan(500);
  });

  it('refuse compressed bodies and what is no currency', async () => {
    const post = (headers: Record<string, string>, payload: object) =>
      app.inject({ method: 'POST', url: '/v1/brands', headers: { ...operator, ...headers }, payload });
    const packed = await post({ 'content-encoding': 'gzip' }, brandBody());
    expect(packed.json()).toMatchObject({ status: 415, code: 'content_encoding_not_supported' });
    expect(packed.headers['accept-encoding']).toBe('identity');
    const segment = await app.inject({
      ...{ method: 'PUT', url: '/v1/clips/x/segments/0', payload: 'bytes' },
      headers: { 'content-type': 'application/octet-stream', 'content-encoding': 'br' },
    });
    expect(segment.json()).toMatchObject({ code: 'content_encoding_not_supported' });
    expect((await post({ 'content-encoding': 'identity' }, brandBody())).statusCode).toBe(201);
    for (const currency of ['QQQ', 'YEN', 'jpy'])
      expect((await post({}, { ...brandBody(), currency })).json()).toMatchObject({
        code: 'invalid_request',
        errors: [{ path: 'currency' }],
      });
  });

  it('speak the reader’s language and carry the request’s id', async () => {
    const answer = await app.inject({
      url: '/v1/session',
      headers: { 'accept-language': 'ja', 'x-request-id': 'story-0001' },
    });
    expect(answer.json()).toMatchObject({ title: '有効な認証情報がありません', requestId: 'story-0001' });
    expect(answer.headers['x-request-id']).toBe('story-0001');
  });

  it('answer addresses that cannot be decoded or are too long', async () => {
    expect((await app.inject({ url: '/v1/%zz' })).json()).toMatchObject({
      status: 400,
      code: 'malformed_request',
    });
    const long = await app.inject({ url: `/v1/brands/${'x'.repeat(600)}` });
    expect(long.json()).toMatchObject({ status: 414, code: 'url_too_long' });
  });

  it('show nothing of a taken code but its own error', async () => {
    const payload = brandBody();
    await app.inject({ method: 'POST', url: '/v1/brands', headers: operator, payload });
    const again = await app.inject({ method: 'POST', url: '/v1/brands', headers: operator, payload });
    expect(again.json()).toMatchObject({ status: 409, code: 'brand_code_taken' });
  });
});

describe('an Idempotency-Key', () => {
  it('answers the same again, and says so', async () => {
    const payload = brandBody();
    const send = () =>
      app.inject({
        method: 'POST',
        url: '/v1/brands',
        headers: { ...operator, 'idempotency-key': payload.code },
        payload,
      });
    const first = await send();
    const second = await send();
    expect(first.statusCode).toBe(201);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.statusCode).toBe(201);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.json()).toEqual(first.json());
  });

  it('lets one of two simultaneous requests through', async () => {
    const payload = brandBody();
    const headers = { ...operator, 'idempotency-key': unique() };
    const send = () => app.inject({ method: 'POST', url: '/v1/brands', headers, payload });
    const answers = await Promise.all([send(), send(), send()]);
    const created = answers.filter((answer) => answer.statusCode === 201);
    const fresh = created.filter((answer) => answer.headers['idempotency-replayed'] === undefined);
    expect(fresh).toHaveLength(1);
    const others = answers.filter((answer) => answer.statusCode !== 201);
    for (const other of others)
      expect(other.json()).toMatchObject({ status: 409, code: 'request_in_progress' });
  });

  it('refuses another body, and is free again after a failure', async () => {
    const key = unique();
    const send = (payload: object) =>
      app.inject({
        method: 'POST',
        url: '/v1/brands',
        headers: { ...operator, 'idempotency-key': key },
        payload,
      });
    expect((await send({})).statusCode).toBe(422);
    expect((await send(brandBody())).statusCode).toBe(201);
    expect((await send(brandBody())).json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });

  it('never repeats a secret', async () => {
    const { brand } = await createBrand(app);
    const send = () =>
      app.inject({
        method: 'POST',
        url: `/v1/brands/${brand.id}/api-keys`,
        headers: { ...operator, 'idempotency-key': 'k1' },
        payload: { label: 'shop' },
      });
    expect((await send()).json<{ secret: string }>().secret).toMatch(/^ak_brand_/);
    expect((await send()).json()).toMatchObject({ status: 409, code: 'secret_shown_once' });
  });
});

describe('credentials', () => {
  it('are asked for, checked, and dead once revoked', async () => {
    const { brand, brandKey } = await createBrand(app);
    const url = `/v1/brands/${brand.id}`;
    const get = (authorization?: string) =>
      app.inject({ url, headers: authorization ? { authorization } : {} });
    expect((await get()).json()).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect((await get('Bearer ak_operator_wrong')).statusCode).toBe(401);
    expect((await get('Basic eDp5')).statusCode).toBe(401);
    expect((await get(`Bearer ${brandKey}`)).json()).toMatchObject({ status: 403, code: 'wrong_credential' });
    const keys = (await app.inject({ url: `${url}/api-keys`, headers: operator })).json<{
      items: { id: string }[];
    }>();
    await app.inject({ method: 'DELETE', url: `${url}/api-keys/${keys.items[0]?.id}`, headers: operator });
    expect((await get(`Bearer ${brandKey}`)).statusCode).toBe(401);
  });

  it('allow two valid brand keys at once and no third', async () => {
    const { brand } = await createBrand(app);
    const create = () =>
      app.inject({
        method: 'POST',
        url: `/v1/brands/${brand.id}/api-keys`,
        headers: operator,
        payload: { label: 'x' },
      });
    expect((await create()).statusCode).toBe(201);
    expect((await create()).json()).toMatchObject({ status: 409, code: 'too_many_api_keys' });
  });
});

describe('a staff session', () => {
  it('opens with the right password, describes the person and ends', async () => {
    const { brand } = await createBrand(app);
    const { email } = await signIn(app, [{ brandId: brand.id, role: 'agent' }]);
    const login = (password: string) =>
      app.inject({ method: 'POST', url: '/v1/session', payload: { email: email.toUpperCase(), password } });
    expect((await login('wrong')).json()).toMatchObject({ status: 401, code: 'wrong_login' });
    const opened = await login('correct horse battery staple');
    expect(opened.json()).toMatchObject({ brandId: brand.id, person: { email } });
    const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
    expect(opened.headers['set-cookie']).toContain('HttpOnly');
    expect((await app.inject({ url: '/v1/session', headers: { cookie } })).statusCode).toBe(200);
    const foreign = await app.inject({ method: 'DELETE', url: '/v1/session', headers: { cookie } });
    expect(foreign.json()).toMatchObject({ status: 403, code: 'cross_origin' });
    const own = { cookie, 'sec-fetch-site': 'same-origin' };
    expect((await app.inject({ method: 'DELETE', url: '/v1/session', headers: own })).statusCode).toBe(204);
    expect((await app.inject({ url: '/v1/session', headers: { cookie } })).statusCode).toBe(401);
  });

  it('works only for brands of the person’s own', async () => {
    const own = await createBrand(app);
    const foreign = await createBrand(app);
    const { cookie } = await signIn(app, [{ brandId: own.brand.id, role: 'agent' }]);
    const choose = (brandId: string) =>
      app.inject({
        method: 'PUT',
        url: '/v1/session/scope',
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
        payload: { brandId },
      });
    expect((await choose(own.brand.id)).statusCode).toBe(200);
    expect((await choose(foreign.brand.id)).json()).toMatchObject({
      status: 404,
      code: 'membership_not_found',
    });
  });

  it('holds guessing back', async () => {
    const email = `${unique()}@staff.example`;
    const guess = () => app.inject({ method: 'POST', url: '/v1/session', payload: { email, password: 'x' } });
    for (let attempt = 0; attempt < 10; attempt += 1) expect((await guess()).statusCode).toBe(401);
    const held = await guess();
    expect(held.json()).toMatchObject({ status: 429, code: 'too_many_logins' });
    expect(Number(held.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('the outside of the API', () => {
  it('has probes, metrics, a description and a reference page without third parties', async () => {
    expect((await app.inject({ url: '/health/live' })).json()).toEqual({ live: true });
    expect((await app.inject({ url: '/health/ready' })).json()).toMatchObject({
      parts: { database: { ok: true } },
    });
    expect((await app.inject({ url: '/metrics' })).body).toContain('akashi_http_request_duration_seconds');
    const description = (await app.inject({ url: '/v1/openapi.json' })).json<{ openapi: string }>();
    expect(description.openapi).toBe('3.1.0');
    const page = await app.inject({ url: '/v1/docs' });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });
});
