import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Executor, firstRow, rows } from '../database/sql.js';
import { DEFAULT_QUEUE_SETTINGS, QueueSettings } from './queue-settings.contract.js';

const WRITE = `
  insert into queue_settings (warehouse_id, settings) values ($1, $2)
  on conflict (warehouse_id) do update set settings = excluded.settings, updated_at = now()`;

/** How a warehouse runs its queue; everything has a default. */
@Injectable()
export class QueueSettingsService {
  constructor(private readonly dataSource: DataSource) {}

  async read(warehouseId: string): Promise<QueueSettings> {
    return readQueueSettings(this.dataSource, warehouseId);
  }

  /** Orders planned from now on follow the new settings at once; open tasks move to their new pools within seconds. */
  async write(warehouseId: string, settings: QueueSettings): Promise<QueueSettings> {
    await rows(this.dataSource, WRITE, [warehouseId, JSON.stringify(settings)]);
    return settings;
  }
}

/** The settings of a warehouse, or the defaults. */
export async function readQueueSettings(on: Executor, warehouseId: string): Promise<QueueSettings> {
  const sql = 'select settings from queue_settings where warehouse_id = $1';
  const row = await firstRow<{ settings: unknown }>(on, sql, [warehouseId]);
  return row ? QueueSettings.parse(row.settings) : DEFAULT_QUEUE_SETTINGS;
}
