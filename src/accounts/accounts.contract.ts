import { z } from 'zod';
import { Currency, Id, Instant, Locale, plainText, shortText } from '../http/common.contract.js';

const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40');
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour such as #1a2b3c');
const name = shortText();
const timeZone = z.string().max(60).refine(isTimeZone, 'an IANA time zone such as Asia/Tokyo');
const email = z.email().max(254);

/** Parameters of addresses. Schemas without an id: each property becomes a parameter. */
export const BrandParams = z.strictObject({ brandId: Id });
export const ApiKeyParams = z.strictObject({ brandId: Id, keyId: Id });

export const BrandColours = z
  .strictObject({ ink: colour, paper: colour, accent: colour, seal: colour })
  .meta({ id: 'BrandColours', description: 'Colours of pages that customers see' });

export const BrandContact = z
  .strictObject({
    email,
    phone: plainText(0, 40),
    membersPhone: plainText(0, 40).optional(),
    hoursJa: plainText(0, 200).optional(),
    hoursEn: plainText(0, 200).optional(),
  })
  .meta({ id: 'BrandContact', description: 'Whom customers turn to' });

const brandFields = {
  code,
  nameJa: name,
  nameEn: name,
  defaultLocale: Locale.default('ja'),
  timeZone: timeZone.default('Asia/Tokyo'),
  currency: Currency.default('JPY'),
  colours: BrandColours,
  contact: BrandContact,
};

export const NewBrand = z.strictObject(brandFields).meta({ id: 'NewBrand' });
export const Brand = z.strictObject({ id: Id, ...brandFields, createdAt: Instant }).meta({ id: 'Brand' });

export const BrandList = z.strictObject({ items: z.array(Brand) }).meta({ id: 'BrandList' });

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

export const NewWarehouse = z.strictObject(warehouseFields).meta({ id: 'NewWarehouse' });
export const Warehouse = z
  .strictObject({ id: Id, ...warehouseFields, createdAt: Instant })
  .meta({ id: 'Warehouse' });

export const WarehouseList = z.strictObject({ items: z.array(Warehouse) }).meta({ id: 'WarehouseList' });

export const BrandWarehouse = z
  .strictObject({
    brandId: Id,
    warehouseId: Id,
    isDefault: z.boolean().default(false),
    headStartShare: z.number().min(0).max(1).nullable().optional().meta({
      description:
        'how much of the work of one head start the brand’s head starts may take here; null: no limit; left out: as it is',
    }),
  })
  .meta({ id: 'BrandWarehouse', description: 'A warehouse works for a brand; orders go to the default one' });

export const NewApiKey = z.strictObject({ label: name }).meta({ id: 'NewApiKey' });
export const ApiKey = z
  .strictObject({ id: Id, label: z.string(), createdAt: Instant })
  .meta({ id: 'ApiKey' });
export const CreatedApiKey = z
  .strictObject({ ...ApiKey.shape, secret: z.string() })
  .meta({ id: 'CreatedApiKey', description: 'The secret is shown this once and not stored' });
export const ApiKeyList = z.strictObject({ items: z.array(ApiKey) }).meta({ id: 'ApiKeyList' });

export const Membership = z
  .union([
    z.strictObject({ brandId: Id, role: z.enum(['agent', 'manager', 'auditor', 'admin']) }),
    z.strictObject({ warehouseId: Id, role: z.enum(['packer', 'manager']) }),
  ])
  .meta({ id: 'Membership', description: 'A role on a brand or on a warehouse' });

export const NewPerson = z
  .strictObject({
    email,
    name,
    locale: Locale.default('ja'),
    password: plainText(12, 200),
    memberships: z.array(Membership).max(50).default([]),
  })
  .meta({ id: 'NewPerson' });

export const Person = z
  .strictObject({
    id: Id,
    email: z.string(),
    name: z.string(),
    locale: Locale,
    memberships: z.array(Membership),
  })
  .meta({ id: 'Person' });

export const SignIn = z
  .strictObject({ email: plainText(1, 254), password: plainText(1, 200) })
  .meta({ id: 'SignIn' });

export const SessionScope = z
  .strictObject({ brandId: Id.optional(), warehouseId: Id.optional() })
  .refine(
    (scope) => scope.brandId !== undefined || scope.warehouseId !== undefined,
    'name a brand or a warehouse',
  )
  .meta({
    id: 'SessionScope',
    description: 'The brand and the warehouse to work for; each must be one of yours',
  });

export const Session = z
  .strictObject({
    person: Person,
    brandId: Id.nullable(),
    warehouseId: Id.nullable(),
    expiresAt: Instant,
  })
  .meta({ id: 'Session' });

export type NewBrand = z.infer<typeof NewBrand>;
export type Brand = z.infer<typeof Brand>;
export type NewWarehouse = z.infer<typeof NewWarehouse>;
export type Warehouse = z.infer<typeof Warehouse>;
export type BrandWarehouse = z.infer<typeof BrandWarehouse>;
export type ApiKey = z.infer<typeof ApiKey>;
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
export type Membership = z.infer<typeof Membership>;
export type NewPerson = z.infer<typeof NewPerson>;
export type Person = z.infer<typeof Person>;
export type SignIn = z.infer<typeof SignIn>;
export type SessionScope = z.infer<typeof SessionScope>;
export type Session = z.infer<typeof Session>;

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
