import { Injectable } from '@nestjs/common';
import { ClipAssemblyService } from '../src/clips/clip-assembly.service.js';
import { ClipSegmentsCleaner } from '../src/clips/segments-cleaner.js';
import { JobQueue } from '../src/jobs/job-queue.js';
import type { JobPayload } from '../src/jobs/jobs.js';
import type { JobContext, JobHandler } from './job-handler.js';

/** A completed clip becomes one untouched original. Films and seal follow at once, side by side. */
@Injectable()
export class AssembleClipJob implements JobHandler<'assemble-clip'> {
  constructor(
    private readonly assembly: ClipAssemblyService,
    private readonly segments: ClipSegmentsCleaner,
    private readonly jobs: JobQueue,
  ) {}

  async run({ clipId }: JobPayload<'assemble-clip'>, { signal, logger }: JobContext): Promise<void> {
    const result = await this.assembly.assemble(clipId, signal);
    if (result.outcome === 'rejected') logger.warn('the segments are not the bytes that were promised');
    if (result.outcome !== 'stored') return;
    await Promise.all([
      this.jobs.add('render-clip', { clipId }, { once: clipId }),
      this.jobs.add('seal-clip', { clipId }, { once: clipId }),
      ...result.caseIds.map((caseId) => this.jobs.add('place-legal-holds', { caseId })),
    ]);
    await this.segments.drop(clipId);
  }
}
