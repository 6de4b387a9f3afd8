import { Injectable } from '@nestjs/common';
import { JobQueue } from '../../src/jobs/job-queue.js';
import { SimulationRunner } from '../../src/simulation/http/simulation-runner.js';
import type { Sweep } from './sweep.js';

/** Asks again for simulations that stand still: their job was lost with a crash or with the queue's storage. */
@Injectable()
export class RerunSimulationsSweep implements Sweep {
  readonly name = 'rerun-simulations';
  readonly everyMs = 15_000;
  /** Longer than a killed worker's job takes to be found stalled. */
  quietForSeconds = 60;

  constructor(
    private readonly simulations: SimulationRunner,
    private readonly jobs: JobQueue,
  ) {}

  async run(): Promise<number> {
    const ids = await this.simulations.forgotten(this.quietForSeconds);
    for (const simulationId of ids)
      await this.jobs.add('run-simulation', { simulationId }, { once: simulationId });
    return ids.length;
  }
}
