import { Injectable } from '@nestjs/common';
import { LeasesService } from '../../src/queue/leases.service.js';
import type { Sweep } from './sweep.js';

/** Offers tasks again whose station hasn't been heard of for the length of its lease. */
@Injectable()
export class ReturnLapsedLeasesSweep implements Sweep {
  readonly name = 'return-lapsed-leases';
  readonly everyMs = 2_000;

  constructor(private readonly leases: LeasesService) {}

  async run(): Promise<number> {
    return this.leases.returnLapsed();
  }
}
