import { endsOf, inEndsOf, inSourcesOf, reachableFrom, sourcesOf } from '../database/lifecycle.js';
import { TASK_MOVES } from './task.state.js';

describe('the life of a task', () => {
  it('reaches every state from waiting and ends completed or cancelled', () => {
    expect(reachableFrom(TASK_MOVES, 'waiting')).toEqual(Object.keys(TASK_MOVES).sort());
    expect(endsOf(TASK_MOVES)).toEqual(['completed', 'cancelled']);
  });

  it('is completed by its holder alone, and claimed only when it is ready', () => {
    expect(sourcesOf(TASK_MOVES, 'completed')).toEqual(['claimed']);
    expect(sourcesOf(TASK_MOVES, 'claimed')).toEqual(['ready']);
  });

  it('can be stopped until it ends', () => {
    expect(inSourcesOf(TASK_MOVES, 'cancelled')).toBe("in ('waiting', 'ready', 'claimed')");
    expect(inEndsOf(TASK_MOVES)).toBe("in ('completed', 'cancelled')");
  });
});
