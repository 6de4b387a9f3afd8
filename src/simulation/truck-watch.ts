import { guardTrucks, type TruckLoad } from '../queue/truck-guard.js';
import type { Scenario } from './simulation.contract.js';
import type { StationClock } from './station-clock.js';
import { at } from './indexed-heap.js';
import type { Workload } from './workload.js';

/** What waits for each truck, and which trucks are guarded; asks the same guard as production. */
export class TruckWatch {
  private readonly waitingMs: Float64Array;
  private readonly waiting: Int32Array;
  private readonly names: readonly string[];
  private guarded = new Set<string>();
  private lastLookAt = -Infinity;
  private last = -1;

  constructor(
    private readonly scenario: Scenario,
    private readonly work: Workload,
    private readonly clock: StationClock,
    private readonly withReserve: boolean,
  ) {
    this.waitingMs = new Float64Array(work.trucks.length);
    this.waiting = new Int32Array(work.trucks.length);
    this.names = work.trucks.map((_, index) => String(index));
  }

  add(truck: number, expectedMs: number): void {
    if (truck < 0) return;
    this.waitingMs[truck] = at(this.waitingMs, truck) + expectedMs;
    this.waiting[truck] = at(this.waiting, truck) + 1;
    this.last = Math.max(this.last, truck);
  }

  remove(truck: number, expectedMs: number): void {
    if (truck < 0) return;
    const left = at(this.waiting, truck) - 1;
    this.waiting[truck] = left;
    this.waitingMs[truck] = left === 0 ? 0 : at(this.waitingMs, truck) - expectedMs;
  }

  isGuarded(truck: number): boolean {
    return truck >= 0 && this.guarded.has(this.names[truck] ?? '');
  }

  /**
   * Judges the trucks again unless that was done a moment ago.
   * @param next the first truck that hasn't left
   * @returns trucks whose orders change places
   */
  look(now: number, next: number): number[] {
    if (now - this.lastLookAt < this.scenario.guard.everySec * 1000) return [];
    this.lastLookAt = now;
    const trucks = this.loads(now, next);
    if (trucks.length === 0) return this.keepOnly(new Set());
    const verdicts = guardTrucks({
      now,
      stations: this.clock.stations,
      meanServiceSec: this.work.meanServiceMs / 1000,
      margin: this.scenario.guard.margin,
      trucks,
      guardedNow: this.guarded,
    });
    return this.keepOnly(new Set(verdicts.flatMap(({ id, guarded }) => (guarded ? [id] : []))));
  }

  /** Trucks from the next to the last that something waits for. A break counts as time that the truck leaves earlier. */
  private loads(now: number, next: number): TruckLoad[] {
    while (this.last >= next && at(this.waiting, this.last) === 0) this.last -= 1;
    const loads: TruckLoad[] = [];
    for (let index = next; index <= this.last; index += 1) {
      const truck = this.work.trucks[index];
      const reserveMs = truck && this.withReserve ? this.work.expectedWork(truck, now) : 0;
      if (!truck || (at(this.waiting, index) === 0 && reserveMs === 0)) continue;
      loads.push({
        id: this.names[index] ?? '',
        leavesAt: now + this.clock.workingTime(now, truck.leavesAt),
        workSec: at(this.waitingMs, index) / 1000,
        reserveSec: reserveMs / 1000,
      });
    }
    return loads;
  }

  private keepOnly(guarded: Set<string>): number[] {
    const before = this.guarded;
    this.guarded = guarded;
    if (before.size === 0 && guarded.size === 0) return [];
    const changed = [...before, ...guarded].filter((name) => before.has(name) !== guarded.has(name));
    return changed.map(Number);
  }
}
