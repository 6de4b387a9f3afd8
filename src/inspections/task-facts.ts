import type { BilingualText } from '../http/common.contract.js';
import type { Section } from '../shipments/shipments.contract.js';

/** Everything known of a task that scans, answers and its completion are judged by. Read in one statement. */
export interface TaskFacts {
  id: string;
  brandId: string;
  warehouseId: string;
  shipmentId: string;
  orderId: string;
  orderExternalId: string;
  brand: { code: string; name: BilingualText };
  rank: { code: string; name: BilingualText };
  stage: {
    code: string;
    name: BilingualText;
    evidence: 'scan_log' | 'film' | 'still';
    sections: Section[];
    position: number;
    of: number;
  };
  state: 'waiting' | 'ready' | 'claimed' | 'completed' | 'cancelled';
  attempt: number;
  token: number;
  due: string;
  shipBy: string;
  carrier: string | null;
  deliveryDate: string | null;
  deliveryWindow: string | null;
  recipientName: string;
  gift: boolean;
  flags: string[];
  parcelCount: number;
  lines: LineFacts[];
  checks: CheckFacts[];
  instructions: InstructionFacts[];
  exceptions: ExceptionFacts[];
  waybills: WaybillFacts[];
  clips: { id: string; kind: 'film' | 'still'; state: string; take: number }[];
}

export interface LineFacts {
  id: string;
  sku: string;
  gtin: string | null;
  name: BilingualText;
  shelf: string | null;
  flags: string[];
  engraving: string | null;
  quantity: number;
  /** Scanned in this stage's current attempt. */
  counted: number;
  /** Missing from the shelf, at whatever stage that was found. */
  short: number;
}

export interface Answer {
  value: 'pass' | 'fail' | 'not_applicable';
  reason: string | null;
}

export interface CheckFacts {
  id: string;
  code: string;
  section: Section;
  version: number;
  answeredBy: 'auto' | 'press' | 'photo' | 'command';
  appliesTo: string[];
  text: BilingualText;
  /** The newest answer of the current attempt. */
  answer: Answer | null;
}

export interface InstructionFacts {
  id: string;
  kind: string;
  text: BilingualText;
  answer: Answer | null;
}

export interface ExceptionFacts {
  id: string;
  kind: 'swap' | 'short_pick';
  state: 'open' | 'resolved';
  shipmentLineId: string;
  quantity: number;
  defect: string;
}

export interface WaybillFacts {
  id: string;
  carrier: 'yamato' | 'sagawa' | 'japan_post' | 'other';
  number: string;
  numberNormalized: string;
  parcelNo: number;
  issuedOn: string;
  source: 'issued' | 'station';
  boundAt: string | null;
  handedOverAt: string | null;
}
