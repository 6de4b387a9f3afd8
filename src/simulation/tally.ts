import { at } from './indexed-heap.js';
import type { LineRun } from './run-line.js';
import type { PolicyName, Scenario } from './simulation.contract.js';
import type { PolicyResult, TruckStats } from './simulation.report.js';
import { merged, NumberList, waitStats } from './statistics.js';
import type { Steps } from './steps.js';
import type { Workload } from './workload.js';

const MINUTE_MS = 60_000;

/** Gathers the outcomes of one policy over many seeds. */
export class Tally {
  private readonly vip = new NumberList();
  private readonly standard = new NumberList();
  private readonly trucks: TruckStats = { orders: 0, missed: 0, missedMakeable: 0, missedMetByShipBy: 0 };
  private promised = 0;
  private kept = 0;
  private overtakingMs = 0;
  private leadOvertakingMs = 0;

  constructor(
    private readonly policy: PolicyName,
    private readonly scenario: Scenario,
  ) {}

  /** @param byShipBy the same orders by earliest ship-by from the start, where there are trucks */
  add(work: Workload, run: LineRun, byShipBy: LineRun | null): void {
    const from = this.scenario.warmupMinutes * MINUTE_MS;
    for (let id = 0; id < work.count; id += 1)
      if (at(work.arrivedAt, id) >= from) this.addOrder(work, run, byShipBy, id);
    this.overtakingMs = Math.max(this.overtakingMs, run.overtakingMs);
    this.leadOvertakingMs = Math.max(this.leadOvertakingMs, run.unguardedOvertakingMs);
  }

  /** With stops, since a million waits take a while to sort. */
  *result(): Steps<PolicyResult> {
    const vip = this.vip.toArray().sort();
    yield 0;
    const standard = this.standard.toArray().sort();
    yield 0;
    const hasHeadStart = ['head_start', 'guarded', 'guarded_reserve'].includes(this.policy);
    return {
      policy: this.policy,
      deltaMinutes: hasHeadStart ? this.scenario.deltaMinutes : null,
      vip: waitStats(vip),
      standard: waitStats(standard),
      all: waitStats(merged(vip, standard)),
      onTimeShare: this.promised === 0 ? null : this.kept / this.promised,
      trucks: { ...this.trucks },
      largestOvertakingMinutes: this.overtakingMs / MINUTE_MS,
      leadOvertakingMinutes: this.leadOvertakingMs / MINUTE_MS,
    };
  }

  private addOrder(work: Workload, run: LineRun, byShipBy: LineRun | null, id: number): void {
    const opensAt = this.scenario.opensAtMinute * MINUTE_MS;
    const wait = at(run.startedAt, id) - Math.max(at(work.arrivedAt, id), opensAt);
    (at(work.vip, id) === 1 ? this.vip : this.standard).push(wait);
    const leavesAt = work.trucks[at(work.truck, id)]?.leavesAt ?? Infinity;
    const limit = Math.min(at(work.shipBy, id), leavesAt);
    if (limit === Infinity) return;
    this.promised += 1;
    if (at(run.endedAt, id) <= limit) this.kept += 1;
    if (leavesAt < Infinity) this.addToTruck(leavesAt, run, byShipBy, id);
  }

  private addToTruck(leavesAt: number, run: LineRun, byShipBy: LineRun | null, id: number): void {
    this.trucks.orders += 1;
    if (at(run.endedAt, id) <= leavesAt) return;
    this.trucks.missed += 1;
    this.trucks.missedMakeable += at(run.makeable, id);
    if (byShipBy && at(byShipBy.endedAt, id) <= leavesAt) this.trucks.missedMetByShipBy += 1;
  }
}
