import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { fromBigint } from '../database/bigint-transformer.js';
import { firstRow } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { newestCheckpoint, type StoredCheckpoint } from './checkpoints.store.js';
import { logSize } from './log-tiles.store.js';
import { consistencyProof, inclusionProof } from './log-tree.js';
import { parseVkey } from './signed-note.js';
import { tlogProof } from './tlog-proof.js';

const INDEX = { name: 'log_index_of', text: 'select log_index from ledger_documents where sha256 = $1' };

/** A document's place in the log, for somebody who checks it offline. */
export interface LogProof {
  /** A `.tlog-proof` with its checkpoint. */
  text: string;
  /** The key that signed the checkpoint: Ed25519, SPKI in PEM. */
  keyPem: string;
}

/** Proofs about the log, for anybody. */
@Injectable()
export class LogProofs {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The `.tlog-proof` of a document against the newest checkpoint.
   * @param sha256 of the document's bytes
   * @throws AppError not_logged_yet: no such document, or no checkpoint covers it yet
   */
  async proofOf(sha256: Buffer): Promise<string> {
    const document = await firstRow<{ log_index: string | null }>(this.dataSource, INDEX, [sha256]);
    if (!document) throw notLogged('No document with this digest was signed here.');
    if (document.log_index === null) {
      throw notLogged('The document waits for its place in the log; that takes seconds. Try again soon.');
    }
    const index = fromBigint(document.log_index);
    const checkpoint = await newestCheckpoint(this.dataSource);
    if (!checkpoint || checkpoint.size <= index) {
      throw notLogged(
        'The document is in the log, and no checkpoint covers it yet. Wait for the next one, or make one with POST /v1/log/checkpoints.',
      );
    }
    return this.prove(index, checkpoint);
  }

  /**
   * The proof of a document where there can be one: it is in the log, and the checkpoint covers it.
   * @param against the newest checkpoint when absent
   */
  async find(sha256: Buffer, against?: StoredCheckpoint): Promise<LogProof | undefined> {
    const document = await firstRow<{ log_index: string | null }>(this.dataSource, INDEX, [sha256]);
    const checkpoint = against ?? (await newestCheckpoint(this.dataSource));
    if (!document || document.log_index === null || !checkpoint) return undefined;
    const index = fromBigint(document.log_index);
    if (checkpoint.size <= index) return undefined;
    return { text: await this.prove(index, checkpoint), keyPem: keyPemOf(checkpoint) };
  }

  private async prove(index: number, { size, note }: StoredCheckpoint): Promise<string> {
    const hashes = await inclusionProof(this.dataSource, index, size);
    return tlogProof({ index, hashes, checkpoint: note });
  }

  /**
   * Hashes that show that the log of size `to` begins with the log of size `from`.
   * @param to the newest checkpoint's size when absent
   * @throws AppError log_size_not_reached
   */
  async consistency(from: number, to?: number): Promise<{ from: number; to: number; hashes: Buffer[] }> {
    const { size } = await logSize(this.dataSource);
    const end = to ?? (await newestCheckpoint(this.dataSource))?.size ?? 0;
    if (from > end || end > size) {
      throw new AppError('log_size_not_reached', 'Name two sizes of the log, the smaller one first.');
    }
    return { from, to: end, hashes: await consistencyProof(this.dataSource, from, end) };
  }
}

/** The public key of a checkpoint's signature, SPKI in PEM. */
export function keyPemOf({ vkey }: Pick<StoredCheckpoint, 'vkey'>): string {
  return parseVkey(vkey).publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

function notLogged(detail: string): AppError {
  return new AppError('not_logged_yet', detail);
}
