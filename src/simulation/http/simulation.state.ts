/** The life of a simulation. A worker that is told to stop gives it back; one that dies leaves it running, and the next takes over. */
export type SimulationState = 'queued' | 'running' | 'done' | 'failed';

export const SIMULATION_MOVES = {
  queued: ['running', 'failed'],
  running: ['queued', 'running', 'done', 'failed'],
  done: [],
  failed: [],
} as const satisfies Record<SimulationState, readonly SimulationState[]>;
