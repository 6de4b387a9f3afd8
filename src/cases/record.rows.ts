import type { ShipmentClip } from '../evidence/evidence-lookup.js';
import type { CaseRow } from './cases.rows.js';

/** What a shipment's record is made of (record.queries.ts), as the pure view reads it. */
export interface RecordRows {
  subject: SubjectRow;
  lines: LineRow[];
  stages: StageRow[];
  checks: CheckRow[];
  clips: ShipmentClip[];
  events: TimelineRow[];
  waybills: { number: string }[];
  cases: CaseRow[];
  ranks: { code: string; name_ja: string; name_en: string }[];
  preserved: { wanted: number; held: number };
}

/** The shipment with its order, rank, customer and recipient. */
export interface SubjectRow {
  shipment_id: string;
  state: string;
  carrier_state: string;
  carrier: string | null;
  handed_over_at: Date | null;
  time_zone: string;
  order_id: string;
  external_id: string;
  placed_at: Date;
  payment_method: string;
  rank: string;
  rank_name_ja: string;
  rank_name_en: string;
  customer_name: string | null;
  customer_email: string | null;
  recipient_name: string | null;
  postal_code: string | null;
  region: string | null;
  city: string | null;
  line1: string | null;
  line2: string | null;
}

export interface LineRow {
  id: string;
  sku: string;
  name_ja: string;
  name_en: string;
  quantity: number;
}

export interface StageRow {
  code: string;
  name_ja: string;
  name_en: string;
}

/** The answer that counts, with the check and the standard it belongs to. */
export interface CheckRow {
  code: string;
  text_ja: string;
  text_en: string;
  title_ja: string;
  title_en: string;
  version: number;
  value: string;
  answered_by: string;
  task_id: string;
  clip_id: string | null;
  clip_offset_ms: number | null;
  occurred_at: Date;
}

export interface TimelineRow {
  id: string;
  task_id: string | null;
  kind: string;
  data: Record<string, unknown>;
  audience: 'customer' | 'staff' | 'auditor';
  actor: { kind: string; id: string };
  occurred_at: Date;
}
