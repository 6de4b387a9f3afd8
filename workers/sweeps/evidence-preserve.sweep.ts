import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../src/database/sql.js';
import { inTransaction } from '../../src/database/transaction.js';
import { preserveLateObjects } from '../../src/evidence/preservation.service.js';
import { JobQueue } from '../../src/jobs/job-queue.js';
import type { Sweep } from './sweep.js';

const UNSETTLED = `
  select distinct case_id from preservations
  where state = 'wanted' or (state = 'released' and lifted_at is null) limit 200`;

/** Adds objects that appeared beside an open dispute, and asks again for holds that are not yet placed or lifted. */
@Injectable()
export class EvidencePreserveSweep implements Sweep {
  readonly name = 'evidence-preserve';
  readonly everyMs = 30_000;

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueue,
  ) {}

  async run(): Promise<number> {
    await inTransaction(this.dataSource, (manager) => preserveLateObjects(manager));
    const unsettled = await rows<{ case_id: string }>(this.dataSource, UNSETTLED);
    for (const { case_id: caseId } of unsettled)
      await this.jobs.add('place-legal-holds', { caseId }, { once: caseId });
    return unsettled.length;
  }
}
