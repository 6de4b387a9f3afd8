import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { violatedConstraint } from '../database/pg-errors.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import type { Brand, BrandWarehouse, NewBrand, NewWarehouse, Warehouse } from './accounts.contract.js';
import { seedBrand } from './brand-defaults.js';

interface BrandRow {
  id: string;
  code: string;
  name_ja: string;
  name_en: string;
  default_locale: Brand['defaultLocale'];
  time_zone: string;
  currency: string;
  colours: Brand['colours'];
  contact: Brand['contact'];
  created_at: Date;
}

interface WarehouseRow {
  id: string;
  code: string;
  name_ja: string;
  name_en: string;
  time_zone: string;
  lease_before_scan_ms: number;
  lease_after_scan_ms: number;
  created_at: Date;
}

const INSERT_BRAND = `
  insert into brands (id, code, name_ja, name_en, default_locale, time_zone, currency, colours, contact)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning *`;

const INSERT_WAREHOUSE = `
  insert into warehouses (id, code, name_ja, name_en, time_zone, lease_before_scan_ms, lease_after_scan_ms)
  values ($1, $2, $3, $4, $5, $6, $7) returning *`;

const PUT_LINK = `
  insert into brand_warehouses as l (brand_id, warehouse_id, is_default, head_start_share) values ($1, $2, $3, $4)
  on conflict (brand_id, warehouse_id) do update set is_default = excluded.is_default,
    head_start_share = case when $5 then l.head_start_share else excluded.head_start_share end
  returning head_start_share as share`;

/** Brands, warehouses and which works for which: what the operator of an instance sets up. */
@Injectable()
export class BrandsService {
  constructor(private readonly dataSource: DataSource) {}

  /** Creates a brand with the defaults of all features; `brand_code_taken` when the code exists. */
  async createBrand(brand: NewBrand): Promise<Brand> {
    const { code, nameJa, nameEn, defaultLocale, timeZone, currency } = brand;
    const colours = JSON.stringify(brand.colours);
    const contact = JSON.stringify(brand.contact);
    const values = [newId(), code, nameJa, nameEn, defaultLocale, timeZone, currency, colours, contact];
    try {
      return await inTransaction(this.dataSource, async (manager) => {
        const [row] = await rows<BrandRow>(manager, INSERT_BRAND, values);
        if (!row) throw new Error('insert returned no row');
        await seedBrand(manager, row.id);
        return toBrand(row);
      });
    } catch (error) {
      if (violatedConstraint(error) !== 'brands_code_key') throw error;
      throw new AppError('brand_code_taken', `Another brand has the code "${code}"; choose another.`);
    }
  }

  async listBrands(): Promise<Brand[]> {
    return (await rows<BrandRow>(this.dataSource, 'select * from brands order by id')).map(toBrand);
  }

  async getBrand(brandId: string): Promise<Brand> {
    const row = await firstRow<BrandRow>(this.dataSource, 'select * from brands where id = $1', [brandId]);
    if (!row) throw brandNotFound();
    return toBrand(row);
  }

  async createWarehouse(warehouse: NewWarehouse): Promise<Warehouse> {
    const { code, nameJa, nameEn, timeZone, leaseBeforeScanMs, leaseAfterScanMs } = warehouse;
    const values = [newId(), code, nameJa, nameEn, timeZone, leaseBeforeScanMs, leaseAfterScanMs];
    try {
      const [row] = await rows<WarehouseRow>(this.dataSource, INSERT_WAREHOUSE, values);
      if (!row) throw new Error('insert returned no row');
      return toWarehouse(row);
    } catch (error) {
      if (violatedConstraint(error) !== 'warehouses_code_key') throw error;
      throw new AppError('warehouse_code_taken', `Another warehouse has the code "${code}"; choose another.`);
    }
  }

  async listWarehouses(): Promise<Warehouse[]> {
    return (await rows<WarehouseRow>(this.dataSource, 'select * from warehouses order by id')).map(
      toWarehouse,
    );
  }

  /** Lets a warehouse work for a brand. A brand has one default warehouse; naming another moves it. */
  async linkWarehouse(link: BrandWarehouse): Promise<BrandWarehouse> {
    return inTransaction(this.dataSource, async (manager) => {
      await assertBothExist(manager, link);
      if (link.isDefault) {
        await affected(manager, 'update brand_warehouses set is_default = false where brand_id = $1', [
          link.brandId,
        ]);
      }
      const { brandId, warehouseId, isDefault, headStartShare } = link;
      const params = [brandId, warehouseId, isDefault, headStartShare, headStartShare === undefined];
      const row = await firstRow<{ share: number | null }>(manager, PUT_LINK, params);
      return { brandId, warehouseId, isDefault, headStartShare: row?.share ?? null };
    });
  }
}

async function assertBothExist(manager: EntityManager, link: BrandWarehouse): Promise<void> {
  // Locks the brand, so that two calls can't both make their warehouse the default.
  const brand = await firstRow(manager, 'select 1 from brands where id = $1 for update', [link.brandId]);
  if (!brand) throw brandNotFound();
  const warehouse = await firstRow(manager, 'select 1 from warehouses where id = $1', [link.warehouseId]);
  if (!warehouse)
    throw new AppError('warehouse_not_found', 'Create the warehouse with POST /v1/warehouses first.');
}

function brandNotFound(): AppError {
  return new AppError('brand_not_found', 'Create the brand with POST /v1/brands first.');
}

function toBrand(row: BrandRow): Brand {
  return {
    id: row.id,
    code: row.code,
    nameJa: row.name_ja,
    nameEn: row.name_en,
    defaultLocale: row.default_locale,
    timeZone: row.time_zone,
    currency: row.currency,
    colours: row.colours,
    contact: row.contact,
    createdAt: row.created_at.toISOString(),
  };
}

function toWarehouse(row: WarehouseRow): Warehouse {
  return {
    id: row.id,
    code: row.code,
    nameJa: row.name_ja,
    nameEn: row.name_en,
    timeZone: row.time_zone,
    leaseBeforeScanMs: row.lease_before_scan_ms,
    leaseAfterScanMs: row.lease_after_scan_ms,
    createdAt: row.created_at.toISOString(),
  };
}
