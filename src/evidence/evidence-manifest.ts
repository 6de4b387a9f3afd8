// The evidence manifest says, in one document that is signed as it is stored, what was recorded, where, under which lease
// and what was scanned and answered meanwhile (manifest-entries.ts).
//
// STORED FOR GOOD: a change of meaning gets the next number, and old manifests stay verifiable. `akashi.manifest/1` had a
// SHA-256 of codes that weren't understood; /2 had neither the claim's nonce, nor the station's own statement, nor what the
// storage promises.
import type { ClipClock, ClipMark } from '../clips/clip-times.contract.js';
import { canonicalJson, type Json } from '../ledger/canonical-json.js';
import { answerEntry, atMs, type ManifestAnswer, type ManifestScan, scanEntry } from './manifest-entries.js';
import type { StorageFacts } from './storage-facts.js';

export const MANIFEST_SCHEMA = 'akashi.manifest/3';

/** Under which claim something was done. */
export interface LeaseFacts {
  token: number;
  from: Date;
  /** What the station was given with the claim. */
  nonce: string;
  stationId: string;
  /** Pseudonym of the packer, e.g. P-07. */
  packer: string | null;
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
  lease: LeaseFacts;
  /** The document `akashi.recording/1` that the station signed; null: it signed none. */
  recording: { sha256: Buffer; keyId: string } | null;
  original: { bucket: string; key: string; versionId: string; bytes: number; sha256: Buffer };
  storage: StorageFacts;
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
    lease: leaseEntry(facts.lease),
    clip: clipEntry(clip),
    recording: facts.recording && {
      sha256: facts.recording.sha256.toString('hex'),
      keyId: facts.recording.keyId,
    },
    original: { ...original, sha256: original.sha256.toString('hex') },
    storage: { ...facts.storage, lockedUntil: facts.storage.lockedUntil?.toISOString() ?? null },
    segments: facts.segments.map(({ n, bytes, sha256 }) => ({ n, bytes, sha256: sha256.toString('hex') })),
    scans: facts.scans.map((scan) => ({
      ...scanEntry(scan),
      atMs: atMs(scan.occurredAt, clip.startedAt),
    })),
    answers: facts.answers.map((answer) => ({
      ...answerEntry(answer),
      atMs: atMs(answer.occurredAt, clip.startedAt),
    })),
    previousManifestSha256: facts.previousManifestSha256?.toString('hex') ?? null,
    sealedAt: facts.sealedAt.toISOString(),
  });
}

export function leaseEntry({ token, from, nonce, stationId, packer }: LeaseFacts): Json {
  return { token, from: from.toISOString(), nonce, stationId, packer };
}

function clipEntry({ id, kind, take, overtaken, contentType, ...clip }: ManifestFacts['clip']): Json {
  return {
    ...{ id, kind, take, overtaken, contentType },
    startedAt: clip.startedAt.toISOString(),
    completedAt: clip.completedAt.toISOString(),
    clock: clip.clock && defined({ ...clip.clock }),
    marks: clip.marks.map((mark) => defined({ ...mark })),
  };
}

/** Without the members that were left out. */
function defined(
  members: Readonly<Record<string, string | number | undefined>>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
