import { Injectable } from '@nestjs/common';
import { LegalHoldsService } from '../src/evidence/legal-holds.service.js';
import type { JobPayload } from '../src/jobs/jobs.js';
import type { JobContext, JobHandler } from './job-handler.js';

/** Tells storage what a case needs kept, and what no case needs any more. */
@Injectable()
export class PlaceLegalHoldsJob implements JobHandler<'place-legal-holds'> {
  constructor(private readonly holds: LegalHoldsService) {}

  async run({ caseId }: JobPayload<'place-legal-holds'>, { logger }: JobContext): Promise<void> {
    logger.info(await this.holds.settle(caseId), 'legal holds settled');
  }
}
