import { z } from 'zod';
import { LOCALES } from '../i18n/locale.js';

const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40');
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour such as #1a2b3c');
const name = z.string().trim().min(1).max(200);
const locale = z.enum(LOCALES);
const timeZone = z.string().max(60).refine(isTimeZone, 'an IANA time zone such as Asia/Tokyo');
const email = z.email().max(254);

/** Parameters of addresses. Schemas without an id: each property becomes a parameter. */
export const brandParams = z.strictObject({ brandId: z.uuid() });
export const apiKeyParams = z.strictObject({ brandId: z.uuid(), keyId: z.uuid() });
export const warehouseParams = z.strictObject({ warehouseId: z.uuid() });

export const brandColours = z
  .strictObject({ ink: colour, paper: colour, accent: colour, seal: colour })
  .meta({ id: 'BrandColours', description: 'Colours of pages that customers see' });

export const brandContact = z
  .strictObject({
    email,
    phone: z.string().max(40),
    membersPhone: z.string().max(40).optional(),
    hoursJa: z.string().max(200).optional(),
    hoursEn: z.string().max(200).optional(),
  })
  .meta({ id: 'BrandContact', description: 'Whom customers turn to' });

const brandFields = {
  code,
  nameJa: name,
  nameEn: name,
  defaultLocale: locale.default('ja'),
  timeZone: timeZone.default('Asia/Tokyo'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as JPY')
    .default('JPY'),
  colours: brandColours,
  contact: brandContact,
};

export const newBrand = z.strictObject(brandFields).meta({ id: 'NewBrand' });
export const brand = z
  .strictObject({ id: z.uuid(), ...brandFields, createdAt: z.iso.datetime() })
  .meta({ id: 'Brand' });

const warehouseFields = {
  code,
  nameJa: name,
  nameEn: name,
  timeZone: timeZone.default('Asia/Tokyo'),
  /** How long a claimed task stays with a station that has scanned nothing yet. */
  leaseBeforeScanMs: z.int().min(1_000).max(86_400_000).default(120_000),
  /** The same after the first scan. */
  leaseAfterScanMs: z.int().min(1_000).max(86_400_000).default(900_000),
};

export const newWarehouse = z.strictObject(warehouseFields).meta({ id: 'NewWarehouse' });
export const warehouse = z
  .strictObject({ id: z.uuid(), ...warehouseFields, createdAt: z.iso.datetime() })
  .meta({ id: 'Warehouse' });

export const brandWarehouse = z
  .strictObject({ brandId: z.uuid(), warehouseId: z.uuid(), isDefault: z.boolean().default(false) })
  .meta({ id: 'BrandWarehouse', description: 'A warehouse works for a brand; orders go to the default one' });

export const newApiKey = z.strictObject({ label: name }).meta({ id: 'NewApiKey' });
export const apiKey = z
  .strictObject({ id: z.uuid(), label: z.string(), createdAt: z.iso.datetime() })
  .meta({ id: 'ApiKey' });
export const createdApiKey = z
  .strictObject({ ...apiKey.shape, secret: z.string() })
  .meta({ id: 'CreatedApiKey', description: 'The secret is shown this once and not stored' });
export const apiKeyList = z.strictObject({ items: z.array(apiKey) }).meta({ id: 'ApiKeyList' });

export const membership = z
  .union([
    z.strictObject({ brandId: z.uuid(), role: z.enum(['agent', 'manager', 'auditor', 'admin']) }),
    z.strictObject({ warehouseId: z.uuid(), role: z.enum(['packer', 'manager']) }),
  ])
  .meta({ id: 'Membership', description: 'A role on a brand or on a warehouse' });

export const newPerson = z
  .strictObject({
    email,
    name,
    locale: locale.default('ja'),
    password: z.string().min(12).max(200),
    memberships: z.array(membership).max(50).default([]),
  })
  .meta({ id: 'NewPerson' });

export const person = z
  .strictObject({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    locale,
    memberships: z.array(membership),
  })
  .meta({ id: 'Person' });

export const signIn = z
  .strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) })
  .meta({ id: 'SignIn' });

export const sessionScope = z
  .strictObject({ brandId: z.uuid().optional(), warehouseId: z.uuid().optional() })
  .refine(
    (scope) => scope.brandId !== undefined || scope.warehouseId !== undefined,
    'name a brand or a warehouse',
  )
  .meta({
    id: 'SessionScope',
    description: 'The brand and the warehouse to work for; each must be one of yours',
  });

export const session = z
  .strictObject({
    person,
    brandId: z.uuid().nullable(),
    warehouseId: z.uuid().nullable(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Session' });

export type NewBrand = z.infer<typeof newBrand>;
export type Brand = z.infer<typeof brand>;
export type NewWarehouse = z.infer<typeof newWarehouse>;
export type Warehouse = z.infer<typeof warehouse>;
export type BrandWarehouse = z.infer<typeof brandWarehouse>;
export type ApiKey = z.infer<typeof apiKey>;
export type CreatedApiKey = z.infer<typeof createdApiKey>;
export type MembershipInput = z.infer<typeof membership>;
export type NewPerson = z.infer<typeof newPerson>;
export type Person = z.infer<typeof person>;
export type SignIn = z.infer<typeof signIn>;
export type SessionScope = z.infer<typeof sessionScope>;
export type Session = z.infer<typeof session>;

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
