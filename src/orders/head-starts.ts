import type { HeadStart } from '../shipments/head-start.js';
import type { IntakeRank } from './intake-context.js';

/**
 * How much of its rank's head start an order gets. A warehouse caps the head start of every brand, and a brand may have a
 * share: within one head start (Δ) its early orders may take at most share × stations × Δ of work, so that its VIPs can't
 * starve another brand's orders. What comes beyond it gets the standard lead.
 */
export interface ShareFacts {
  /** 0 to 1. */
  share: number;
  stations: number;
  /** Work of one shipment, over all stages. */
  shipmentSec: number;
  /** Shipments with a head start by the minute of their arrival. */
  arrivals: ReadonlyMap<number, number>;
}

const MINUTE_MS = 60_000;

/** Grants head starts to the orders of one batch, each counting against the share of those after it. */
export class HeadStarts {
  private readonly longest: number;
  private readonly arrivals: Map<number, number>;

  /** @param facts null: the brand has no share here, and no limit */
  constructor(
    ranks: Iterable<IntakeRank>,
    private readonly standardLead: number,
    private readonly facts: ShareFacts | null,
  ) {
    this.longest = Math.max(0, ...[...ranks].map(({ leadMinutes }) => standardLead - leadMinutes));
    this.arrivals = new Map(facts?.arrivals);
  }

  /** @param shipments how many the order becomes: each is work of its own */
  grant(rank: IntakeRank, arrivedAt: Date, shipments: number): HeadStart {
    const full = fullHeadStart(rank, this.standardLead);
    if (!this.facts || full.headStartMinutes === 0) return full;
    const { share, stations, shipmentSec } = this.facts;
    const minute = Math.floor(arrivedAt.getTime() / MINUTE_MS);
    const wanted = (this.within(minute) + shipments) * shipmentSec;
    if (wanted > share * stations * this.longest * 60) {
      return { leadMinutes: this.standardLead, headStartMinutes: 0, limit: 'brand_share' };
    }
    this.arrivals.set(minute, (this.arrivals.get(minute) ?? 0) + shipments);
    return full;
  }

  /** Shipments with a head start that arrived within the Δ up to this minute. */
  private within(minute: number): number {
    let sum = 0;
    for (const [at, count] of this.arrivals) if (at > minute - this.longest && at <= minute) sum += count;
    return sum;
  }
}

/** The head start of a rank under the warehouse's cap. */
export function fullHeadStart(
  { leadMinutes, isCapped }: Pick<IntakeRank, 'leadMinutes' | 'isCapped'>,
  standardLead: number,
): HeadStart {
  const headStartMinutes = Math.max(0, standardLead - leadMinutes);
  return { leadMinutes, headStartMinutes, limit: isCapped ? 'warehouse_cap' : null };
}
