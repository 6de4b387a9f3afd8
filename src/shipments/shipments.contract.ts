import { z } from 'zod';
import {
  BilingualText,
  CalendarDate,
  Id,
  Instant,
  ReportedInstant,
  shortText,
} from '../http/common.contract.js';

export const Section = z.enum(['pick', 'inspect', 'pack', 'ship']);
export const StageCode = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** A stage of work; the default preset "one bench" is pick (scan log), pack (inspect + pack, film), ship (still). */
export const Stage = z
  .strictObject({
    code: StageCode,
    name: BilingualText,
    evidence: z.enum(['scan_log', 'film', 'still']),
    sections: z.array(Section).min(1),
    handlingMinutes: z.int().min(0).max(10_080),
  })
  .meta({ id: 'Stage' });

/** GET and PUT /v1/stages: the brand's stages in their order; a change holds for shipments planned afterwards. */
export const StageList = z.strictObject({ stages: z.array(Stage).min(1).max(8) }).meta({ id: 'StageList' });

export const ShipmentState = z.enum([
  'planned',
  'in_work',
  'ready',
  'handed_over',
  'delivered',
  'returned',
  'cancelled',
]);
export const CarrierState = z.enum([
  'pending',
  'info_received',
  'in_transit',
  'out_for_delivery',
  'attempt_failed',
  'delivered',
  'available_for_pickup',
  'exception',
  'expired',
]);
export const Carrier = z.enum(['yamato', 'sagawa', 'japan_post', 'other']);

export const Waybill = z
  .strictObject({
    id: Id,
    carrier: Carrier,
    number: z.string(),
    parcelNo: z.int(),
    issuedOn: CalendarDate,
    boundAt: Instant.nullable(),
    handedOverAt: Instant.nullable(),
  })
  .meta({ id: 'Waybill' });

export const TaskSummary = z
  .strictObject({
    id: Id,
    stage: StageCode,
    state: z.enum(['waiting', 'ready', 'claimed', 'completed', 'cancelled']),
    due: Instant,
    dueTerm: z.enum(['lead', 'ship_by']),
    completedAt: Instant.nullable(),
  })
  .meta({ id: 'TaskSummary' });

export const ShipmentLine = z
  .strictObject({ id: Id, orderLineId: Id, sku: z.string(), name: BilingualText, quantity: z.int() })
  .meta({ id: 'ShipmentLine' });

/** Path of the routes on one shipment. */
export const ShipmentParams = z.strictObject({ shipmentId: Id });

/** GET /v1/shipments/{shipmentId} */
export const Shipment = z
  .strictObject({
    id: Id,
    orderId: Id,
    orderExternalId: z.string(),
    state: ShipmentState,
    carrierState: CarrierState,
    releaseAt: Instant.nullable().meta({ description: 'null while the order waits for its payment' }),
    shipBy: Instant,
    plannedShipDate: CalendarDate,
    delivery: z.strictObject({ date: CalendarDate.nullable(), window: z.string().nullable() }),
    carrier: z.string().nullable(),
    parcelCount: z.int(),
    flags: z.array(z.string()),
    lines: z.array(ShipmentLine),
    tasks: z.array(TaskSummary),
    waybills: z.array(Waybill),
  })
  .meta({ id: 'Shipment' });

/** PUT /v1/shipments/{shipmentId}/waybills: the carrier's issued list for this shipment (replaces unbound numbers). */
export const IssuedWaybillsBody = z
  .strictObject({
    waybills: z
      .array(z.strictObject({ carrier: Carrier, number: shortText(40), issuedOn: CalendarDate.optional() }))
      .min(1)
      .max(99),
  })
  .meta({ id: 'IssuedWaybillsBody' });
export const WaybillList = z.strictObject({ waybills: z.array(Waybill) }).meta({ id: 'WaybillList' });

/** POST /v1/shipments/{shipmentId}/carrier-events: normalised; the same event twice is stored once. */
export const CarrierEventBody = z
  .strictObject({
    state: CarrierState,
    occurredAt: ReportedInstant,
    place: shortText(120).optional(),
    detail: shortText(300).optional(),
  })
  .meta({ id: 'CarrierEventBody' });
export const CarrierEventResult = z
  .strictObject({ carrierState: CarrierState, shipmentState: ShipmentState, duplicate: z.boolean() })
  .meta({ id: 'CarrierEventResult' });

export type Stage = z.infer<typeof Stage>;
export type Section = z.infer<typeof Section>;
export type ShipmentState = z.infer<typeof ShipmentState>;
export type CarrierState = z.infer<typeof CarrierState>;
export type Carrier = z.infer<typeof Carrier>;
export type Shipment = z.infer<typeof Shipment>;
export type Waybill = z.infer<typeof Waybill>;
