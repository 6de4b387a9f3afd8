import { type Capabilities, serves } from './pool-key.js';
import type { Pool } from './ticket-storage.js';

/** Where a station's next task most likely is, and the pools that are nothing for it. */
export interface Guess {
  pool: Pool;
  unserved: string[];
}

/** Pools whose heads stand close together change places with each claim: after a wrong guess so many don't guess. */
const CLAIMS_AFTER_WRONG = 8;

// More kinds of questions than any floor has: a station that makes up stages fills no memory.
const MAX_LINES = 1_000;

/**
 * The pools with work, the most urgent first, as this process saw them last: by warehouse and stages asked for. Only a
 * guess, as other processes claim too: a claim that is made on it has Postgres check it in the same statement.
 */
export class KnownPools {
  private readonly lines = new Map<string, { pools: readonly Pool[]; looksDue: number }>();

  /** What a look around has shown. */
  see(warehouseId: string, stages: readonly string[] | null, pools: readonly Pool[]): void {
    const name = nameOf(warehouseId, stages);
    const looksDue = Math.max(0, (this.lines.get(name)?.looksDue ?? 0) - 1);
    if (this.lines.size >= MAX_LINES) this.lines.clear();
    this.lines.set(name, { pools, looksDue });
  }

  /** Something else stood in the way of the pool that was guessed. */
  wasWrong(warehouseId: string, stages: readonly string[] | null): void {
    const line = this.lines.get(nameOf(warehouseId, stages));
    if (line) line.looksDue = CLAIMS_AFTER_WRONG;
  }

  /** Undefined when nothing is known, or nothing that the station serves. */
  guess(
    warehouseId: string,
    stages: readonly string[] | null,
    capabilities: Capabilities,
  ): Guess | undefined {
    const { pools, looksDue } = this.lines.get(nameOf(warehouseId, stages)) ?? { pools: [], looksDue: 0 };
    if (looksDue > 0) return undefined;
    const pool = pools.find(({ key }) => serves(capabilities, key));
    return (
      pool && { pool, unserved: pools.map(({ key }) => key).filter((key) => !serves(capabilities, key)) }
    );
  }
}

function nameOf(warehouseId: string, stages: readonly string[] | null): string {
  return `${warehouseId} ${stages?.join(',') ?? '*'}`;
}
