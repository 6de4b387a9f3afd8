import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Executor, firstRow, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import type { Capabilities } from './pool-key.js';
import { settingsWarnings, type SettingsWarning, wrongSettings } from './queue-settings.checks.js';
import { DEFAULT_QUEUE_SETTINGS, QueueSettings } from './queue-settings.contract.js';

const WRITE = `
  insert into queue_settings (warehouse_id, settings) values ($1, $2)
  on conflict (warehouse_id) do update set settings = excluded.settings, updated_at = now()`;

const STATIONS = 'select distinct zones, temperatures, skills from stations where warehouse_id = $1';
const STAGES = `select distinct s.code from brand_stages s join brand_warehouses w on w.brand_id = s.brand_id
  where w.warehouse_id = $1`;

/** How a warehouse runs its queue; everything has a default. */
@Injectable()
export class QueueSettingsService {
  constructor(private readonly dataSource: DataSource) {}

  async read(warehouseId: string): Promise<QueueSettings> {
    return readQueueSettings(this.dataSource, warehouseId);
  }

  /**
   * Orders planned from now on follow the new settings at once; open tasks move to their new pools within seconds.
   * @returns with what nobody in the warehouse can work by yet
   * @throws AppError queue_settings_not_allowed, with the fields
   */
  async write(
    warehouseId: string,
    settings: QueueSettings,
  ): Promise<{ settings: QueueSettings; warnings: SettingsWarning[] }> {
    const errors = wrongSettings(settings);
    if (errors[0]) {
      const { path, message } = errors[0];
      const detail = `Name everything once: ${path} ${message}. Leave out one of the two.`;
      throw new AppError('queue_settings_not_allowed', detail, { errors: errors.slice(0, 100) });
    }
    await rows(this.dataSource, WRITE, [warehouseId, JSON.stringify(settings)]);
    const stations = await rows<Capabilities & Record<string, unknown>>(this.dataSource, STATIONS, [
      warehouseId,
    ]);
    const found = await rows<{ code: string }>(this.dataSource, STAGES, [warehouseId]);
    const stages = found.map(({ code }) => code);
    return { settings, warnings: settingsWarnings(settings, { stations, stages }) };
  }
}

/** The settings of a warehouse, or the defaults. */
export async function readQueueSettings(on: Executor, warehouseId: string): Promise<QueueSettings> {
  const sql = 'select settings from queue_settings where warehouse_id = $1';
  const row = await firstRow<{ settings: unknown }>(on, sql, [warehouseId]);
  return row ? QueueSettings.parse(row.settings) : DEFAULT_QUEUE_SETTINGS;
}
