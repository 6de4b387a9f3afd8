import { Injectable } from '@nestjs/common';
import { RenderingService } from '../src/evidence/rendering.service.js';
import type { RenderResult } from '../src/evidence/rendering-clip.js';
import { JobQueue } from '../src/jobs/job-queue.js';
import type { JobPayload } from '../src/jobs/jobs.js';
import { MediaError } from '../src/media/media-error.js';
import type { JobContext, JobHandler } from './job-handler.js';

/** Makes films and pictures of a stored original. */
@Injectable()
export class RenderClipJob implements JobHandler<'render-clip'> {
  constructor(
    private readonly rendering: RenderingService,
    private readonly jobs: JobQueue,
  ) {}

  async run({ clipId }: JobPayload<'render-clip'>, context: JobContext): Promise<void> {
    const result = await this.render(clipId, context);
    if (result.outcome === 'rejected') context.logger.warn('the clip can not be watched');
    if (result.outcome !== 'playable') return;
    await Promise.all([
      this.jobs.add('digest-clip', { clipId }, { once: clipId }),
      ...result.caseIds.map((caseId) => this.jobs.add('place-legal-holds', { caseId })),
    ]);
  }

  /** What ffmpeg couldn't do in any attempt is written down, else the sweep would ask for it for ever. */
  private async render(clipId: string, { signal, isLastAttempt }: JobContext): Promise<RenderResult> {
    try {
      return await this.rendering.render(clipId, signal);
    } catch (error) {
      const isHopeless =
        error instanceof MediaError && (error.kind === 'failed' || error.kind === 'timed_out');
      if (isHopeless && isLastAttempt) return this.rendering.giveUp(clipId);
      throw error;
    }
  }
}
