import { apiWith, done, ok, type Api } from '../demo/api.js';

/** Where the story plays: a brand with three short stages, a warehouse with short leases, and its stations. */
export interface Scene {
  brandId: string;
  brandKey: string;
  warehouseId: string;
  stations: { id: string; name: string; key: string; packerId: string }[];
}

export const LEASE_MS = 3_000;
const ITEM = { sku: 'CHAOS-TEA', gtin: '2026010101016', name: { ja: '煎茶', en: 'Sencha' } };
export const CHAOS_SKU = ITEM.sku;

const PASSWORD = 'chaos-with-a-seed-Aa1';

const STAGES = [
  { code: 'pick', sections: ['pick', 'inspect'], ja: 'ピッキング', en: 'Pick' },
  { code: 'pack', sections: ['pack'], ja: '梱包', en: 'Pack' },
  { code: 'ship', sections: ['ship'], ja: '出荷', en: 'Ship' },
] as const;

/** One check a section, answered by itself: what is proven here is the queue, not the checklist. */
const CHECKS = { pick: 'PK1', inspect: 'IN1', pack: 'PA8', ship: 'SH1' } as const;

export async function setTheScene(baseUrl: string, operatorKey: string, stations: number): Promise<Scene> {
  const operator = apiWith(baseUrl, { bearer: operatorKey });
  const brand = await ok(operator.POST('/v1/brands', { body: BRAND }));
  const warehouse = await ok(operator.POST('/v1/warehouses', { body: WAREHOUSE }));
  const joined = { brandId: brand.id, warehouseId: warehouse.id, isDefault: true };
  await done(operator.PUT('/v1/brand-warehouses', { body: joined }));
  const params = { path: { brandId: brand.id } };
  const { secret } = await ok(
    operator.POST('/v1/brands/{brandId}/api-keys', { params, body: { label: 'chaos' } }),
  );
  const memberships = [
    { warehouseId: warehouse.id, role: 'manager' as const },
    { brandId: brand.id, role: 'manager' as const },
  ];
  await ok(
    operator.POST('/v1/people', {
      body: { email: 'chaos@example.com', name: '責任者', locale: 'ja', password: PASSWORD, memberships },
    }),
  );
  const manager = await signedIn(baseUrl);
  await describeWork(manager, apiWith(baseUrl, { bearer: secret }));
  return {
    ...{ brandId: brand.id, brandKey: secret, warehouseId: warehouse.id },
    stations: await enrolAll(baseUrl, manager, stations),
  };
}

async function describeWork(manager: Api, brand: Api): Promise<void> {
  const stages = STAGES.map(({ code, sections, ja, en }) => ({
    ...{ code, sections: [...sections], name: { ja, en } },
    ...{ evidence: 'scan_log' as const, handlingMinutes: 5 },
  }));
  await ok(manager.PUT('/v1/stages', { body: { stages } }));
  for (const [section, code] of Object.entries(CHECKS)) {
    const body = {
      section: sectionOf(section),
      title: { ja: section, en: section },
      checks: [{ code, answeredBy: 'auto' as const, text: { ja: code, en: code } }],
    };
    await ok(manager.POST('/v1/standards', { body }));
  }
  await ok(brand.PUT('/v1/items', { body: { items: [{ ...ITEM, shelf: 'A-01-1', flags: [] }] } }));
}

async function signedIn(baseUrl: string): Promise<Api> {
  const credentials = { email: 'chaos@example.com', password: PASSWORD };
  const answer = await apiWith(baseUrl, {}).POST('/v1/session', { body: credentials });
  const cookie = answer.response.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`could not sign in: ${JSON.stringify(answer.error)}`);
  return apiWith(baseUrl, { cookie });
}

/** Every station with a key and a badge of its own. */
async function enrolAll(baseUrl: string, manager: Api, count: number): Promise<Scene['stations']> {
  const stations: Scene['stations'] = [];
  for (let n = 1; n <= count; n += 1) {
    const name = `bench ${String(n).padStart(2, '0')}`;
    const { code } = await ok(manager.POST('/v1/stations', { body: { name } }));
    const { key, stationId } = await ok(apiWith(baseUrl, {}).POST('/v1/stations/enrol', { body: { code } }));
    const badge = `CHAOS-BADGE-${n}`;
    const packer = { pseudonym: `P-${n}`, displayName: `Packer ${n}`, badge, locale: 'en' as const };
    const { id: packerId } = await ok(manager.POST('/v1/packers', { body: packer }));
    await ok(apiWith(baseUrl, { bearer: key }).POST('/v1/station/sign-in', { body: { badge } }));
    stations.push({ id: stationId, name, key, packerId });
  }
  return stations;
}

function sectionOf(text: string): keyof typeof CHECKS {
  if (text === 'pick' || text === 'inspect' || text === 'pack' || text === 'ship') return text;
  throw new Error(`no section ${text}`);
}

const BRAND = {
  ...{ code: 'chaos', nameJa: '混沌堂', nameEn: 'Chaos', defaultLocale: 'ja' as const },
  ...{ timeZone: 'Asia/Tokyo', currency: 'JPY' },
  colours: { ink: '#1f2a24', paper: '#fbf8f1', accent: '#3f6b4f', seal: '#b23a2e' },
  contact: { email: 'help@chaos.example', phone: '03-0000-0000' },
};

const WAREHOUSE = {
  ...{ code: 'chaos', nameJa: '混沌倉庫', nameEn: 'Chaos warehouse', timeZone: 'Asia/Tokyo' },
  ...{ leaseBeforeScanMs: LEASE_MS, leaseAfterScanMs: LEASE_MS },
};
