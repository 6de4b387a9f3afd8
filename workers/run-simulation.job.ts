import { Injectable } from '@nestjs/common';
import type { JobPayload } from '../src/jobs/jobs.js';
import { SimulationRunner } from '../src/simulation/http/simulation-runner.js';
import type { JobContext, JobHandler } from './job-handler.js';

/** Simulates what a warehouse asked for. */
@Injectable()
export class RunSimulationJob implements JobHandler<'run-simulation'> {
  constructor(private readonly simulations: SimulationRunner) {}

  async run({ simulationId }: JobPayload<'run-simulation'>, context: JobContext): Promise<void> {
    const { signal, isLastAttempt, logger } = context;
    try {
      const outcome = await this.simulations.run(simulationId, signal);
      logger.info({ outcome }, 'simulation ended');
    } catch (error) {
      if (isLastAttempt && !signal.aborted) await this.simulations.giveUp(simulationId);
      throw error;
    }
  }
}
