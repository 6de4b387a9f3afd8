import { type HeadStart, headStartIn, type WarehouseLeads } from '../shipments/head-start.js';
import type { IntakeRank } from './intake-context.js';

/**
 * How much of its rank's head start an order gets. A warehouse caps the head start of every brand, and a brand may have a
 * share: within one head start (Δ) its early orders may take at most share × stations × Δ of work, so that its VIPs can't
 * starve another brand's orders. What comes beyond it gets the standard lead. Early is whoever is ahead of the warehouse's
 * standard lead, be it by the default rank of a brand with a shorter one.
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

type RankLead = Pick<IntakeRank, 'leadMinutes'>;

const MINUTE_MS = 60_000;

/** Grants head starts to the orders of one batch, each counting against the share of those after it. */
export class HeadStarts {
  private readonly longest: number;
  private readonly arrivals: Map<number, number>;

  /**
   * @param ranks all of the brand
   * @param facts null: the brand has no share here, and no limit
   */
  constructor(
    ranks: Iterable<RankLead>,
    private readonly leads: WarehouseLeads,
    private readonly facts: ShareFacts | null,
  ) {
    this.longest = Math.max(0, ...[...ranks].map((rank) => this.full(rank).headStartMinutes));
    this.arrivals = new Map(facts?.arrivals);
  }

  /** @param shipments how many the order becomes: each is work of its own */
  grant(rank: RankLead, arrivedAt: Date, shipments: number): HeadStart {
    const full = this.full(rank);
    if (!this.facts || full.headStartMinutes === 0) return full;
    const { share, stations, shipmentSec } = this.facts;
    const minute = Math.floor(arrivedAt.getTime() / MINUTE_MS);
    const wanted = (this.within(minute) + shipments) * shipmentSec;
    if (wanted > share * stations * this.longest * 60) {
      return { leadMinutes: this.leads.standardLead, headStartMinutes: 0, limit: 'brand_share' };
    }
    this.arrivals.set(minute, (this.arrivals.get(minute) ?? 0) + shipments);
    return full;
  }

  /**
   * Grants a head start to shipments whose order has got a higher rank. Those that have one count already. Nobody is put
   * back by it: a lead that was shorter when they were planned stays.
   * @param held null: planned before head starts were kept
   */
  raise(held: HeadStart | null, rank: RankLead, arrivedAt: Date, shipments: number): HeadStart {
    const isCounted = held !== null && held.headStartMinutes > 0;
    const raised = isCounted ? this.full(rank) : this.grant(rank, arrivedAt, shipments);
    return held && held.leadMinutes < raised.leadMinutes ? held : raised;
  }

  private full({ leadMinutes }: RankLead): HeadStart {
    return headStartIn(this.leads, leadMinutes);
  }

  /** Shipments with a head start that arrived within the Δ up to this minute. */
  private within(minute: number): number {
    let sum = 0;
    for (const [at, count] of this.arrivals) if (at > minute - this.longest && at <= minute) sum += count;
    return sum;
  }
}
