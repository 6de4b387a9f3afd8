import { Injectable } from '@nestjs/common';
import { ShipmentSealService } from '../src/evidence/shipment-seal.service.js';
import type { JobPayload } from '../src/jobs/jobs.js';
import type { JobHandler } from './job-handler.js';

/** Seals a shipment that has left: its parcels and the whole chain of its evidence. */
@Injectable()
export class SealShipmentJob implements JobHandler<'seal-shipment'> {
  constructor(private readonly seals: ShipmentSealService) {}

  async run({ shipmentId }: JobPayload<'seal-shipment'>): Promise<void> {
    await this.seals.seal(shipmentId);
  }
}
