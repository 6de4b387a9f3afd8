import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { inTransaction } from '../database/transaction.js';
import { appendCustody } from '../evidence/custody.js';
import { AppError, isAppError } from '../http/app-error.js';
import { enterDocument, LedgerWriter } from '../ledger/ledger-writer.js';
import { CheckpointsService } from '../log/checkpoints.service.js';
import type { StoredCheckpoint } from '../log/checkpoints.store.js';
import { BundleContents } from './bundle-contents.js';
import { BundleFiles } from './bundle-files.js';
import * as read from './bundle.rows.js';
import { type BundleFile, writeBundle } from './bundle-writer.js';
import type { BundleQuery } from './bundles.contract.js';
import { custodyDocument } from './custody-document.js';

export interface ExportRequest extends BundleQuery {
  brandId: string;
  shipmentId: string;
  actor: Actor;
}

/** Everything about one shipment that a third party needs to check its record without us, in one ZIP. */
@Injectable()
export class BundlesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: LedgerWriter,
    private readonly files: BundleFiles,
    private readonly checkpoints: CheckpointsService,
  ) {}

  /**
   * Notes the export in the custody log, signs the custody list as of now, and answers the ZIP as it is made. What storage
   * doesn't give back breaks the stream off.
   * @throws AppError shipment_not_found, also for another brand's
   */
  async export(request: ExportRequest): Promise<Readable> {
    const { brandId, shipmentId } = request;
    if (!(await read.isShipmentOf(this.dataSource, brandId, shipmentId))) {
      throw new AppError('shipment_not_found', 'Find the shipment by its order or waybill first.');
    }
    const originals = await read.originalsOf(this.dataSource, brandId, shipmentId);
    await this.noteExport(request, originals);
    const custody = await this.signCustody(request);
    const documents = [...(await read.documentsOf(this.dataSource, brandId, shipmentId)), custody];
    const pending = await read.pendingOf(this.dataSource, brandId, shipmentId);
    const contents = new BundleContents(request, { originals, documents, custody, pending });
    return writeBundle(this.filesOf(request, contents, await this.checkpoint()));
  }

  /** Before anything leaves: an export that breaks off has still been one. */
  private async noteExport(
    { brandId, shipmentId, actor, reason }: ExportRequest,
    clips: readonly read.OriginalRow[],
  ): Promise<void> {
    const clipIds = clips.length > 0 ? clips.map(({ clip_id: clipId }) => clipId) : [null];
    await appendCustody(
      this.dataSource,
      clipIds.map((clipId) => ({
        ...{ brandId, shipmentId, clipId, actor },
        kind: 'exported' as const,
        detail: { reason },
      })),
    );
  }

  private async signCustody({ brandId, shipmentId, reason }: ExportRequest): Promise<read.DocumentRow> {
    const events = await read.custodyOf(this.dataSource, brandId, shipmentId);
    const bytes = custodyDocument({ brandId, shipmentId, reason, madeAt: new Date(), events });
    const written = await this.ledger.write(`${brandId}/${shipmentId}`, read.CUSTODY_SCHEMA, bytes);
    await inTransaction(this.dataSource, (manager) =>
      enterDocument(manager, written, { brandId, shipmentId }),
    );
    const { schema, sha256, object, signature, keyId } = written;
    return {
      ...{ schema, sha256, signature, clip_id: null },
      ...{ object_key: object.key, version_id: object.versionId, key_id: keyId },
    };
  }

  /** One of now; where the log can't be signed, the last one. A bundle is given away in any case. */
  private async checkpoint(): Promise<StoredCheckpoint | undefined> {
    try {
      return await this.checkpoints.make();
    } catch (error) {
      if (isAppError(error, 'log_inconsistent')) return this.checkpoints.newest();
      throw error;
    }
  }

  /** What is small and needed for every check comes first, so that a bundle that broke off is of some use to people. */
  private async *filesOf(
    request: ExportRequest,
    contents: BundleContents,
    checkpoint: StoredCheckpoint | undefined,
  ): AsyncGenerator<BundleFile> {
    yield* this.files.guides();
    yield* this.files.publicKeys(contents.keyIds());
    if (checkpoint) yield* this.files.checkpoint(checkpoint);
    yield* this.files.authorityCertificates();
    for (const document of contents.documents) {
      for await (const file of this.files.document(document, checkpoint)) yield contents.watched(file);
    }
    for (const row of request.originals ? contents.originals : []) {
      const file = this.files.original(row);
      if (file) yield contents.watched(file, row.sha256);
    }
    for (const row of await this.renditions(request)) {
      yield contents.watched(this.files.rendition(row), row.sha256);
    }
    yield contents.asFile();
  }

  private async renditions({ renditions: kinds, brandId, shipmentId }: ExportRequest) {
    if (kinds === 'none') return [];
    const all = await read.renditionsOf(this.dataSource, brandId, shipmentId);
    return all.filter(({ kind }) => kinds === 'all' || kinds.some((wanted) => wanted === kind));
  }
}
