// What was done at a stage that no clip speaks for: under which claims, what was scanned and answered.
//
// STORED FOR GOOD: `akashi.stage/1`.
import { canonicalJson } from '../ledger/canonical-json.js';
import type { ChainPlace } from './chain-sealer.js';
import { leaseEntry, type LeaseFacts } from './evidence-manifest.js';
import { answerEntry, type ManifestAnswer, type ManifestScan, scanEntry } from './manifest-entries.js';

export const STAGE_SCHEMA = 'akashi.stage/1';

/** `token`: of the claim under which it was done; a stage may have gone through several hands. */
type Under<T> = T & { token: number };

export interface StageFacts {
  brandId: string;
  warehouseId: string;
  shipmentId: string;
  task: { id: string; stage: string; evidence: string; attempt: number; completedAt: Date };
  /** The claim that completed it. */
  lease: LeaseFacts;
  scans: readonly Under<ManifestScan>[];
  answers: readonly Under<ManifestAnswer>[];
}

/** The bytes of a stage's manifest: these are stored, hashed and signed. */
export function stageManifest(facts: StageFacts, place: ChainPlace): Buffer {
  const { task } = facts;
  return canonicalJson({
    schema: STAGE_SCHEMA,
    brandId: facts.brandId,
    warehouseId: facts.warehouseId,
    shipmentId: facts.shipmentId,
    task: { ...task, completedAt: task.completedAt.toISOString() },
    lease: leaseEntry(facts.lease),
    scans: facts.scans.map((scan) => ({ ...scanEntry(scan), token: scan.token })),
    answers: facts.answers.map((answer) => ({ ...answerEntry(answer), token: answer.token })),
    previousManifestSha256: place.previousManifestSha256?.toString('hex') ?? null,
    sealedAt: place.sealedAt.toISOString(),
  });
}
