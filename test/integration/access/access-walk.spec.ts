import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { newSecret } from '../../../src/accounts/secrets.js';
import { ApiDescription } from '../../../src/http/openapi.controller.js';
import { signIn } from '../../factories/accounts.js';
import { type BrandRows, createBrandRows, signPackerIn } from '../../factories/foreign-brand.js';
import { FOREIGN_IDS, NATURAL_KEYS } from '../../factories/foreign-ids.js';
import { type Description, sampleOf } from '../../factories/sample-body.js';
import { createTestApp, testConfig } from '../../harness/application.js';

/**
 * Walks the API's description: each route refuses who may not call it. A route without a declared access fails, and so
 * does an id parameter that nothing of somebody else's can be put into.
 */
interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  access: string;
  body?: { contentType: string; schema: Record<string, unknown> };
  /** Parameters without which the route refuses, behind a question mark. */
  query: string;
}

type Headers = Record<string, string>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };

const RAW_BYTES = 'bytes';
const DIGEST_OF_RAW_BYTES = {
  'content-digest': `sha-256=:${createHash('sha256').update(RAW_BYTES).digest('base64')}:`,
};

let app: NestFastifyApplication;
let description: OpenAPIObject;
let routes: Route[];
let own: BrandRows;
let foreign: BrandRows;
let credentials: Record<string, Headers>;

beforeAll(async () => {
  app = await createTestApp();
  description = app.get(ApiDescription).get();
  routes = routesOf(description);
  own = await createBrandRows(app);
  foreign = await createBrandRows(app);
  await signPackerIn(app, own);
  credentials = await makeCredentials();
});

afterAll(() => app.close());

