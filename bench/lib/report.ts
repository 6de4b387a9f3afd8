/** One measured figure against its goal. `value` is a ratio unless the figure's name says another unit. */
export interface Figure {
  bench: string;
  figure: string;
  value: number;
  /** None: the figure is only told. */
  goal?: number;
  better: 'higher' | 'lower';
  /** Smallest and largest of the pairs whose median `value` is. */
  spread?: readonly [number, number];
  /** What was measured, in absolute numbers, for people. */
  note?: string;
}

function met({ value, goal, better }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  return better === 'higher' ? value >= goal : value <= goal;
}

const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));

/** A line of JSON: `{"bench","figure","value","goal","better","met"}`. */
export function jsonLine(figure: Figure): string {
  const { bench, figure: name, value, goal, better } = figure;
  return JSON.stringify({
    bench,
    figure: name,
    value: Number(value.toFixed(4)),
    goal,
    better,
    met: met(figure),
  });
}

/** A row of the table for people. */
export function tableRow(figure: Figure): string {
  const { bench, figure: name, value, goal, better, spread, note } = figure;
  const range = spread ? `(${shown(spread[0])}–${shown(spread[1])})` : '';
  const sign = better === 'higher' ? '≥' : '≤';
  const isMet = met(figure);
  const against =
    goal === undefined ? ''.padEnd(15) : `${sign} ${shown(goal).padEnd(6)} ${isMet ? 'met ' : 'MISSED'} `;
  const columns = [bench.padEnd(9), name.padEnd(46), shown(value).padStart(8), range.padEnd(14)];
  return `${columns.join(' ')} ${against} ${note ?? ''}`;
}
