/**
 * Repairs from the state in the database what a crash lost between a commit and a queue, object storage or mail; also
 * does what is due at a time. Safe to run twice, and short: it takes a limited number of rows a pass.
 */
export interface Sweep {
  /** Names the sweep in logs and metrics, and its lock. */
  readonly name: string;
  readonly everyMs: number;
  /** @returns how many things were repaired or done */
  run(signal: AbortSignal): Promise<number>;
}
