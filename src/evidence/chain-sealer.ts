import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Executor } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { enterDocument, LedgerWriter, type WrittenDocument } from '../ledger/ledger-writer.js';
import type { Signature } from '../ledger/signing.js';
import {
  appendManifest,
  type ChainHead,
  headOfChain,
  isSameHead,
  lockChain,
  type ManifestKind,
} from './manifest-chain.js';
import { askForShipmentManifests, shipmentsTouchedBy } from './manifests-due.js';

/** Whose manifest it is. */
export interface SealSubject {
  brandId: string;
  shipmentId: string;
  taskId: string | null;
  clipId: string | null;
}

/** Where a manifest stands: after which one, and when. */
export interface ChainPlace {
  previousManifestSha256: Buffer | null;
  sealedAt: Date;
}

/** A document of somebody else that comes into force together with the manifest that names it. */
export interface AttachedDocument {
  schema: string;
  bytes: Buffer;
  signature: Signature;
}

/** How one kind of manifest is made. */
export interface SealPlan<Facts extends SealSubject, Told> {
  kind: ManifestKind;
  schema: string;
  /** What there is to seal; undefined: nothing (any more). */
  read: (on: Executor) => Promise<Facts | undefined>;
  /** The document's bytes. What it says of the chain must be read here, after the chain's head. */
  write: (on: Executor, facts: Facts, place: ChainPlace) => Promise<Buffer>;
  attached?: (facts: Facts) => AttachedDocument[];
  /** Moves what is sealed, as the only one to do so. False: somebody else has, or it isn't what was read any more. */
  win: (manager: EntityManager, facts: Facts) => Promise<boolean>;
  /** Tells of it, in the same transaction. */
  tell: (manager: EntityManager, facts: Facts, document: WrittenDocument) => Promise<Told>;
}

/** `shipmentsDue`: shipments that have left and need a new manifest of their own for it. */
export type Sealed<Told> = Told & { shipmentsDue: string[] };

/** Documents as they lie in storage, not yet in force. */
interface Draft {
  manifest: WrittenDocument;
  attached: WrittenDocument[];
  after: ChainHead | undefined;
}

/** Appends manifests to their chains: document and signature into the ledger first, then one transaction. */
@Injectable()
export class ChainSealer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: LedgerWriter,
  ) {}

  /**
   * Seals once, however often and however many at a time call it. A loser's objects are removed.
   * @returns undefined when there is nothing to seal
   */
  async seal<Facts extends SealSubject, Told extends object>(
    plan: SealPlan<Facts, Told>,
  ): Promise<Sealed<Told> | undefined> {
    for (;;) {
      const facts = await plan.read(this.dataSource);
      if (!facts) return undefined;
      const draft = await this.draft(plan, facts);
      const sealed = await inTransaction(this.dataSource, (manager) =>
        putInForce(manager, plan, facts, draft),
      );
      if (sealed) return sealed;
      await Promise.all([draft.manifest, ...draft.attached].map((document) => this.ledger.discard(document)));
    }
  }

  private async draft<Facts extends SealSubject, Told>(
    plan: SealPlan<Facts, Told>,
    facts: Facts,
  ): Promise<Draft> {
    const after = await headOfChain(this.dataSource, facts.shipmentId);
    const place = { previousManifestSha256: after?.sha256 ?? null, sealedAt: new Date() };
    const bytes = await plan.write(this.dataSource, facts, place);
    const folder = `${facts.brandId}/${facts.clipId ?? facts.taskId ?? facts.shipmentId}`;
    const [manifest, ...attached] = await Promise.all([
      this.ledger.write(folder, plan.schema, bytes),
      ...(plan.attached?.(facts) ?? []).map((document) =>
        this.ledger.keep(folder, document.schema, document.bytes, document.signature),
      ),
    ]);
    return { manifest, attached, after };
  }
}

async function putInForce<Facts extends SealSubject, Told extends object>(
  manager: EntityManager,
  plan: SealPlan<Facts, Told>,
  facts: Facts,
  { manifest, attached, after }: Draft,
): Promise<Sealed<Told> | undefined> {
  const { brandId, shipmentId, taskId, clipId } = facts;
  if (!isSameHead(await lockChain(manager, shipmentId), after)) return undefined;
  if (!(await plan.win(manager, facts))) return undefined;
  const subject = { brandId, shipmentId, clipId };
  for (const document of attached) await enterDocument(manager, document, subject);
  await appendManifest(manager, { kind: plan.kind, document: manifest, subject, taskId, after });
  const told = await plan.tell(manager, facts, manifest);
  const touched = plan.kind === 'shipment' ? [] : await shipmentsTouchedBy(manager, { shipmentId, clipId });
  return { ...told, shipmentsDue: await askForShipmentManifests(manager, touched) };
}
