import { z } from 'zod';
import {
  CalendarDate,
  FutureInstant,
  Id,
  Instant,
  longText,
  PageQuery,
  pageOf,
  shortText,
} from '../http/common.contract.js';

export const CaseParams = z.strictObject({ caseId: Id });
export const RecordParams = z.strictObject({ shipmentId: Id });

/** Reasons in the customer's words (src/i18n/{ja,en}/cases.ts). `return_differs` and `unauthorised` are for staff. */
export const CaseReason = z.enum([
  'not_received',
  'delivered_not_found',
  'damaged',
  'leaked',
  'wrong_item',
  'missing_item',
  'other_parcel',
  'noshi_wrong',
  'engraving_wrong',
  'perk_missing',
  'price_shown',
  'best_before',
  'temperature',
  'defect',
  'not_as_described',
  'late',
  'empty_box',
  'return_differs',
  'unauthorised',
  'other',
]);
export const CaseWeight = z.enum(['inquiry', 'complaint', 'dispute', 'chargeback']);

/** GET /v1/search?q=: order number, waybill or e-mail; hyphens, width and case don't matter. */
export const SearchQuery = z.strictObject({ q: shortText(254).min(3) });
export const SearchHit = z
  .strictObject({
    matchedBy: z.enum(['order', 'waybill', 'email']),
    orderId: Id,
    externalId: z.string(),
    shipmentId: Id.nullable(),
    shipmentState: z.string().nullable(),
    customerName: z.string().nullable(),
    placedAt: Instant,
    waybillNumber: z.string().nullable(),
    openCases: z.int(),
  })
  .meta({ id: 'SearchHit' });
export const SearchResult = z.strictObject({ items: z.array(SearchHit) }).meta({ id: 'SearchResult' });

/** POST /v1/cases. Weight dispute and chargeback preserve every piece of evidence (legal hold in storage). */
export const OpenCaseBody = z
  .strictObject({
    orderId: Id,
    shipmentId: Id.optional(),
    shipmentLineId: Id.optional(),
    weight: CaseWeight,
    reason: CaseReason,
    channel: shortText(40).optional(),
    note: longText().optional(),
    answerBy: FutureInstant.optional(),
  })
  .meta({ id: 'OpenCaseBody' });
/** POST /v1/cases/{caseId}/weight: an inquiry may become a complaint, a dispute, a chargeback; never lighter. */
export const RaiseCaseBody = z
  .strictObject({ weight: CaseWeight, note: longText().optional() })
  .meta({ id: 'RaiseCaseBody' });
/** POST /v1/cases/{caseId}/messages */
export const CaseMessageBody = z.strictObject({ body: longText() }).meta({ id: 'CaseMessageBody' });
/** POST /v1/cases/{caseId}/close: releases the preservation unless another open case needs it. */
export const CloseCaseBody = z
  .strictObject({
    decision: z.enum(['replacement', 'refund', 'goodwill', 'rebuttal', 'no_action']),
    note: longText().optional(),
  })
  .meta({ id: 'CloseCaseBody' });

export const CaseSummary = z
  .strictObject({
    id: Id,
    caseNo: z.string(),
    orderId: Id,
    orderExternalId: z.string(),
    shipmentId: Id.nullable(),
    weight: CaseWeight,
    reason: CaseReason,
    state: z.enum(['open', 'closed']),
    openedAt: Instant,
    answerBy: Instant.nullable(),
  })
  .meta({ id: 'CaseSummary' });
export const CaseListQuery = PageQuery.extend({ state: z.enum(['open', 'closed']).optional() });
export const CasePage = pageOf(CaseSummary).meta({ id: 'CasePage' });

/** A line of the case file's timeline; `clip` when the moment can be watched. */
export const TimelineEntry = z
  .strictObject({
    id: Id,
    kind: z.string(),
    title: z.string(),
    detail: z.string().nullable(),
    audience: z.enum(['customer', 'staff', 'auditor']),
    actor: z.string(),
    occurredAt: Instant,
    clip: z.strictObject({ clipId: Id, atMs: z.int() }).nullable(),
  })
  .meta({ id: 'TimelineEntry' });

