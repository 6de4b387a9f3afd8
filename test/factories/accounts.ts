import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiKeysService } from '../../src/accounts/api-keys.service.js';
import { BrandsService } from '../../src/accounts/brands.service.js';
import type {
  Brand,
  NewBrand,
  NewPerson,
  NewWarehouse,
  Warehouse,
} from '../../src/accounts/accounts.contract.js';
import { PeopleService } from '../../src/accounts/people.service.js';
import { SessionsService } from '../../src/accounts/sessions.service.js';

export const PASSWORD = 'correct horse battery staple';

/** A short random word: every test makes its own brand, so codes and addresses never meet. */
export function unique(prefix = 't'): string {
  return `${prefix}${randomBytes(6).toString('hex')}`;
}

export function brandBody(overrides: Partial<NewBrand> = {}): NewBrand {
  return {
    code: unique('brand-'),
    nameJa: 'みのり茶房',
    nameEn: 'Minori Tea',
    defaultLocale: 'ja',
    timeZone: 'Asia/Tokyo',
    currency: 'JPY',
    colours: { ink: '#1f2a24', paper: '#fbf8f1', accent: '#3f6b4f', seal: '#b23a2e' },
    contact: { email: 'help@minori.example', phone: '03-0000-0000' },
    ...overrides,
  };
}

export function warehouseBody(overrides: Partial<NewWarehouse> = {}): NewWarehouse {
  return {
    code: unique('wh-'),
    nameJa: '東京倉庫',
    nameEn: 'Tokyo warehouse',
    timeZone: 'Asia/Tokyo',
    leaseBeforeScanMs: 120_000,
    leaseAfterScanMs: 900_000,
    ...overrides,
  };
}

export interface TestBrand {
  brand: Brand;
  warehouse: Warehouse;
  brandKey: string;
}

/** A brand with a default warehouse and an API key. */
export async function createBrand(
  app: NestFastifyApplication,
  overrides: Partial<NewBrand> = {},
): Promise<TestBrand> {
  const brands = app.get(BrandsService);
  const brand = await brands.createBrand(brandBody(overrides));
  const warehouse = await brands.createWarehouse(warehouseBody());
  await brands.linkWarehouse({ brandId: brand.id, warehouseId: warehouse.id, isDefault: true });
  const { secret } = await app.get(ApiKeysService).create(brand.id, 'test');
  return { brand, warehouse, brandKey: secret };
}

/** A person with roles, signed in. `cookie` is the header's value. */
export async function signIn(
  app: NestFastifyApplication,
  memberships: NewPerson['memberships'],
): Promise<{ personId: string; email: string; cookie: string }> {
  const email = `${unique()}@staff.example`;
  const person = await app
    .get(PeopleService)
    .create({ email, name: 'Test Person', locale: 'ja', password: PASSWORD, memberships });
  const { token } = await app.get(SessionsService).open({ email, password: PASSWORD });
  return { personId: person.id, email, cookie: `akashi_session=${token}` };
}
