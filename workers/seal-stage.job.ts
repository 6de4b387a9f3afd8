import { Injectable } from '@nestjs/common';
import { StageSealService } from '../src/evidence/stage-seal.service.js';
import { JobQueue } from '../src/jobs/job-queue.js';
import type { JobPayload } from '../src/jobs/jobs.js';
import { addJobsAfterSeal } from './after-seal.js';
import type { JobHandler } from './job-handler.js';

/** Seals a completed stage that no clip speaks for. */
@Injectable()
export class SealStageJob implements JobHandler<'seal-stage'> {
  constructor(
    private readonly seals: StageSealService,
    private readonly jobs: JobQueue,
  ) {}

  async run({ taskId }: JobPayload<'seal-stage'>): Promise<void> {
    const sealed = await this.seals.seal(taskId);
    if (sealed) await addJobsAfterSeal(this.jobs, sealed);
  }
}
