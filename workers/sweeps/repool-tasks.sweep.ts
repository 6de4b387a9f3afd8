import { Injectable } from '@nestjs/common';
import { RepoolService } from '../../src/queue/repool.service.js';
import type { Sweep } from './sweep.js';

/** Moves open tasks into the pools of a warehouse's new settings. */
@Injectable()
export class RepoolTasksSweep implements Sweep {
  readonly name = 'repool-tasks';
  readonly everyMs = 5_000;

  constructor(private readonly repoolService: RepoolService) {}

  async run(): Promise<number> {
    return this.repoolService.repoolChanged();
  }
}
