import { Injectable } from '@nestjs/common';
import { TimestampsService } from '../../src/timestamps/timestamps.service.js';
import type { Sweep } from './sweep.js';

/** Gets the time stamps over what was signed since the last pass. */
@Injectable()
export class RequestTimestampsSweep implements Sweep {
  readonly name = 'request-timestamps';
  readonly everyMs = 2_000;

  constructor(private readonly timestamps: TimestampsService) {}

  async run(signal: AbortSignal): Promise<number> {
    return this.timestamps.requestDue(signal);
  }
}