describe('every route', () => {
  it('declares who may call it', () => {
    expect(routes.length).toBeGreaterThan(0);
    expect(routes.filter((route) => !isKnownAccess(route.access)).map(nameOf)).toEqual([]);
  });

  it('has only parameters that the walk can fill with something of somebody else’s', () => {
    const unknown = routes.flatMap((route) =>
      paramsOf(route.path).filter((param) => !(param in FOREIGN_IDS) && !(param in NATURAL_KEYS)),
    );
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('answers 401 without a credential and with a wrong one', async () => {
    for (const route of routes.filter(needsCredential)) {
      const wrongKeys = ['ak_brand_', 'ak_station_', 'ak_operator_'].map((prefix) => ({
        authorization: `Bearer ${newSecret(prefix)}`,
      }));
      const wrongCookies = {
        ...SAME_ORIGIN,
        cookie: `akashi_session=${newSecret()}; akashi_station=${newSecret()}`,
      };
      for (const headers of [{}, ...wrongKeys, wrongCookies]) {
        expect(await outcome(route, headers, own)).toEqual([nameOf(route), 401]);
      }
    }
  });

  it('answers 403 to credentials of another kind and to roles that are too small', async () => {
    for (const route of routes.filter(needsCredential)) {
      for (const name of tooSmallFor(route)) {
        expect([name, ...(await outcome(route, credentials[name] ?? {}, own))]).toEqual([
          name,
          nameOf(route),
          403,
        ]);
      }
    }
  });

  it('answers 404 for ids of somebody else’s', async () => {
    for (const route of routes.filter((one) => needsCredential(one) && namesForeignRows(one))) {
      const answer = await send(route, credentials[rightFor(route)] ?? {}, foreign);
      expect([nameOf(route), answer.statusCode, codeOf(answer.body)]).toEqual([
        nameOf(route),
        404,
        expect.stringMatching(/_not_found$/),
      ]);
    }
  });
});

async function makeCredentials(): Promise<Record<string, Headers>> {
  const { operatorKey } = (await testConfig()).secrets;
  const brandId = own.brand.id;
  const warehouseId = own.warehouse.id;
  const staff = async (memberships: Parameters<typeof signIn>[1]) => ({
    ...SAME_ORIGIN,
    cookie: (await signIn(app, memberships)).cookie,
  });
  return {
    operator: { authorization: `Bearer ${operatorKey}` },
    brandKey: { authorization: `Bearer ${own.brandKey}` },
    station: { authorization: `Bearer ${own.stationKey}` },
    stationAlone: { authorization: `Bearer ${foreign.stationKey}` },
    auditor: await staff([{ brandId, role: 'auditor' }]),
    agent: await staff([{ brandId, role: 'agent' }]),
    manager: await staff([{ brandId, role: 'manager' }]),
    admin: await staff([{ brandId, role: 'admin' }]),
    packer: await staff([{ warehouseId, role: 'packer' }]),
    warehouseManager: await staff([{ warehouseId, role: 'manager' }]),
    nobody: await staff([]),
  };
}

/** Names of credentials that a route must refuse with 403. */
function tooSmallFor(route: Route): string[] {
  const isWrite = route.method !== 'get';
  switch (route.access) {
    case 'operator':
      return ['brandKey', 'station', 'admin', 'warehouseManager'];
    case 'auditor':
      return ['station', 'packer', 'warehouseManager', 'nobody'];
    case 'staff':
      return ['operator', 'brandKey', 'station'];
    case 'station':
      return ['operator', 'brandKey'];
    case 'station+packer':
      return ['operator', 'brandKey', 'stationAlone'];
    case 'warehouse:packer':
      return ['operator', 'brandKey', 'station', 'admin', 'nobody'];
    case 'warehouse:manager':
      return ['operator', 'brandKey', 'station', 'admin', 'nobody', 'packer'];
    default:
      return [
        'operator',
        'station',
        'warehouseManager',
        'nobody',
        ...smallerBrandRoles(route.access, isWrite),
      ];
  }
}

function smallerBrandRoles(access: string, isWrite: boolean): string[] {
  const roles = ['auditor', 'agent', 'manager', 'admin'];
  const smaller = roles.slice(0, roles.indexOf(access.replace('brand:', '')));
  return isWrite ? [...new Set(['auditor', ...smaller])] : smaller;
}

/** A credential that the route accepts, of our own scope. */
function rightFor(route: Route): string {
  if (route.access.startsWith('brand:')) return 'brandKey';
  if (route.access.startsWith('warehouse:')) return 'warehouseManager';
  return route.access.startsWith('station') ? 'station' : route.access;
}

/** The operator has no scope of its own: there is nothing that is somebody else's. */
function namesForeignRows(route: Route): boolean {
  return route.access !== 'operator' && paramsOf(route.path).some((param) => param in FOREIGN_IDS);
}

function needsCredential(route: Route): boolean {
  return route.access !== 'public' && route.access !== 'customer';
}

async function outcome(route: Route, headers: Headers, rows: BrandRows): Promise<[string, number]> {
  return [nameOf(route), (await send(route, headers, rows)).statusCode];
}

function send(route: Route, headers: Headers, rows: BrandRows) {
  const { contentType = 'application/json', schema } = route.body ?? {};
  const isJson = contentType === 'application/json';
  const payload =
    schema && (isJson ? JSON.stringify(sampleOf(schema, description as Description)) : RAW_BYTES);
  return app.inject({
    method: route.method.toUpperCase() as 'GET',
    url:
      route.path.replace(
        /\{(\w+)\}/g,
        (_, param: string) => FOREIGN_IDS[param]?.(rows) ?? NATURAL_KEYS[param] ?? 'x',
      ) + route.query,
    headers:
      payload === undefined ? headers : { ...headers, 'content-type': contentType, ...DIGEST_OF_RAW_BYTES },
    payload,
  });
}

function routesOf(document: OpenAPIObject): Route[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const access: unknown = Reflect.get(operation, 'x-akashi-access');
      return [{ method, path, access: String(access), body: bodyOf(operation), query: queryOf(operation) }];
    }),
  );
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

function queryOf({ parameters = [] }: Operation): string {
  const needed = parameters.flatMap((param) =>
    'in' in param && param.in === 'query' && param.required ? [param] : [],
  );
  const query = new URLSearchParams(
    needed.map(({ name, schema }): [string, string] => [
      name,
      String(sampleOf(schema as Record<string, unknown>, description as Description)),
    ]),
  );
  return needed.length > 0 ? `?${query.toString()}` : '';
}

function bodyOf(operation: Operation): Route['body'] {
  const body = operation.requestBody;
  if (!body || !('content' in body)) return undefined;
  const [contentType, media] = Object.entries(body.content)[0] ?? [];
  return contentType && media ? { contentType, schema: media.schema as Record<string, unknown> } : undefined;
}

function isKnownAccess(access: string): boolean {
  return /^(public|customer|operator|staff|auditor|station|station\+packer|brand:(auditor|agent|manager|admin)|warehouse:(packer|manager))$/.test(
    access,
  );
}

function paramsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

function nameOf(route: Route): string {
  return `${route.method.toUpperCase()} ${route.path}`;
}

function codeOf(body: string): unknown {
  return (JSON.parse(body) as { code?: unknown }).code;
}
