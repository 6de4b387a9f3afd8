import type { EntityManager } from 'typeorm';
import type { BrandScope } from '../accounts/scopes.js';
import { type BulkRow, BulkStatement } from '../database/bulk-insert.js';
import { affected } from '../database/sql.js';
import {
  deleteShipmentLines,
  type ShipmentPlan,
  stopShipments,
  type TaskPlan,
  updatePlans,
  voidWaybills,
} from '../shipments/shipment-changes.js';
import {
  insertShipmentLines,
  insertShipments,
  type ShipmentInserts,
  type ShipmentLineInsert,
} from '../shipments/shipment-writes.js';
import { appendTimeline, type TimelineEvent } from '../timeline/timeline.js';
import {
  ADDRESS_COLUMNS,
  type AddressInsert,
  type InstructionInsert,
  type LineInsert,
  NEW_INSTRUCTIONS,
  NEW_LINES,
  ORDER_COLUMNS,
} from './order-writes.js';

/** Everything that changed orders write, one statement a table, however many orders have changed. */
export interface OrderUpdates {
  orders: BulkRow<typeof UPDATE_COLUMNS>[];
  addresses: AddressInsert[];
  droppedAddresses: BulkRow<typeof ADDRESS_KEY>[];
  quantities: BulkRow<typeof QUANTITY_COLUMNS>[];
  newLines: LineInsert[];
  /** Orders whose instructions are written anew. */
  reinstructed: string[];
  instructions: InstructionInsert[];
  plans: { shipments: ShipmentPlan[]; tasks: TaskPlan[] };
  /** Kept shipments whose lines are written anew. */
  refilled: string[];
  refills: ShipmentLineInsert[];
  /** Kept shipments whose unbound labels show an old address. */
  relabelled: string[];
  stopped: string[];
  added: ShipmentInserts;
  events: TimelineEvent[];
}

const {
  source: _source,
  external_id: _externalId,
  external_id_normalized: _key,
  received_at: _receivedAt,
  state: _state,
  cancelled_at: _cancelledAt,
  cancel_reason: _cancelReason,
  ...CHANGEABLE
} = ORDER_COLUMNS;

const UPDATE_COLUMNS = { ...CHANGEABLE, revised: 'integer' } as const;
const ADDRESS_KEY = { brand_id: 'uuid', order_id: 'uuid', role: 'text' } as const;
const QUANTITY_COLUMNS = { id: 'uuid', brand_id: 'uuid', quantity: 'integer' } as const;

const assigned = Object.keys(CHANGEABLE)
  .filter((column) => column !== 'id' && column !== 'brand_id')
  .map((column) => `${column} = r.${column}`)
  .join(', ');

const UPDATE_ORDERS = new BulkStatement(
  'bulk_update_orders',
  UPDATE_COLUMNS,
  (source) => `update orders o set ${assigned}, revision = o.revision + r.revised, updated_at = now()
    from ${source} where o.id = r.id and o.brand_id = r.brand_id`,
);

const PUT_ADDRESSES = new BulkStatement(
  'bulk_put_addresses',
  ADDRESS_COLUMNS,
  (source, names) => `insert into order_addresses (${names}) select ${names} from ${source}
    on conflict (brand_id, order_id, role) do update set ${Object.keys(ADDRESS_COLUMNS)
      .filter((column) => !(column in ADDRESS_KEY))
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`,
);

const DROP_ADDRESSES = new BulkStatement(
  'bulk_drop_addresses',
  ADDRESS_KEY,
  (source) => `delete from order_addresses a using ${source}
    where a.brand_id = r.brand_id and a.order_id = r.order_id and a.role = r.role`,
);

// A line that left the order stays with quantity 0: stopped shipments still say what was picked for them.
const SET_QUANTITIES = new BulkStatement(
  'bulk_line_quantities',
  QUANTITY_COLUMNS,
  (source) =>
    `update order_lines l set quantity = r.quantity from ${source} where l.id = r.id and l.brand_id = r.brand_id`,
);

const WITHDRAW_INSTRUCTIONS = `update handling_instructions set withdrawn_at = now()
  where brand_id = $1 and order_id = any($2::uuid[]) and source = 'wish' and withdrawn_at is null`;

/** Nothing yet. */
export function noUpdates(): OrderUpdates {
  return {
    ...{ orders: [], addresses: [], droppedAddresses: [], quantities: [], newLines: [] },
    ...{ reinstructed: [], instructions: [], plans: { shipments: [], tasks: [] } },
    ...{ refilled: [], refills: [], relabelled: [], stopped: [], events: [] },
    added: { shipments: [], lines: [], tasks: [] },
  };
}

/** Writes all changes of a batch; the orders and their tasks are locked. Tasks come before shipments, as at a station. */
export async function writeUpdates(
  manager: EntityManager,
  brand: BrandScope,
  updates: OrderUpdates,
): Promise<void> {
  const { brandId } = brand;
  await UPDATE_ORDERS.run(manager, updates.orders);
  await PUT_ADDRESSES.run(manager, updates.addresses);
  await DROP_ADDRESSES.run(manager, updates.droppedAddresses);
  await SET_QUANTITIES.run(manager, updates.quantities);
  await NEW_LINES.run(manager, updates.newLines);
  if (updates.reinstructed.length > 0)
    await affected(manager, WITHDRAW_INSTRUCTIONS, [brandId, updates.reinstructed]);
  await NEW_INSTRUCTIONS.run(manager, updates.instructions);
  await stopShipments(manager, { ...brand, shipmentIds: updates.stopped, why: 'readdressed' });
  await updatePlans(manager, updates.plans);
  await voidWaybills(manager, brandId, updates.relabelled, false);
  await deleteShipmentLines(manager, brandId, updates.refilled);
  await insertShipmentLines(manager, updates.refills);
  await insertShipments(manager, updates.added);
  await appendTimeline(manager, updates.events);
}
