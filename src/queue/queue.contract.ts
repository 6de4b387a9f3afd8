import { z } from 'zod';
import {
  BilingualText,
  CalendarDate,
  Id,
  Instant,
  plainText,
  ReportedInstant,
  scannedText,
  shortText,
} from '../http/common.contract.js';
import { AnsweredBy } from '../inspections/standards.contract.js';
import { StageCode, Waybill } from '../shipments/shipments.contract.js';

/** A line as the packer sees it. `codes`: what a scan of this item may read. */
export const StationLine = z
  .strictObject({
    id: Id,
    sku: z.string(),
    codes: z.array(z.string()),
    name: BilingualText,
    shelf: z.string().nullable(),
    flags: z.array(z.string()),
    engraving: z.string().nullable(),
    quantity: z.int(),
    counted: z.int(),
    short: z.int(),
  })
  .meta({ id: 'StationLine' });

/** One line of the checklist: a check of the standard or a handling instruction. `answer` is the one that counts now. */
export const StationCheck = z
  .strictObject({
    id: Id,
    code: z.string(),
    section: z.string(),
    answeredBy: AnsweredBy,
    text: BilingualText,
    answer: z.enum(['pass', 'fail', 'not_applicable']).nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'StationCheck' });

export const StationException = z
  .strictObject({
    id: Id,
    kind: z.enum(['swap', 'short_pick']),
    state: z.enum(['open', 'resolved']),
    shipmentLineId: Id,
    quantity: z.int(),
    defect: z.string(),
  })
  .meta({ id: 'StationException' });

/** Everything a station shows for a task it holds. No prices and no address beyond the recipient's name. */
export const StationTask = z
  .strictObject({
    id: Id,
    brand: z.strictObject({ code: z.string(), name: BilingualText }),
    shipmentId: Id,
    orderExternalId: z.string(),
    stage: z.strictObject({
      code: StageCode,
      name: BilingualText,
      evidence: z.enum(['scan_log', 'film', 'still']),
      position: z.int(),
      of: z.int(),
    }),
    state: z.enum(['waiting', 'ready', 'claimed', 'completed', 'cancelled']),
    rank: z.strictObject({ code: z.string(), name: BilingualText }),
    due: Instant,
    shipBy: Instant,
    carrier: z.string().nullable(),
    delivery: z.strictObject({ date: CalendarDate.nullable(), window: z.string().nullable() }),
    recipientName: z.string(),
    gift: z.boolean(),
    flags: z.array(z.string()),
    attempt: z.int(),
    lines: z.array(StationLine),
    checks: z.array(StationCheck),
    instructions: z.array(z.strictObject({ id: Id, kind: z.string(), text: BilingualText })),
    exceptions: z.array(StationException),
    waybills: z.array(Waybill),
    clips: z.array(
      z.strictObject({ id: Id, kind: z.enum(['film', 'still']), state: z.string(), take: z.int() }),
    ),
    missing: z.array(z.strictObject({ code: z.string(), text: BilingualText })).meta({
      description: 'what still stands between this task and its completion; empty: it can be completed',
    }),
  })
  .meta({ id: 'StationTask' });

/** A held task with its lease. Send `token` with everything you do to the task; `nonce` goes into what you sign of it. */
export const HeldTask = z
  .strictObject({
    task: StationTask,
    token: z.int(),
    nonce: z.string().meta({ description: 'Random, of this claim' }),
    leaseUntil: Instant,
    heartbeatEverySec: z.int(),
  })
  .meta({ id: 'HeldTask' });

/** POST /v1/station/claims: the next task by due time, or (with `scan`) the one whose order, waybill or shipment was scanned. */
export const ClaimBody = z
  .strictObject({
    key: plainText(8, 100).meta({ description: 'the same key again returns the same task' }),
    stages: z.array(StageCode).min(1).max(8).optional(),
    scan: scannedText(120).optional(),
  })
  .meta({ id: 'ClaimBody' });

/** `task` null: nothing to do; `nextReleaseAt` says when something will be. `passedOver`: more urgent tasks left behind by a scan. */
export const ClaimResult = z
  .strictObject({ held: HeldTask.nullable(), nextReleaseAt: Instant.nullable(), passedOver: z.int() })
  .meta({ id: 'ClaimResult' });

export const TaskParams = z.strictObject({ taskId: Id });
export const ExceptionParams = z.strictObject({ taskId: Id, exceptionId: Id });

const token = z.int().min(1);

