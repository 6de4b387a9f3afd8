// The evidence manifest says, in one document that is signed as it is stored, what was recorded, where, under which lease
// and what was scanned and answered meanwhile. It holds codes, ids, times and digests only: a person's words or name
// could never be erased from it. Free text (a packer's reason) is therefore present as its SHA-256, and a scan that wasn't
// understood without its code: a badge has so few digits that a digest would give it away.
//
// STORED FOR GOOD: a change of meaning gets the next number, and old manifests stay verifiable. `akashi.manifest/1` had a
// SHA-256 of codes that weren't understood.
import { createHash } from 'node:crypto';
import type { ClipClock, ClipMark } from '../clips/clips.contract.js';
import { canonicalJson, type Json } from '../ledger/canonical-json.js';

export const MANIFEST_SCHEMA = 'akashi.manifest/2';

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

/** Everything a manifest is made of, as the database has it when the clip is sealed. */
export interface ManifestFacts {
  clip: {
    id: string;
    kind: string;
    take: number;
    overtaken: boolean;
    contentType: string;
    startedAt: Date;
    completedAt: Date;
    clock: ClipClock | null;
    marks: readonly ClipMark[];
  };
  brandId: string;
  warehouseId: string;
  shipmentId: string;
  task: { id: string; stage: string };
  lease: { token: number; from: Date };
  stationId: string;
  /** Pseudonym of the packer, e.g. P-07. */
  packer: string | null;
  original: { bucket: string; key: string; versionId: string; bytes: number; sha256: Buffer };
  segments: readonly { n: number; bytes: number; sha256: Buffer }[];
  scans: readonly ManifestScan[];
  answers: readonly ManifestAnswer[];
  /** Digest of the manifest that was sealed before this one for the same shipment. */
  previousManifestSha256: Buffer | null;
  sealedAt: Date;
}

/** The bytes of a manifest: these are stored, hashed and signed. Digests are lower-case hex, times are UTC. */
export function evidenceManifest(facts: ManifestFacts): Buffer {
  const { clip, original } = facts;
  return canonicalJson({
    schema: MANIFEST_SCHEMA,
    brandId: facts.brandId,
    warehouseId: facts.warehouseId,
    shipmentId: facts.shipmentId,
    task: facts.task,
    lease: {
      token: facts.lease.token,
      from: facts.lease.from.toISOString(),
      stationId: facts.stationId,
      packer: facts.packer,
    },
    clip: {
      ...{
        id: clip.id,
        kind: clip.kind,
        take: clip.take,
        overtaken: clip.overtaken,
        contentType: clip.contentType,
      },
      startedAt: clip.startedAt.toISOString(),
      completedAt: clip.completedAt.toISOString(),
      clock: clip.clock && defined({ ...clip.clock }),
      marks: clip.marks.map((mark) => defined({ ...mark })),
    },
    original: { ...original, sha256: original.sha256.toString('hex') },
    segments: facts.segments.map(({ n, bytes, sha256 }) => ({ n, bytes, sha256: sha256.toString('hex') })),
    scans: facts.scans.map((scan) => scanEntry(scan, clip.startedAt)),
    answers: facts.answers.map((answer) => answerEntry(answer, clip.startedAt)),
    previousManifestSha256: facts.previousManifestSha256?.toString('hex') ?? null,
    sealedAt: facts.sealedAt.toISOString(),
  });
}

/** `atMs`: milliseconds from the first frame, negative for what came before it. */
function scanEntry(scan: ManifestScan, startedAt: Date): Json {
  const isUnknown = scan.kind === 'unknown';
  return {
    ...{ id: scan.id, kind: scan.kind, result: scan.result, shipmentLineId: scan.shipmentLineId },
    code: isUnknown ? null : scan.code,
    codeSha256: isUnknown ? null : digestOf(scan.code),
    ...when(scan.occurredAt, startedAt),
  };
}

function answerEntry(answer: ManifestAnswer, startedAt: Date): Json {
  const { id, checkCode, section, standardVersion, attempt, value, answeredBy, shipmentLineId } = answer;
  return {
    ...{ id, checkCode, section, standardVersion, attempt, value, answeredBy, shipmentLineId },
    reasonSha256: answer.reason === null ? null : digestOf(answer.reason),
    ...when(answer.occurredAt, startedAt),
  };
}

function when(occurredAt: Date, startedAt: Date) {
  return { occurredAt: occurredAt.toISOString(), atMs: occurredAt.getTime() - startedAt.getTime() };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Without the members that were left out. */
function defined(
  members: Readonly<Record<string, string | number | undefined>>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
