import { Injectable } from '@nestjs/common';
import type { Executor } from '../database/sql.js';
import { readObject } from '../ledger/read-object.js';
import { isObjectStoreError } from '../storage/object-store.error.js';
import { ObjectStore } from '../storage/object-store.js';
import { type Checkpoint, parseCheckpoint } from './checkpoint.js';
import { InconsistentLogError } from './checkpoint.continuation.js';
import { CheckpointSigner } from './checkpoint-signer.js';
import { knownVkeys } from './checkpoints.store.js';
import { parseVkey, textSignedBy } from './signed-note.js';

/** Where the newest checkpoint lies in the ledger bucket. */
export const CHECKPOINT_KEY = 'log/checkpoint';

/**
 * The checkpoint that was published last, as it lies in object storage. A database that was set back, from a backup or on
 * purpose, doesn't know any more what it has signed; storage does.
 */
@Injectable()
export class PublishedCheckpoint {
  constructor(
    private readonly store: ObjectStore,
    private readonly signer: CheckpointSigner,
  ) {}

  /** @throws InconsistentLogError when it isn't ours */
  async read(on: Executor): Promise<Checkpoint | undefined> {
    const note = await this.note();
    if (note === undefined) return undefined;
    const verifiers = [await this.signer.verifier(), ...(await knownVkeys(on)).map(parseVkey)];
    const text = verifiers.map((verifier) => textSignedBy(note, verifier)).find((read) => read !== undefined);
    if (text === undefined) {
      throw new InconsistentLogError('the published checkpoint is not signed with a key of this log');
    }
    return parseCheckpoint(text);
  }

  private async note(): Promise<string | undefined> {
    try {
      return (await readObject(this.store, { bucket: 'ledger', key: CHECKPOINT_KEY })).toString('utf8');
    } catch (error) {
      if (isObjectStoreError(error, 'not_found')) return undefined;
      throw error;
    }
  }
}