/** POST /v1/station/tasks/{taskId}/heartbeat */
export const HeartbeatBody = z.strictObject({ token }).meta({ id: 'HeartbeatBody' });
export const HeartbeatResult = z
  .strictObject({
    leaseUntil: Instant,
    serverTime: Instant,
    stop: z.strictObject({ code: z.string(), text: BilingualText }).nullable(),
  })
  .meta({
    id: 'HeartbeatResult',
    description: '`stop`: cancelled, refunded or re-addressed; do not close the box.',
  });

/** POST /v1/station/tasks/{taskId}/scans. `id` is made by the station, so that a repeated request counts once. */
export const ScanBody = z
  .strictObject({ id: Id, token, code: scannedText(200), occurredAt: ReportedInstant })
  .meta({ id: 'ScanBody' });
export const ScanResult = z
  .strictObject({
    result: z.enum([
      'counted',
      'surplus',
      'not_on_order',
      'waybill_bound',
      'swapped_label',
      'evidence_missing',
      'bad_check_digit',
      'exception_resolved',
      'understood',
      'not_understood',
    ]),
    message: BilingualText,
    stop: z.boolean().meta({ description: 'true: the packer must not go on before this is put right' }),
    warning: BilingualText.nullable().meta({
      description: 'what to look at, though the packer may go on: a stage that was not recorded',
    }),
    shipmentLineId: Id.nullable(),
    task: StationTask,
  })
  .meta({ id: 'ScanResult' });

/** POST /v1/station/tasks/{taskId}/answers. A fail needs `shipmentLineId` (when the check is about an item) and `reason`. */
export const AnswerBody = z
  .strictObject({
    id: Id,
    token,
    checkId: Id,
    value: z.enum(['pass', 'fail', 'not_applicable']),
    by: z.enum(['press', 'photo']),
    reason: shortText(300).optional(),
    shipmentLineId: Id.optional(),
    clipId: Id.optional(),
    clipOffsetMs: z.int().min(0).optional(),
    occurredAt: ReportedInstant,
  })
  .meta({ id: 'AnswerBody' });

/** POST /v1/station/tasks/{taskId}/exceptions: a swap or a short pick opened by the packer (NG or "short" barcode). */
export const ExceptionBody = z
  .strictObject({
    id: Id,
    token,
    kind: z.enum(['swap', 'short_pick']),
    shipmentLineId: Id,
    quantity: z.int().min(1).max(9999).default(1),
    defect: shortText(100),
    checkId: Id.optional(),
    occurredAt: ReportedInstant,
  })
  .meta({ id: 'ExceptionBody' });

/** POST /v1/station/tasks/{taskId}/exceptions/{exceptionId}/resolve: the replacement is here and scanned, or the shortage is accepted. */
export const ResolveExceptionBody = z
  .strictObject({ token, occurredAt: ReportedInstant })
  .meta({ id: 'ResolveExceptionBody' });

/** POST …/complete and …/release */
export const CompleteBody = z
  .strictObject({ token, occurredAt: ReportedInstant })
  .meta({ id: 'CompleteBody' });
export const CompleteResult = z
  .strictObject({ taskId: Id, shipmentState: z.string(), nextTaskId: Id.nullable() })
  .meta({ id: 'CompleteResult' });
export const ReleaseBody = z
  .strictObject({ token, reason: shortText(200).optional() })
  .meta({ id: 'ReleaseBody' });

/** POST /v1/station/handovers: a waybill scanned at the truck. */
export const HandoverBody = z
  .strictObject({ waybill: scannedText(80), occurredAt: ReportedInstant })
  .meta({ id: 'HandoverBody' });
export const HandoverResult = z
  .strictObject({
    shipmentId: Id,
    parcelsHandedOver: z.int(),
    parcels: z.int(),
    shipmentState: z.string(),
    already: z.boolean(),
  })
  .meta({ id: 'HandoverResult' });

export type StationTask = z.infer<typeof StationTask>;
export type HeldTask = z.infer<typeof HeldTask>;
export type ClaimBody = z.infer<typeof ClaimBody>;
export type ClaimResult = z.infer<typeof ClaimResult>;
export type ScanBody = z.infer<typeof ScanBody>;
export type ScanResult = z.infer<typeof ScanResult>;
export type AnswerBody = z.infer<typeof AnswerBody>;
export type ExceptionBody = z.infer<typeof ExceptionBody>;
export type CompleteResult = z.infer<typeof CompleteResult>;
export type HandoverResult = z.infer<typeof HandoverResult>;
