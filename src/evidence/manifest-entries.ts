// Scans and answers as they stand in manifests: codes, ids, times and digests only. A person's words or name could never be
// erased from what is signed. Free text (a packer's reason) is therefore present as its SHA-256, and a scan that wasn't
// understood without its code: a badge has so few digits that a digest would give it away.
import { createHash } from 'node:crypto';
import type { Json } from '../ledger/canonical-json.js';

export interface ManifestScan {
  id: string;
  kind: string;
  code: string;
  result: string;
  shipmentLineId: string | null;
  occurredAt: Date;
}

export interface ManifestAnswer {
  id: string;
  checkCode: string;
  section: string;
  standardVersion: number;
  attempt: number;
  value: string;
  answeredBy: string;
  reason: string | null;
  shipmentLineId: string | null;
  occurredAt: Date;
}

type Entry = { readonly [member: string]: Json };

export function scanEntry(scan: ManifestScan): Entry {
  const isUnknown = scan.kind === 'unknown';
  return {
    ...{ id: scan.id, kind: scan.kind, result: scan.result, shipmentLineId: scan.shipmentLineId },
    code: isUnknown ? null : scan.code,
    codeSha256: isUnknown ? null : digestOf(scan.code),
    occurredAt: scan.occurredAt.toISOString(),
  };
}

export function answerEntry(answer: ManifestAnswer): Entry {
  const { id, checkCode, section, standardVersion, attempt, value, answeredBy, shipmentLineId } = answer;
  return {
    ...{ id, checkCode, section, standardVersion, attempt, value, answeredBy, shipmentLineId },
    reasonSha256: answer.reason === null ? null : digestOf(answer.reason),
    occurredAt: answer.occurredAt.toISOString(),
  };
}

/** Milliseconds from the first frame of a clip, negative for what came before it. */
export function atMs(occurredAt: Date, startedAt: Date): number {
  return occurredAt.getTime() - startedAt.getTime();
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
