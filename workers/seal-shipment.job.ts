import { Injectable } from '@nestjs/common';
import { ShipmentSealService } from '../src/evidence/shipment-seal.service.js';
import { JobQueue } from '../src/jobs/job-queue.js';
import type { JobPayload } from '../src/jobs/jobs.js';
import { addJobsAfterSeal } from './after-seal.js';
import type { JobHandler } from './job-handler.js';

/** Seals a shipment that has left: its parcels and the whole chain of its evidence. */
@Injectable()
export class SealShipmentJob implements JobHandler<'seal-shipment'> {
  constructor(
    private readonly seals: ShipmentSealService,
    private readonly jobs: JobQueue,
  ) {}

  async run({ shipmentId }: JobPayload<'seal-shipment'>): Promise<void> {
    const sealed = await this.seals.seal(shipmentId);
    if (sealed) await addJobsAfterSeal(this.jobs, sealed);
  }
}
