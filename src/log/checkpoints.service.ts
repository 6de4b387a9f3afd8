import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { inTransaction } from '../database/transaction.js';
import { custodyHead } from '../evidence/custody-chain.js';
import { type ChainHead, checkpointText, parseCheckpoint } from './checkpoint.js';
import { InconsistentLogError, requireContinuation } from './checkpoint.continuation.js';
import { CheckpointSigner } from './checkpoint-signer.js';
import { keepCheckpoint, newestCheckpoint, type StoredCheckpoint } from './checkpoints.store.js';
import { lockLog } from './log-appender.js';
import { logSize } from './log-tiles.store.js';
import { treeRoot } from './log-tree.js';
import { LogWatch } from './log-watch.js';
import { PublishedCheckpoint } from './published-checkpoint.js';
import { parseVkey, textSignedBy, vkeyOf } from './signed-note.js';
import { DamagedLogError } from './tile-hashes.js';

const MINUTE_MS = 60_000;

/** Signs what the log is at a moment: every hour, and whenever somebody wants to prove something now. */
@Injectable()
export class CheckpointsService {
  private refusedAt = 0;
  private readonly everyMs: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly signer: CheckpointSigner,
    private readonly published: PublishedCheckpoint,
    private readonly watch: LogWatch,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    this.everyMs = config.log.checkpointEveryMinutes * MINUTE_MS;
  }

  /** What was signed last; undefined before the first. */
  newest(): Promise<StoredCheckpoint | undefined> {
    return newestCheckpoint(this.dataSource);
  }

  /**
   * Signs the log as it is now. When nothing has changed since the last checkpoint, that one is the answer.
   * @throws AppError log_inconsistent: the log doesn't continue what was signed before, and nothing was signed
   */
  async make(): Promise<StoredCheckpoint> {
    try {
      const published = await this.published.read(this.dataSource);
      return await inTransaction(this.dataSource, (manager) => this.signNext(manager, published));
    } catch (error) {
      if (!(error instanceof InconsistentLogError) && !(error instanceof DamagedLogError)) throw error;
      this.refusedAt = Date.now();
      throw this.watch.refuse(error);
    }
  }

  /** The hourly one, when its time has come and there is something new. @returns whether one was made */
  async makeIfDue(): Promise<boolean> {
    if (Date.now() - this.refusedAt < MINUTE_MS) return false;
    const [last, { size }] = await Promise.all([this.newest(), logSize(this.dataSource)]);
    if (last ? Date.now() - last.madeAt.getTime() < this.everyMs : size === 0) return false;
    if (last?.size === size && isSameChain(last.custody, await custodyHead(this.dataSource))) return false;
    await this.make();
    return true;
  }

  private async signNext(
    manager: EntityManager,
    published: { size: number; root: Buffer } | undefined,
  ): Promise<StoredCheckpoint> {
    await lockLog(manager);
    const { size } = await logSize(manager);
    const [root, custody] = [await treeRoot(manager, size), await custodyHead(manager)];
    const last = await newestCheckpoint(manager);
    if (last) await requireContinuation(manager, asSigned(last), { size, root, custody });
    if (published) await requireContinuation(manager, published, { size, root, custody });
    const vkey = vkeyOf(await this.signer.verifier());
    if (last?.size === size && last.vkey === vkey && isSameChain(last.custody, custody)) return last;
    const note = await this.signer.sign(checkpointText({ origin: this.signer.origin, size, root, custody }));
    return keepCheckpoint(manager, { size, root, note, vkey, custody });
  }
}

/** A row of the table says nothing by itself: what counts is the note, and whose signature it has. */
function asSigned({ note, vkey, size, root }: StoredCheckpoint) {
  const text = textSignedBy(note, parseVkey(vkey));
  const signed = text === undefined ? undefined : parseCheckpoint(text);
  if (signed?.size !== size || !signed.root.equals(root)) {
    throw new InconsistentLogError('the last checkpoint in the database is not what was signed');
  }
  return signed;
}

function isSameChain(one: ChainHead | undefined, other: ChainHead | undefined): boolean {
  return (
    one?.count === other?.count && (one === undefined || one.head.equals(other?.head ?? Buffer.alloc(0)))
  );
}
