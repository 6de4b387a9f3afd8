import { Injectable } from '@nestjs/common';
import { ServiceTimes } from '../../src/queue/service-times.service.js';
import type { Sweep } from './sweep.js';

/** Measures how long stages take. */
@Injectable()
export class MeasureServiceTimesSweep implements Sweep {
  readonly name = 'measure-service-times';
  readonly everyMs = 600_000;

  constructor(private readonly serviceTimes: ServiceTimes) {}

  async run(): Promise<number> {
    return this.serviceTimes.measure();
  }
}
