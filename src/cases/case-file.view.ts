/** A case with its messages and what it preserves, as staff read it: a pure view. */
import type { Locale } from '../i18n/locale.js';
import { caseTexts, wordFor } from './case.texts.js';
import type { CaseFile, ShipmentRecord } from './cases.contract.js';
import { type CaseRow, type MessageRow, type PreservationRow, toCaseSummary } from './cases.rows.js';

export interface CaseFileRows {
  case: CaseRow;
  messages: MessageRow[];
  preservations: PreservationRow[];
  record: ShipmentRecord | null;
}

/** The file in the reader's language; `record` is already in it. */
export function caseFileView(rows: CaseFileRows, locale: Locale): CaseFile {
  const texts = caseTexts(locale);
  const { decision, closed_at: closedAt } = rows.case;
  return {
    case: toCaseSummary(rows.case),
    decision: decision && wordFor(texts.decisions, decision),
    closedAt: closedAt?.toISOString() ?? null,
    messages: rows.messages.map((message) => ({
      id: message.id,
      author: message.author,
      body: message.body,
      contact: message.contact,
      writtenAt: message.written_at.toISOString(),
    })),
    preservation: rows.preservations.map((object) => ({
      clipId: object.clip_id,
      what: texts.preserved[object.what ?? 'other'] ?? texts.preserved.other,
      state: object.state,
      heldAt: object.held_at?.toISOString() ?? null,
    })),
    record: rows.record,
  };
}