/** A clip as the agent sees it; `url`s answer 303 to a short-lived address and are written to the custody log. */
export const EvidenceClip = z
  .strictObject({
    id: Id,
    stage: z.string(),
    kind: z.enum(['film', 'still']),
    take: z.int(),
    overtaken: z.boolean(),
    state: z.string(),
    mediaState: z.string(),
    mediaReason: z.string().nullable(),
    startedAt: Instant,
    durationMs: z.int().nullable(),
    sha256: z.string().nullable(),
    renditions: z.array(
      z.strictObject({
        kind: z.string(),
        url: z.string(),
        contentType: z.string(),
        durationMs: z.int().nullable(),
      }),
    ),
    marks: z.array(z.strictObject({ kind: z.string(), atMs: z.int(), label: z.string() })),
    manifest: z
      .strictObject({
        sha256: z.string(),
        keyId: z.string(),
        sealedAt: Instant,
        timestampedAt: Instant.nullable().meta({ description: 'null: the time stamp is pending' }),
        timestampedBy: z
          .strictObject({ name: z.string(), local: z.boolean(), verified: z.boolean() })
          .nullable()
          .meta({
            description: 'local: this installation itself; verified: led to the configured CA (TSA_CA_FILE)',
          }),
      })
      .nullable(),
  })
  .meta({ id: 'EvidenceClip' });

/** GET /v1/shipments/{shipmentId}/record: everything an agent needs in one answer, in the language of Accept-Language. */
export const ShipmentRecord = z
  .strictObject({
    shipment: z.strictObject({
      id: Id,
      state: z.string(),
      carrierState: z.string(),
      carrier: z.string().nullable(),
      waybills: z.array(z.string()),
      shippedOn: CalendarDate.nullable(),
    }),
    order: z.strictObject({
      id: Id,
      externalId: z.string(),
      placedAt: Instant,
      rank: z.string(),
      rankName: z.string(),
      paymentMethod: z.string(),
    }),
    customer: z.strictObject({ name: z.string().nullable(), email: z.string().nullable() }),
    recipient: z.strictObject({ name: z.string(), postalCode: z.string().nullable(), address: z.string() }),
    lines: z.array(z.strictObject({ id: Id, sku: z.string(), name: z.string(), quantity: z.int() })),
    checks: z.array(
      z.strictObject({
        code: z.string(),
        text: z.string(),
        answer: z.string(),
        by: z.string(),
        standard: z.string(),
        occurredAt: Instant,
        clip: z.strictObject({ clipId: Id, atMs: z.int() }).nullable(),
      }),
    ),
    clips: z.array(EvidenceClip),
    timeline: z.array(TimelineEntry),
    cases: z.array(CaseSummary),
    preserved: z.strictObject({ wanted: z.int(), held: z.int() }),
  })
  .meta({ id: 'ShipmentRecord' });

export const CaseFile = z
  .strictObject({
    case: CaseSummary,
    decision: z.string().nullable(),
    closedAt: Instant.nullable(),
    messages: z.array(
      z.strictObject({
        id: Id,
        author: z.enum(['customer', 'staff']),
        body: z.string(),
        contact: z.string().nullable(),
        writtenAt: Instant,
      }),
    ),
    preservation: z.array(
      z.strictObject({
        clipId: Id.nullable(),
        what: z.string(),
        state: z.enum(['wanted', 'held', 'released']),
        heldAt: Instant.nullable(),
      }),
    ),
    record: ShipmentRecord.nullable(),
  })
  .meta({ id: 'CaseFile' });

export type OpenCaseBody = z.infer<typeof OpenCaseBody>;
export type ShipmentRecord = z.infer<typeof ShipmentRecord>;
export type CaseFile = z.infer<typeof CaseFile>;
export type SearchHit = z.infer<typeof SearchHit>;
