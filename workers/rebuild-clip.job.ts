import { Injectable } from '@nestjs/common';
import { RenderingService } from '../src/evidence/rendering.service.js';
import { JobQueue } from '../src/jobs/job-queue.js';
import type { JobPayload } from '../src/jobs/jobs.js';
import type { JobContext, JobHandler } from './job-handler.js';

/** Makes all renditions of a clip anew from its original; those before stay in storage, and their statements in the log. */
@Injectable()
export class RebuildClipJob implements JobHandler<'rebuild-clip'> {
  constructor(
    private readonly rendering: RenderingService,
    private readonly jobs: JobQueue,
  ) {}

  async run({ clipId }: JobPayload<'rebuild-clip'>, { signal }: JobContext): Promise<void> {
    const result = await this.rendering.rebuild(clipId, signal);
    if (result.outcome !== 'playable') return;
    await Promise.all([
      this.jobs.add('digest-clip', { clipId }, { once: clipId }),
      ...result.caseIds.map((caseId) => this.jobs.add('place-legal-holds', { caseId })),
    ]);
  }
}
