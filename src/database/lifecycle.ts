/** A lifecycle as a table: from each state, the states it may become next. */
export type Moves<State extends string> = Readonly<Record<State, readonly NoInfer<State>[]>>;

/** The states from which a state may be reached. */
export function sourcesOf<State extends string>(moves: Moves<State>, to: NoInfer<State>): State[] {
  return statesOf(moves).filter((from) => moves[from].includes(to));
}

/** The states that nothing follows. */
export function endsOf<State extends string>(moves: Moves<State>): State[] {
  return statesOf(moves).filter((state) => moves[state].length === 0);
}

/** Every state that can come of a state, itself included. */
export function reachableFrom<State extends string>(moves: Moves<State>, start: NoInfer<State>): State[] {
  const seen = new Set<State>([start]);
  for (const state of seen) for (const next of moves[state]) seen.add(next);
  return [...seen].sort();
}

/**
 * The guard of an UPDATE that moves a row to a state: `in ('planned', 'in_work')`. Constants of the code, not parameters, so
 * that the planner sees which partial index fits.
 */
export function inSourcesOf<State extends string>(moves: Moves<State>, to: NoInfer<State>): string {
  return inStates(sourcesOf(moves, to));
}

/** `in ('completed', 'cancelled')`: the states that nothing follows. */
export function inEndsOf<State extends string>(moves: Moves<State>): string {
  return inStates(endsOf(moves));
}

function inStates(states: readonly string[]): string {
  if (states.length === 0) throw new Error('a guard without any state lets nothing through');
  return `in (${states.map((state) => `'${state}'`).join(', ')})`;
}

function statesOf<State extends string>(moves: Moves<State>): State[] {
  const states: State[] = [];
  for (const state in moves) states.push(state);
  return states;
}
