import { Injectable } from '@nestjs/common';
import { LaterRenditions } from '../src/evidence/later-renditions.service.js';
import { JobQueue } from '../src/jobs/job-queue.js';
import type { JobPayload } from '../src/jobs/jobs.js';
import type { JobContext, JobHandler } from './job-handler.js';

/** Makes a copy with clip, time and scans burnt in. */
@Injectable()
export class ExportClipJob implements JobHandler<'export-clip'> {
  constructor(
    private readonly renditions: LaterRenditions,
    private readonly jobs: JobQueue,
  ) {}

  async run({ clipId }: JobPayload<'export-clip'>, { signal }: JobContext): Promise<void> {
    const result = await this.renditions.exportCopy(clipId, signal);
    if (result.outcome !== 'playable') return;
    await Promise.all(result.caseIds.map((caseId) => this.jobs.add('place-legal-holds', { caseId })));
  }
}
