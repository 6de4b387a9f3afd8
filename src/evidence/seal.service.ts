import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CLIP_MOVES } from '../clips/clip.state.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected } from '../database/sql.js';
import { RECORDING_SCHEMA } from '../ledger/documents/recording.contract.js';
import type { WrittenDocument } from '../ledger/ledger-writer.js';
import { appendTimeline } from '../timeline/timeline.js';
import { ChainSealer, type Sealed } from './chain-sealer.js';
import { appendCustody } from './custody.js';
import { evidenceManifest, MANIFEST_SCHEMA } from './evidence-manifest.js';
import { preserveLateObjects } from './preservation.service.js';
import { readSealFacts, type SealFacts } from './seal-facts.js';
import { SYSTEM_ACTOR } from './system-actor.js';

/** `caseIds`: the cases whose preservation has grown by the manifest. */
export type SealResult =
  ({ outcome: 'sealed' } & Sealed<{ caseIds: string[] }>) | { outcome: 'nothing_to_seal' };

/** Seals clips: the manifest of each, and what its station has signed itself. */
@Injectable()
export class SealService {
  constructor(private readonly sealer: ChainSealer) {}

  /** Seals a stored clip, exactly once however often and however many at a time call it. */
  async seal(clipId: string): Promise<SealResult> {
    const sealed = await this.sealer.seal<SealFacts, { caseIds: string[] }>({
      kind: 'clip',
      schema: MANIFEST_SCHEMA,
      read: (on) => readSealFacts(on, clipId),
      write: (_, { facts }, place) => Promise.resolve(evidenceManifest({ ...facts, ...place })),
      attached: ({ recording }) => (recording ? [{ schema: RECORDING_SCHEMA, ...recording }] : []),
      win: moveClip,
      tell,
    });
    return sealed ? { outcome: 'sealed', ...sealed } : { outcome: 'nothing_to_seal' };
  }
}

async function moveClip(manager: EntityManager, { clipId }: SealFacts): Promise<boolean> {
  const move = `update clips set state = 'sealed' where id = $1 and state ${inSourcesOf(CLIP_MOVES, 'sealed')}`;
  return (await affected(manager, move, [clipId])) === 1;
}

async function tell(
  manager: EntityManager,
  { brandId, shipmentId, clipId, taskId, orderId, facts, recording }: SealFacts,
  document: WrittenDocument,
): Promise<{ caseIds: string[] }> {
  const manifestSha256 = document.sha256.toString('hex');
  const subject = { brandId, shipmentId, actor: SYSTEM_ACTOR };
  await appendCustody(manager, {
    ...{ ...subject, clipId, kind: 'sealed' },
    detail: { manifestSha256, stationSigned: recording !== null },
  });
  await appendTimeline(manager, {
    ...{ ...subject, orderId, taskId, kind: 'evidence_sealed' },
    data: { clipId, manifestSha256 },
    audience: facts.clip.overtaken ? 'staff' : undefined,
    occurredAt: new Date(),
  });
  return { caseIds: await preserveLateObjects(manager, { clipId }) };
}
