import { Injectable } from '@nestjs/common';
import { TruckGuardService } from '../../src/queue/truck-guard.service.js';
import type { Sweep } from './sweep.js';

/** Puts the orders of a truck that is nearly missed first, and back when it has time again. */
@Injectable()
export class GuardTrucksSweep implements Sweep {
  readonly name = 'guard-trucks';
  readonly everyMs = 5_000;

  constructor(private readonly truckGuardService: TruckGuardService) {}

  async run(): Promise<number> {
    return this.truckGuardService.guard();
  }
}
