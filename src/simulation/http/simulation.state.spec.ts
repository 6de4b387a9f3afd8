import { endsOf, reachableFrom } from '../../database/lifecycle.js';
import { SIMULATION_MOVES } from './simulation.state.js';

describe('the life of a simulation', () => {
  it('reaches every state from the queue, and ends done or failed', () => {
    expect(reachableFrom(SIMULATION_MOVES, 'queued')).toEqual(['done', 'failed', 'queued', 'running']);
    expect(endsOf(SIMULATION_MOVES)).toEqual(['done', 'failed']);
  });
});
