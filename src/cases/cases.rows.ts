import type { z } from 'zod';
import type { CaseReasonCode, CaseWeightCode } from './case.texts.js';
import type { CaseState } from './case.state.js';
import type { CaseSummary } from './cases.contract.js';

/** A case as its statements deliver it. */
export interface CaseRow {
  id: string;
  case_no: string;
  order_id: string;
  external_id: string;
  shipment_id: string | null;
  weight: CaseWeightCode;
  reason: CaseReasonCode;
  state: CaseState;
  opened_at: Date;
  answer_by: Date | null;
  closed_at: Date | null;
  decision: string | null;
}

export interface MessageRow {
  id: string;
  author: 'customer' | 'staff';
  body: string;
  contact: string | null;
  written_at: Date;
}

export interface PreservationRow {
  clip_id: string | null;
  bucket: string;
  object_key: string;
  what: string | null;
  state: 'wanted' | 'held' | 'released';
  held_at: Date | null;
}

/** Columns of a case; needs `cases k` and `orders o`. */
export const CASE_COLUMNS = `k.id, k.case_no, k.order_id, o.external_id, k.shipment_id, k.weight, k.reason, k.state,
  k.opened_at, k.answer_by, k.closed_at, k.decision`;

export function toCaseSummary(row: CaseRow): z.infer<typeof CaseSummary> {
  return {
    id: row.id,
    caseNo: row.case_no,
    orderId: row.order_id,
    orderExternalId: row.external_id,
    shipmentId: row.shipment_id,
    weight: row.weight,
    reason: row.reason,
    state: row.state,
    openedAt: row.opened_at.toISOString(),
    answerBy: row.answer_by?.toISOString() ?? null,
  };
}
