/**
 * Which status a shipment's page shows. The order of the questions is the order of what matters to a customer: an end
 * (cancelled, returned, delivered) first, then what the carrier says (once our stages are done), then how far our own work is, and a date that we
 * have missed before any reassuring word. Every status of the page is one of tracking.texts.ts.
 */
import { localDate } from '../i18n/local-time.js';
import { isDelivered, isWithCarrier, toldCarrierState } from './tracking.carrier.js';
import type { EventRow, LinkRow, StageItem, TrackingRows } from './tracking.rows.js';
import type { StatusKey } from './tracking.texts.js';

const BY_CARRIER: Readonly<Record<string, StatusKey>> = {
  in_transit: 'in_transit',
  out_for_delivery: 'out_for_delivery',
  attempt_failed: 'attempt_failed',
  available_for_pickup: 'available_for_pickup',
  exception: 'late_carrier',
  expired: 'carrier_silent',
};

/** How far a status is on the way from order (0) to delivery (4); null when there is no way ahead. */
export const STEP_OF: Readonly<Record<StatusKey, 0 | 1 | 2 | 3 | 4 | null>> = {
  received: 0,
  awaiting_payment: 0,
  scheduled: 0,
  late_ours: 1,
  picking: 1,
  short: 1,
  packing: 2,
  inspected: 2,
  swapped: 2,
  packed: 2,
  handed_over: 3,
  in_transit: 3,
  out_for_delivery: 3,
  attempt_failed: 3,
  available_for_pickup: 3,
  late_carrier: 3,
  carrier_silent: 3,
  delivered: 4,
  cancelled: null,
  returned: null,
};

/** The status to show at `now`. */
export function statusOf(rows: TrackingRows, now: Date): StatusKey {
  const { link } = rows;
  if (link.order_state === 'cancelled' || link.shipment_state === 'cancelled') return 'cancelled';
  if (link.shipment_state === 'returned') return 'returned';
  if (isDelivered(link)) return 'delivered';
  if (isWithCarrier(link)) return BY_CARRIER[toldCarrierState(link)] ?? 'handed_over';
  const stages = rows.record.stages ?? [];
  if (shortPick(rows.events)) return 'short';
  if (isLate(link, now)) return 'late_ours';
  if (link.shipment_state === 'ready' || isDone(stages, 'pack')) return 'packed';
  return link.shipment_state === 'in_work' ? atWork(stages, rows.events) : beforeWork(link, now);
}

/** The newest shortage that no later event has put right. */
export function shortPick(events: readonly EventRow[]): EventRow | undefined {
  return events.findLast((event) => event.kind === 'short_picked');
}

/** Whether a stage with this section of the standard is completed. */
export function isDone(stages: readonly StageItem[], section: string): boolean {
  const having = stages.filter((stage) => stage.sections?.includes(section));
  return having.length > 0 && having.every((stage) => stage.state === 'completed');
}

function isLate(link: LinkRow, now: Date): boolean {
  return localDate(now, link.time_zone) > link.planned_ship_date;
}

function beforeWork(link: LinkRow, now: Date): StatusKey {
  if (link.payment_state === 'pending') return 'awaiting_payment';
  return link.delivery_date !== null || link.release_at > now ? 'scheduled' : 'received';
}

function atWork(stages: readonly StageItem[], events: readonly EventRow[]): StatusKey {
  const newest = events.findLast(({ kind }) => kind === 'swap_resolved' || kind === 'stage_completed');
  if (newest?.kind === 'swap_resolved') return 'swapped';
  if (isDone(stages, 'inspect')) return 'inspected';
  return isDone(stages, 'pick') ? 'packing' : 'picking';
}
