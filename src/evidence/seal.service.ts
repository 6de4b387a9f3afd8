import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CLIP_MOVES } from '../clips/clip.state.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { LedgerWriter, type WrittenDocument } from '../ledger/ledger-writer.js';
import { appendTimeline } from '../timeline/timeline.js';
import { appendCustody } from './custody.js';
import { evidenceManifest, MANIFEST_SCHEMA } from './evidence-manifest.js';
import { appendManifest, type ChainHead, headOfChain, isSameHead, lockChain } from './manifest-chain.js';
import { preserveLateObjects } from './preservation.service.js';
import { readSealFacts, type SealFacts } from './seal-facts.js';
import { SYSTEM_ACTOR } from './system-actor.js';

/** `chain_moved` never leaves `seal`: another manifest of the shipment was sealed meanwhile. */
type Recorded = { outcome: 'sealed'; caseIds: string[] } | { outcome: 'already_sealed' | 'chain_moved' };

export type SealResult = { outcome: 'sealed'; caseIds: string[] } | { outcome: 'nothing_to_seal' };

/** A manifest as it lies in storage, not yet in force. */
interface Draft {
  document: WrittenDocument;
  after: ChainHead | undefined;
}

/** Seals evidence: manifest and signature into the ledger first, then one transaction that puts them in force. */
@Injectable()
export class SealService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: LedgerWriter,
  ) {}

  /**
   * Seals a stored clip, exactly once however often and however many at a time call it. A loser's objects are removed.
   * @returns the cases whose preservation has grown by the manifest
   */
  async seal(clipId: string): Promise<SealResult> {
    for (;;) {
      const found = await readSealFacts(this.dataSource, clipId);
      if (!found) return { outcome: 'nothing_to_seal' };
      const draft = await this.draft(found, await headOfChain(this.dataSource, found.facts.shipmentId));
      const recorded = await inTransaction(this.dataSource, (manager) => putInForce(manager, found, draft));
      if (recorded.outcome === 'sealed') return recorded;
      await this.ledger.discard(draft.document);
      if (recorded.outcome === 'already_sealed') return { outcome: 'nothing_to_seal' };
    }
  }

  private async draft({ facts }: SealFacts, after: ChainHead | undefined): Promise<Draft> {
    const bytes = evidenceManifest({
      ...facts,
      previousManifestSha256: after?.sha256 ?? null,
      sealedAt: new Date(),
    });
    const document = await this.ledger.write(`${facts.brandId}/${facts.clip.id}`, MANIFEST_SCHEMA, bytes);
    return { document, after };
  }
}

async function putInForce(
  manager: EntityManager,
  { facts, orderId }: SealFacts,
  { document, after }: Draft,
): Promise<Recorded> {
  const { clip, brandId, shipmentId, task } = facts;
  const move = `update clips set state = 'sealed' where id = $1 and state ${inSourcesOf(CLIP_MOVES, 'sealed')}`;
  if (!isSameHead(await lockChain(manager, shipmentId), after)) return { outcome: 'chain_moved' };
  if ((await affected(manager, move, [clip.id])) === 0) return { outcome: 'already_sealed' };
  const subject = { brandId, shipmentId, clipId: clip.id };
  await appendManifest(manager, { kind: 'clip', document, subject, taskId: task.id, after });
  const manifestSha256 = document.sha256.toString('hex');
  await appendCustody(manager, {
    ...subject,
    actor: SYSTEM_ACTOR,
    kind: 'sealed',
    detail: { manifestSha256 },
  });
  await appendTimeline(manager, {
    ...{ brandId, shipmentId, orderId, actor: SYSTEM_ACTOR },
    taskId: task.id,
    kind: 'evidence_sealed',
    data: { clipId: clip.id, manifestSha256 },
    audience: clip.overtaken ? 'staff' : undefined,
    occurredAt: new Date(),
  });
  return { outcome: 'sealed', caseIds: await preserveLateObjects(manager, clip.id) };
}
