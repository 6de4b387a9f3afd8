import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CLIP_MOVES } from '../clips/clip.state.js';
import { newId } from '../database/ids.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, type Executor, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { ObjectStore } from '../storage/object-store.js';
import { appendTimeline } from '../timeline/timeline.js';
import { appendCustody } from './custody.js';
import { evidenceManifest } from './evidence-manifest.js';
import { KeyArchive } from './key-archive.js';
import { preserveLateObjects } from './preservation.service.js';
import { readSealFacts, type SealFacts } from './seal-facts.js';
import { SigningService } from './signing.js';
import { SYSTEM_ACTOR } from './system-actor.js';

/** `chain_moved` never leaves `seal`: another clip of the shipment was sealed meanwhile. */
type Recorded = { outcome: 'sealed'; caseIds: string[] } | { outcome: 'already_sealed' | 'chain_moved' };

export type SealResult = { outcome: 'sealed'; caseIds: string[] } | { outcome: 'nothing_to_seal' };

/** A manifest as it lies in storage, not yet in force. */
interface Draft {
  previousSha256: Buffer | null;
  sha256: Buffer;
  signature: Buffer;
  keyId: string;
  manifest: { key: string; versionId: string };
  signed: { key: string; versionId: string };
}

const HEAD_OF_CHAIN = `
  select m.sha256 from evidence_manifests m
  join clips c on c.id = m.clip_id
  join tasks t on t.id = c.task_id
  where t.shipment_id = $1 order by m.sealed_at desc, m.id desc limit 1`;

const INSERT_MANIFEST = `
  insert into evidence_manifests (id, brand_id, clip_id, object_key, version_id, sha256, previous_sha256, signature,
    signature_key, signature_version_id, key_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

/** Seals evidence: manifest and signature into the ledger first, then one transaction that puts them in force. */
@Injectable()
export class SealService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly signing: SigningService,
    private readonly keys: KeyArchive,
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
      await this.discard(draft);
      if (recorded.outcome === 'already_sealed') return { outcome: 'nothing_to_seal' };
    }
  }

  private async draft({ facts }: SealFacts, previousSha256: Buffer | null): Promise<Draft> {
    const bytes = evidenceManifest({
      ...facts,
      previousManifestSha256: previousSha256,
      sealedAt: new Date(),
    });
    const sha256 = createHash('sha256').update(bytes).digest();
    const [{ der, keyId }] = await Promise.all([this.signing.sign(bytes), this.keys.archive()]);
    // Each draft has a name of its own: two made in the same millisecond are the same bytes with other signatures, and a
    // loser that clears up after itself must never remove what the winner has put in force.
    const key = `${facts.brandId}/${facts.clip.id}/${sha256.toString('hex')}.${newId()}.manifest.json`;
    const [manifest, signed] = await Promise.all([
      this.putLedger(key, bytes, 'application/json'),
      this.putLedger(`${key}.sig`, der, 'application/octet-stream'),
    ]);
    return { previousSha256, sha256, signature: der, keyId, manifest, signed };
  }

  private async putLedger(
    key: string,
    body: Buffer,
    contentType: string,
  ): Promise<{ key: string; versionId: string }> {
    const { versionId } = await this.store.put({ bucket: 'ledger', key, body, contentType, ifAbsent: true });
    return { key, versionId };
  }

  private async discard({ manifest, signed }: Draft): Promise<void> {
    await Promise.all(
      [manifest, signed].map((object) => this.store.deleteVersion({ bucket: 'ledger', ...object })),
    );
  }
}

async function headOfChain(on: Executor, shipmentId: string): Promise<Buffer | null> {
  return (await firstRow<{ sha256: Buffer }>(on, HEAD_OF_CHAIN, [shipmentId]))?.sha256 ?? null;
}

async function putInForce(
  manager: EntityManager,
  { facts, orderId }: SealFacts,
  draft: Draft,
): Promise<Recorded> {
  const { clip, brandId, shipmentId, task } = facts;
  // One chain a shipment: two clips sealed at once must not both name the same manifest as the one before them.
  await rows(manager, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`seal:${shipmentId}`]);
  const move = `update clips set state = 'sealed' where id = $1 and state ${inSourcesOf(CLIP_MOVES, 'sealed')}`;
  if (!sameDigest(await headOfChain(manager, shipmentId), draft.previousSha256))
    return { outcome: 'chain_moved' };
  if ((await affected(manager, move, [clip.id])) === 0) return { outcome: 'already_sealed' };
  await affected(manager, INSERT_MANIFEST, [
    ...[
      newId(),
      brandId,
      clip.id,
      draft.manifest.key,
      draft.manifest.versionId,
      draft.sha256,
      draft.previousSha256,
    ],
    ...[draft.signature, draft.signed.key, draft.signed.versionId, draft.keyId],
  ]);
  const subject = { brandId, shipmentId, actor: SYSTEM_ACTOR };
  const manifestSha256 = draft.sha256.toString('hex');
  await appendCustody(manager, { ...subject, clipId: clip.id, kind: 'sealed', detail: { manifestSha256 } });
  await appendTimeline(manager, {
    ...subject,
    orderId,
    taskId: task.id,
    kind: 'evidence_sealed',
    data: { clipId: clip.id, manifestSha256 },
    audience: clip.overtaken ? 'staff' : undefined,
    occurredAt: new Date(),
  });
  return { outcome: 'sealed', caseIds: await preserveLateObjects(manager, clip.id) };
}

function sameDigest(left: Buffer | null, right: Buffer | null): boolean {
  return left === null || right === null ? left === right : left.equals(right);
}
