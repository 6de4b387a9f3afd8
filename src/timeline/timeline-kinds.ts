import { z } from 'zod';
import { ClipRejectReason } from '../clips/clips.contract.js';
import { shortText } from '../http/common.contract.js';

/**
 * Everything that can happen to an order and is told later: the one table of event kinds. `data` holds ids, codes and
 * counts only, never a name, an address or a message: those live where erasure can overwrite them. Sentences are made at
 * reading, in the reader's language (src/i18n/{ja,en}/timeline.ts). A kind and its data are stored for good: give new
 * members a default, and raise `v` when a meaning changes.
 *
 * `audience` is the smallest circle that may read it: customer ⊂ staff ⊂ auditor.
 */

export type Audience = 'customer' | 'staff' | 'auditor';

const id = z.uuid();
const code = z.string().min(1).max(60);
const count = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const nothing = z.strictObject({});

/** Why a place in line may change after planning; nothing else moves it. */
export const DUE_CAUSES = [
  'rank_raised',
  'order_changed',
  'pickup_moved',
  'truck_missed',
  'hold_released',
  'expedited',
  'split',
  'consolidated',
  'order_left_box',
  'truck_guard',
  'truck_guard_lifted',
] as const;
export type DueCause = (typeof DUE_CAUSES)[number];

/** Why work on a task was stopped. */
export const STOP_CAUSES = [
  'cancelled',
  'refunded',
  'readdressed',
  'held',
  'reassigned',
  'split',
  'consolidated',
] as const;

function kind<Data extends z.ZodType>(audience: Audience, data: Data) {
  return { audience, v: 1, data } as const;
}

const stage = { stage: code };
const lease = { stage: code, token: z.int().min(1) };
const exception = {
  exceptionId: id,
  shipmentLineId: id,
  // A defect code where the station offers one, else the packer's own few words: of an item on the table, one line, written
  // where no name or address is asked for. The customer reads codes only, in our words.
  defect: shortText(100),
};

export const TIMELINE_KINDS = {
  order_received: kind(
    'customer',
    z.strictObject({ shipBy: instant, plannedShipDate: z.iso.date().nullish() }),
  ),
  order_updated: kind('staff', z.strictObject({ changed: z.array(code).max(40) })),
  order_cancelled: kind('customer', nothing),
  rank_recorded: kind(
    'staff',
    z.strictObject({ rank: code, source: z.enum(['default', 'external', 'rules']) }),
  ),
  shipment_planned: kind(
    'customer',
    z.strictObject({
      plannedShipDate: z.iso.date(),
      releaseAt: instant,
      deliveryDate: z.iso.date().nullish(),
      window: z.string().max(40).nullish(),
    }),
  ),
  task_claimed: kind('staff', z.strictObject(lease)),
  task_released: kind('staff', z.strictObject(lease)),
  lease_lapsed: kind('staff', z.strictObject(lease)),
  /** The truck left without it; null: its carrier has none after it. */
  truck_missed: kind('staff', z.strictObject({ carrier: code, from: instant, to: instant.nullish() })),
  /** A task's place in line moved: `from` and `to` are due times, or deadlines while the truck guard holds it. */
  due_changed: kind(
    'staff',
    z.strictObject({
      stage: code,
      cause: z.enum(DUE_CAUSES),
      from: instant,
      to: instant,
      term: z.enum(['lead', 'ship_by', 'expedited', 'guard']),
    }),
  ),
  /** Staff intervened; their own words are kept with the intervention. */
  intervened: kind('staff', z.strictObject({ interventionId: id, intervention: code, reason: code })),
  task_stopped: kind('staff', z.strictObject({ stage: code, why: z.enum(STOP_CAUSES) })),
  stage_started: kind('customer', z.strictObject(stage)),
  stage_completed: kind(
    'customer',
    z.strictObject({
      stage: code,
      checks: count,
      standards: z.array(z.strictObject({ section: code, version: z.int().min(1) })).max(8),
    }),
  ),
  check_failed: kind(
    'staff',
    z.strictObject({ stage: code, checkCode: z.string().max(20), shipmentLineId: id.nullish() }),
  ),
  swap_opened: kind('staff', z.strictObject(exception)),
  swap_resolved: kind('customer', z.strictObject(exception)),
  short_picked: kind(
    'customer',
    z.strictObject({ exceptionId: id, shipmentLineId: id, quantity: z.int().min(1) }),
  ),
  waybill_issued: kind('staff', z.strictObject({ carrier: code, count })),
  waybill_bound: kind(
    'staff',
    z.strictObject({ carrier: code, number: z.string().max(40), parcelNo: z.int().min(1) }),
  ),
  swapped_label_stopped: kind('staff', z.strictObject({ carrier: code.nullish() })),
  clip_completed: kind('staff', z.strictObject({ clipId: id, kind: z.enum(['film', 'still']) })),
  clip_playable: kind('staff', z.strictObject({ clipId: id, durationMs: count.nullish() })),
  film_ready: kind('customer', z.strictObject({ clipId: id, sec: count })),
  clip_rejected: kind('staff', z.strictObject({ clipId: id, reason: ClipRejectReason })),
  evidence_sealed: kind('customer', z.strictObject({ clipId: id, manifestSha256: z.string().max(64) })),
  handed_over: kind(
    'customer',
    z.strictObject({ carrier: code, number: z.string().max(40), parcels: z.int().min(1) }),
  ),
  /** `stages`: those that lack it; empty in events of before they were named. */
  shipped_without_evidence: kind('staff', z.strictObject({ stages: z.array(code).max(20).default([]) })),
  evidence_waived: kind('staff', z.strictObject({ waiverId: id, stage: code, waiver: code })),
  evidence_linked: kind('staff', z.strictObject({ clipId: id, link: code })),
  // The place is a depot, a station or a door in the carrier's words, one line; the recipient's address isn't sent along.
  carrier_event: kind('customer', z.strictObject({ state: code, place: shortText(120).nullish() })),
  problem_reported: kind('customer', z.strictObject({ caseId: id, reason: code })),
  case_opened: kind('staff', z.strictObject({ caseId: id, weight: code, reason: code })),
  case_raised: kind('staff', z.strictObject({ caseId: id, weight: code })),
  case_closed: kind('staff', z.strictObject({ caseId: id, decision: code })),
  evidence_preserved: kind('staff', z.strictObject({ caseId: id, objects: count })),
  tracking_link_created: kind(
    'staff',
    z.strictObject({ linkId: id, audience: z.enum(['orderer', 'recipient']), film: z.boolean() }),
  ),
  tracking_link_revoked: kind('staff', z.strictObject({ linkId: id })),
} as const;

export type TimelineKind = keyof typeof TIMELINE_KINDS;

/** The data of a kind as the writer states it. */
export type TimelineData<Kind extends TimelineKind> = z.input<(typeof TIMELINE_KINDS)[Kind]['data']>;

/** Whether a stored kind is one that this version of the code knows. */
export function isTimelineKind(value: string): value is TimelineKind {
  return Object.hasOwn(TIMELINE_KINDS, value);
}
