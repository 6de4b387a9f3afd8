import type { BilingualText } from '../../http/common.contract.js';
import type { SimulationReport } from '../simulation.report.js';
import type { SimulationState } from './simulation.state.js';
import type { Simulation, SimulationSource, SimulationSummary } from './simulations.contract.js';

interface BaseRow {
  id: string;
  state: SimulationState;
  source: SimulationSource;
  days_done: number;
  days_total: number;
  problem: 'gave_up' | null;
  created_at: Date;
  finished_at: Date | null;
}

export interface SimulationRow extends BaseRow {
  report: SimulationReport | null;
}

export interface SummaryRow extends BaseRow {
  headline: BilingualText | null;
  recommended: number | null;
}

const BASE = 'id, state, source, days_done, days_total, problem, created_at, finished_at';
export const SIMULATION_COLUMNS = `${BASE}, report`;
export const SUMMARY_COLUMNS = `${BASE}, report->'headline' as headline,
  (report->'recommendation'->>'deltaMinutes')::float8 as recommended`;

const PROBLEMS: Readonly<Record<'gave_up', BilingualText>> = {
  gave_up: {
    ja: 'シミュレーションが何度も途中で止まったため、中止しました。注文数やシードを減らして、もう一度お試しください。',
    en: 'The simulation kept failing and was given up. Try again with fewer orders or seeds.',
  },
};

export function toSimulation(row: SimulationRow): Simulation {
  const chartUrl = row.state === 'done' ? `/v1/simulations/${row.id}/chart.svg` : null;
  return { ...baseOf(row), report: row.report, chartUrl };
}

export function toSummary(row: SummaryRow): SimulationSummary {
  return { ...baseOf(row), headline: row.headline, recommendedDeltaMinutes: row.recommended };
}

function baseOf(row: BaseRow) {
  return {
    id: row.id,
    state: row.state,
    source: row.source,
    progress: { done: row.days_done, total: row.days_total },
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    problem: row.problem && PROBLEMS[row.problem],
  };
}
