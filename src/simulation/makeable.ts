/**
 * Which orders could still make their truck when the last order for that truck came in: from that moment on, with what is in
 * hand and what waits, every station works by ship-by only. What makes it then is what no policy may lose afterwards.
 */
import { at, IndexedHeap } from './indexed-heap.js';
import type { StationClock } from './station-clock.js';
import type { Workload } from './workload.js';

export interface Moment {
  work: Workload;
  clock: StationClock;
  truck: number;
  /** By station, when it is free; not before now. */
  free: readonly number[];
  /** Orders that wait for this truck or one that leaves before it. */
  waiting: readonly number[];
  truckNow: Int32Array;
  /** The first order that is yet to come. */
  nextOrder: number;
  /** Filled in for the orders of this truck. */
  makeable: Uint8Array;
}

export function markMakeable(moment: Moment): void {
  new Continuation(moment).run();
}

class Continuation {
  private readonly line: IndexedHeap;
  private readonly stations: IndexedHeap;
  private readonly ids: number[];
  private readonly trucks: number[];
  private readonly leavesAt: number;
  private arrived: number;

  constructor(private readonly moment: Moment) {
    const { work, free, waiting, truck } = moment;
    this.leavesAt = work.trucks[truck]?.leavesAt ?? 0;
    this.ids = [...waiting].sort((a, b) => a - b);
    this.arrived = this.ids.length;
    for (let id = moment.nextOrder; id < work.count && at(work.arrivedAt, id) < this.leavesAt; id += 1)
      if (isBefore(at(work.truck, id), truck)) this.ids.push(id);
    this.trucks = this.ids.map((id) => at(moment.truckNow, id));
    this.line = new IndexedHeap(this.ids.length);
    for (let n = 0; n < this.arrived; n += 1) this.line.add(n, this.deadlineOf(n));
    this.stations = new IndexedHeap(free.length);
    free.forEach((ms, station) => this.stations.add(station, ms));
  }

  run(): void {
    for (let now = this.freeAt(); now < this.leavesAt; now = this.freeAt()) this.takeAt(now);
  }

  private freeAt(): number {
    return this.stations.keyOf(this.stations.first());
  }

  private takeAt(now: number): void {
    const { work, clock, truck, makeable } = this.moment;
    const station = this.stations.first();
    const works = clock.worksFrom(station, now);
    if (works > now) return this.stations.rekey(station, works);
    while (this.arrived < this.ids.length && this.arrivalOf(this.arrived) <= now) this.arrive();
    const n = this.firstInTime(now);
    if (n === null) return this.stations.rekey(station, this.arrivalOf(this.arrived));
    const id = this.ids[n] ?? 0;
    const endsAt = now + at(work.serviceMs, id);
    if (at(work.truck, id) === truck && endsAt <= this.leavesAt) makeable[id] = 1;
    this.stations.rekey(station, endsAt);
  }

  private arrive(): void {
    this.line.add(this.arrived, this.deadlineOf(this.arrived));
    this.arrived += 1;
  }

  /** The first in line, after what missed its truck has moved to the carrier's next or out of sight. */
  private firstInTime(now: number): number | null {
    const { work, truck } = this.moment;
    while (this.line.size > 0) {
      const n = this.line.first();
      const own = work.trucks[this.trucks[n] ?? -1];
      if (own && own.leavesAt > now) return this.line.take();
      const next = own?.next ?? -1;
      this.trucks[n] = next;
      if (isBefore(next, truck)) this.line.rekey(n, this.deadlineOf(n));
      else this.line.take();
    }
    return null;
  }

  private arrivalOf(n: number): number {
    return n < this.ids.length ? at(this.moment.work.arrivedAt, this.ids[n] ?? 0) : Infinity;
  }

  private deadlineOf(n: number): number {
    const { work } = this.moment;
    return (work.trucks[this.trucks[n] ?? -1]?.leavesAt ?? 0) - at(work.expectedMs, this.ids[n] ?? 0);
  }
}

/** Trucks are in order of leaving. */
function isBefore(truck: number, last: number): boolean {
  return truck >= 0 && truck <= last;
}
