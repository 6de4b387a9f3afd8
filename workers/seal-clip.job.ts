import { Injectable } from '@nestjs/common';
import { SealService } from '../src/evidence/seal.service.js';
import { JobQueue } from '../src/jobs/job-queue.js';
import type { JobPayload } from '../src/jobs/jobs.js';
import { addJobsAfterSeal } from './after-seal.js';
import type { JobHandler } from './job-handler.js';

/** Seals a stored clip: manifest, signature, one transaction. */
@Injectable()
export class SealClipJob implements JobHandler<'seal-clip'> {
  constructor(
    private readonly seals: SealService,
    private readonly jobs: JobQueue,
  ) {}

  async run({ clipId }: JobPayload<'seal-clip'>): Promise<void> {
    const result = await this.seals.seal(clipId);
    if (result.outcome === 'sealed') await addJobsAfterSeal(this.jobs, result);
  }
}
