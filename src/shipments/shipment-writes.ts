import type { EntityManager } from 'typeorm';
import { bulkInsert, type BulkRow, BulkStatement } from '../database/bulk-insert.js';

/** Set-based writes of shipments, their lines and tasks: one statement a table, however many orders come in. */
const SHIPMENTS = bulkInsert('shipments', {
  id: 'uuid',
  brand_id: 'uuid',
  warehouse_id: 'uuid',
  order_id: 'uuid',
  release_at: 'timestamptz',
  arrived_at: 'timestamptz',
  ship_by: 'timestamptz',
  pickup_at: 'timestamptz',
  planned_ship_date: 'date',
  delivery_date: 'date',
  delivery_window: 'text',
  carrier: 'text',
  service: 'text',
  flags: 'text[]',
  lead_minutes: 'integer',
  head_start_minutes: 'integer',
  head_start_limit: 'text',
});

const SHIPMENT_LINES = bulkInsert('shipment_lines', {
  id: 'uuid',
  brand_id: 'uuid',
  shipment_id: 'uuid',
  order_line_id: 'uuid',
  quantity: 'integer',
});

const TASKS = bulkInsert('tasks', {
  id: 'uuid',
  brand_id: 'uuid',
  warehouse_id: 'uuid',
  shipment_id: 'uuid',
  stage: 'text',
  position: 'integer',
  state: 'text',
  release_at: 'timestamptz',
  ready_at: 'timestamptz',
  due: 'timestamptz',
  due_term: 'text',
  deadline: 'timestamptz',
  pool: 'text',
});

type RowOf<Statement> = Statement extends BulkStatement<infer Columns> ? BulkRow<Columns> : never;

export type ShipmentInsert = RowOf<typeof SHIPMENTS>;
export type ShipmentLineInsert = RowOf<typeof SHIPMENT_LINES>;
export type TaskInsert = RowOf<typeof TASKS>;

/** New shipments with everything that belongs to them. */
export interface ShipmentInserts {
  shipments: ShipmentInsert[];
  lines: ShipmentLineInsert[];
  tasks: TaskInsert[];
}

/** Writes new shipments in three statements. */
export async function insertShipments(manager: EntityManager, inserts: ShipmentInserts): Promise<void> {
  await SHIPMENTS.run(manager, inserts.shipments);
  await SHIPMENT_LINES.run(manager, inserts.lines);
  await TASKS.run(manager, inserts.tasks);
}

/** Adds lines to shipments that exist. */
export async function insertShipmentLines(
  manager: EntityManager,
  lines: ShipmentLineInsert[],
): Promise<void> {
  await SHIPMENT_LINES.run(manager, lines);
}
