import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { ObjectStore } from '../storage/object-store.js';
import { appendCustody, type CustodyKind } from './custody.js';
import type { EvidenceBucket } from './evidence-objects.js';
import { PRESERVATION_MOVES } from './preservation.state.js';
import { SYSTEM_ACTOR } from './system-actor.js';

interface PreservedRow {
  id: string;
  brand_id: string;
  clip_id: string | null;
  bucket: EvidenceBucket;
  object_key: string;
  version_id: string;
}

const BATCH = 200;
const IN_FLIGHT = 8;

const WANTED = `select * from preservations where case_id = $1 and state = 'wanted' order by id limit ${BATCH}`;
const RELEASED = `select * from preservations
  where case_id = $1 and state = 'released' and lifted_at is null order by id limit ${BATCH}`;
const NEEDED_ELSEWHERE = {
  name: 'preservation_needed',
  text: `select 1 from preservations where bucket = $1 and object_key = $2 and version_id = $3
    and state in ('wanted', 'held') limit 1`,
};
const MARK_HELD = `update preservations set state = 'held', held_at = now()
  where id = any($1::uuid[]) and state ${inSourcesOf(PRESERVATION_MOVES, 'held')}`;
const MARK_LIFTED = `update preservations set lifted_at = now() where id = any($1::uuid[]) and state = 'released'`;

/** Carries out what preservations want: storage is told to refuse deletion, or that it may allow it again. */
@Injectable()
export class LegalHoldsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
  ) {}

  /**
   * Settles a case: holds what it wants, lifts what it has released and nobody else needs. Safe to repeat and to race.
   * @returns how many objects were newly held and lifted
   */
  async settle(caseId: string): Promise<{ held: number; lifted: number }> {
    const held = await this.batches(caseId, WANTED, (batch) => this.hold(batch));
    const lifted = await this.batches(caseId, RELEASED, (batch) => this.lift(batch));
    return { held, lifted };
  }

  private async batches(
    caseId: string,
    find: string,
    work: (batch: PreservedRow[]) => Promise<void>,
  ): Promise<number> {
    for (let done = 0; ;) {
      const batch = await rows<PreservedRow>(this.dataSource, find, [caseId]);
      if (batch.length === 0) return done;
      await work(batch);
      done += batch.length;
    }
  }

  private async hold(batch: PreservedRow[]): Promise<void> {
    await inParallel(batch, (row) => this.setHold(row, true));
    await inTransaction(this.dataSource, async (manager) => {
      if ((await affected(manager, MARK_HELD, [idsOf(batch)])) > 0) await tellCustody(manager, batch, 'held');
    });
  }

  private async lift(batch: PreservedRow[]): Promise<void> {
    await inParallel(batch, async (row) => {
      if (await this.isNeeded(row)) return;
      await this.setHold(row, false);
      // A case that was opened in between has put its hold before ours was lifted: put it back.
      if (await this.isNeeded(row)) await this.setHold(row, true);
    });
    await inTransaction(this.dataSource, async (manager) => {
      if ((await affected(manager, MARK_LIFTED, [idsOf(batch)])) > 0)
        await tellCustody(manager, batch, 'released');
    });
  }

  private setHold(
    { bucket, object_key: key, version_id: versionId }: PreservedRow,
    on: boolean,
  ): Promise<void> {
    return this.store.setLegalHold({ bucket, key, versionId }, on);
  }

  private async isNeeded({ bucket, object_key: key, version_id: versionId }: PreservedRow): Promise<boolean> {
    return (await firstRow(this.dataSource, NEEDED_ELSEWHERE, [bucket, key, versionId])) !== undefined;
  }
}

async function tellCustody(manager: EntityManager, batch: PreservedRow[], kind: CustodyKind): Promise<void> {
  await appendCustody(
    manager,
    batch.map((row) => ({
      brandId: row.brand_id,
      clipId: row.clip_id,
      kind,
      actor: SYSTEM_ACTOR,
      detail: { bucket: row.bucket, key: row.object_key, versionId: row.version_id },
    })),
  );
}

function idsOf(batch: readonly PreservedRow[]): string[] {
  return batch.map((row) => row.id);
}

/** A few at a time: storage answers each hold in milliseconds, a dispute may have hundreds. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const runner = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, items.length) }, runner));
}
