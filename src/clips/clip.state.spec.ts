import { CLIP_MOVES, MEDIA_MOVES } from './clip.state.js';

function reachable(moves: Record<string, readonly string[]>, start: string): string[] {
  const seen = new Set([start]);
  for (const state of seen) for (const next of moves[state] ?? []) seen.add(next);
  return [...seen].sort();
}

const terminal = (moves: Record<string, readonly string[]>) =>
  Object.keys(moves).filter((state) => moves[state]?.length === 0);

describe('the lifecycle of a clip', () => {
  it('reaches every state from its beginning', () => {
    expect(reachable(CLIP_MOVES, 'recording')).toEqual(Object.keys(CLIP_MOVES).sort());
    expect(reachable(MEDIA_MOVES, 'none')).toEqual(Object.keys(MEDIA_MOVES).sort());
  });

  it('ends sealed; what can be watched or never will be stays so', () => {
    expect(terminal(CLIP_MOVES)).toEqual(['sealed']);
    expect(terminal(MEDIA_MOVES)).toEqual(['playable', 'rejected']);
  });
});
