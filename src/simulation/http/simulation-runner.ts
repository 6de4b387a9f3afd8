import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inSourcesOf } from '../../database/lifecycle.js';
import { affected, firstRow, rows } from '../../database/sql.js';
import { simulationSteps } from '../simulate.js';
import { Scenario } from '../simulation.contract.js';
import type { SimulationReport } from '../simulation.report.js';
import type { Steps } from '../steps.js';
import { SIMULATION_MOVES } from './simulation.state.js';

/** How long the event loop may wait for us, besides a single day. */
const MOMENT_MS = 10;
const PROGRESS_EVERY_MS = 500;

/** Workers that died of it, or failed; a worker that is told to stop doesn't count. */
const MOST_ATTEMPTS = 5;

const open = `state ${inSourcesOf(SIMULATION_MOVES, 'running')}`;

const START = `update simulations set state = 'running', attempts = attempts + 1, days_done = 0, updated_at = now()
  where id = $1 and ${open} returning attempts, scenario`;

const PROGRESS = `update simulations set days_done = $2, updated_at = now() where id = $1 and state = 'running'`;

const FINISH = `update simulations set state = 'done', report = $2, days_done = days_total, updated_at = now(), finished_at = now()
  where id = $1 and state ${inSourcesOf(SIMULATION_MOVES, 'done')}`;

const FAIL = `update simulations set state = 'failed', problem = 'gave_up', updated_at = now(), finished_at = now()
  where id = $1 and state ${inSourcesOf(SIMULATION_MOVES, 'failed')}`;

const GIVE_BACK = `update simulations set state = 'queued', attempts = attempts - 1, days_done = 0, updated_at = now()
  where id = $1 and state ${inSourcesOf(SIMULATION_MOVES, 'queued')}`;

const FORGOTTEN = `select id from simulations where ${open} and updated_at < now() - make_interval(secs => $1)
  order by updated_at limit 100`;

/**
 * Runs a simulation between the other things that a worker does: a day at a time, then everybody else's turn. Two workers may run
 * the same one, since both come to the same report; the first one's is kept.
 */
@Injectable()
export class SimulationRunner {
  constructor(private readonly dataSource: DataSource) {}

  /** @param signal gives the simulation back to the queue, and throws */
  async run(simulationId: string, signal: AbortSignal): Promise<'done' | 'gone' | 'failed'> {
    const begun = await firstRow<{ attempts: number; scenario: unknown }>(this.dataSource, START, [
      simulationId,
    ]);
    if (!begun) return 'gone';
    if (begun.attempts > MOST_ATTEMPTS) return this.giveUp(simulationId);
    try {
      const report = await this.simulate(simulationId, Scenario.parse(begun.scenario), signal);
      const written = report && (await this.write(FINISH, simulationId, JSON.stringify(report)));
      return written ? 'done' : 'gone';
    } catch (error) {
      if (signal.aborted) await this.write(GIVE_BACK, simulationId);
      throw error;
    }
  }

  /** Writes down that it can't be done. */
  async giveUp(simulationId: string): Promise<'failed'> {
    await this.write(FAIL, simulationId);
    return 'failed';
  }

  /** Simulations that no worker has said anything about for a while: their job was lost, or their worker. */
  async forgotten(afterSeconds: number): Promise<string[]> {
    const found = await rows<{ id: string }>(this.dataSource, FORGOTTEN, [afterSeconds]);
    return found.map(({ id }) => id);
  }

  /** @returns the report; null when it is no longer wanted */
  private async simulate(
    simulationId: string,
    scenario: Scenario,
    signal: AbortSignal,
  ): Promise<SimulationReport | null> {
    let toldAt = performance.now();
    return inMoments(simulationSteps(scenario), async (days) => {
      signal.throwIfAborted();
      if (performance.now() - toldAt < PROGRESS_EVERY_MS) return true;
      toldAt = performance.now();
      return this.write(PROGRESS, simulationId, days);
    });
  }

  private async write(sql: string, ...params: unknown[]): Promise<boolean> {
    return (await affected(this.dataSource, sql, params)) > 0;
  }
}

/**
 * Does work in parts, with the event loop's turn in between.
 * @param pause is told the days done so far; false ends the work
 * @returns null when it was ended
 */
async function inMoments<T>(steps: Steps<T>, pause: (days: number) => Promise<boolean>): Promise<T | null> {
  let days = 0;
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    days += step.value;
    if (performance.now() - since < MOMENT_MS) continue;
    await breathe();
    if (!(await pause(days))) return null;
    since = performance.now();
  }
}
