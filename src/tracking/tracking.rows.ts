/**
 * What the three statements of a tracking page deliver (tracking.queries.ts), as the pure view reads it. No price, no
 * address and no name of a person is among it: what isn't fetched can't be shown by mistake.
 */

/** The link with its shipment, order, brand and the order's rank: one row. */
export interface LinkRow {
  link_id: string;
  brand_id: string;
  shipment_id: string;
  order_id: string;
  audience: 'orderer' | 'recipient';
  link_film: boolean;
  expires_at: Date;
  revoked_at: Date | null;
  brand_name_ja: string;
  brand_name_en: string;
  time_zone: string;
  colours: Record<string, string>;
  contact: BrandContact;
  external_id: string;
  order_locale: 'ja' | 'en';
  order_state: string;
  payment_state: string;
  gift: boolean;
  omotegaki: string | null;
  rank_film: boolean;
  shipment_state: string;
  carrier_state: string;
  release_at: Date;
  planned_ship_date: string;
  delivery_date: string | null;
  delivery_window: string | null;
  carrier: string | null;
  parcel_count: number;
  flags: string[];
  handed_over_at: Date | null;
  delivered_at: Date | null;
}

export interface BrandContact {
  email?: string;
  phone?: string;
  hoursJa?: string;
  hoursEn?: string;
}

/** An event whose audience is the customer, oldest first. */
export interface EventRow {
  kind: string;
  data: Record<string, unknown>;
  occurred_at: Date;
}

/** What was bought, done, recorded and reported: one row of JSON columns. Times in it are ISO 8601 strings. */
export interface RecordRow {
  lines: LineItem[] | null;
  stages: StageItem[] | null;
  checks: CheckItem[] | null;
  clips: ClipItem[] | null;
  waybills: WaybillItem[] | null;
  reports: ReportItem[] | null;
}

export interface LineItem {
  id: string;
  nameJa: string;
  nameEn: string;
  quantity: number;
  engraving: string | null;
}

export interface StageItem {
  taskId: string;
  stage: string;
  state: string;
  completedAt: string | null;
  sections: string[] | null;
  evidence: string | null;
}

/** The answer that counts: the newest of the task's current attempt. */
export interface CheckItem {
  taskId: string;
  code: string;
  answeredBy: string;
  value: string;
  customerJa: string | null;
  customerEn: string | null;
  appliesTo: string[];
  version: number;
  clipId: string | null;
}

export interface ClipItem {
  id: string;
  taskId: string;
  kind: 'film' | 'still';
  overtaken: boolean;
  /** What a customer would see of it ends before the first label, by everything known now: a still whole, a film its cut. */
  beforeLabel: boolean;
  /** A check that the standard has words for customers for was answered with it. */
  answersCustomer: boolean;
  mediaState: string;
  renditions: { kind: string; durationMs: number | null }[];
  manifest: string | null;
}

export interface WaybillItem {
  carrier: string;
  number: string;
  parcelNo: number;
}

/** A case that was opened through this very link. */
export interface ReportItem {
  caseNo: string;
  state: 'open' | 'closed';
  reason: string;
  openedAt: string;
}

export interface TrackingRows {
  link: LinkRow;
  events: EventRow[];
  record: RecordRow;
}
