/**
 * One day under one policy: orders arrive, stations take the first in line, trucks leave. Work is conserved: no station is idle
 * while something waits, and nothing in hand is put down.
 */
import { at, IndexedHeap } from './indexed-heap.js';
import { deadlineOf, guardedKey, keyOfPolicy, promiseOf, type PlaceKey } from './line-policy.js';
import { markMakeable } from './makeable.js';
import type { PolicyName, Scenario } from './simulation.contract.js';
import { type StationBreak, StationClock } from './station-clock.js';
import { runSteps, type Steps } from './steps.js';
import { TruckWatch } from './truck-watch.js';
import type { Workload } from './workload.js';

export interface LineRun {
  startedAt: Float64Array;
  endedAt: Float64Array;
  /** 1 where the order could still make its truck when the last order for that truck came in. */
  makeable: Uint8Array;
  /** Longest time by which an order that came later went before another, in milliseconds. */
  overtakingMs: number;
  /** The same where neither was guarded: what the leads, or the policy's own order, did. */
  unguardedOvertakingMs: number;
}

/** So many events are a few milliseconds, less with trucks, which are judged again and again. */
const EVENTS_A_STEP = 2_000;
const TRUCKS_AS_AN_EVENT = 10;

export function runLine(scenario: Scenario, work: Workload, policy: PolicyName): LineRun {
  return runSteps(lineSteps(scenario, work, policy));
}

/** The same with stops in between: a day may have 100,000 orders. */
export function lineSteps(scenario: Scenario, work: Workload, policy: PolicyName): Steps<LineRun> {
  return new Line(scenario, work, policy).run();
}

class Line {
  private readonly clock: StationClock;
  private readonly waiting: IndexedHeap;
  private readonly stations: IndexedHeap;
  private readonly keyOf: PlaceKey;
  private readonly watch: TruckWatch | null;
  /** The truck that each order is for now: its own, or the one it rolled over to. */
  private readonly truckNow: Int32Array;
  private readonly missed: Uint8Array;
  private readonly members: number[][];
  private readonly lastFor: Int32Array;
  private readonly result: LineRun;
  private now = 0;
  private nextOrder = 0;
  private nextTruck = 0;
  private latestArrival = -Infinity;
  private latestUnguarded = -Infinity;

  constructor(
    private readonly scenario: Scenario,
    private readonly work: Workload,
    policy: PolicyName,
  ) {
    const { count } = work;
    this.clock = new StationClock(scenario.stations, closedTimes(scenario));
    this.waiting = new IndexedHeap(count);
    this.stations = new IndexedHeap(scenario.stations);
    for (let station = 0; station < scenario.stations; station += 1) this.stations.add(station, 0);
    this.keyOf = keyOfPolicy(policy, scenario);
    const guarded = policy === 'guarded' || policy === 'guarded_reserve';
    this.watch = guarded ? new TruckWatch(scenario, work, this.clock, policy === 'guarded_reserve') : null;
    this.truckNow = work.truck.slice();
    this.missed = new Uint8Array(count);
    this.members = work.trucks.map(() => []);
    this.lastFor = lastOrders(work);
    this.result = {
      startedAt: new Float64Array(count),
      endedAt: new Float64Array(count),
      makeable: new Uint8Array(count),
      overtakingMs: 0,
      unguardedOvertakingMs: 0,
    };
  }

  *run(): Steps<LineRun> {
    const eventsAStep = Math.ceil(EVENTS_A_STEP / (1 + this.work.trucks.length / TRUCKS_AS_AN_EVENT));
    for (let event = 1; this.nextOrder < this.work.count || this.waiting.size > 0; event += 1) {
      this.step();
      if (event % eventsAStep === 0) yield 0;
    }
    return this.result;
  }

  /** The next thing that happens: an arrival, a truck's leaving, or a station that takes an order. */
  private step(): void {
    const station = this.stations.first();
    const free = this.stations.keyOf(station);
    const takes = this.waiting.size === 0 ? Infinity : Math.max(free, this.now);
    const arrives = this.nextOrder < this.work.count ? at(this.work.arrivedAt, this.nextOrder) : Infinity;
    const leaves = this.work.trucks[this.nextTruck]?.leavesAt ?? Infinity;
    if (leaves <= takes && leaves <= arrives) this.leave();
    else if (arrives <= takes) this.admit(arrives);
    else this.takeNext(station, takes);
  }

  private admit(now: number): void {
    const id = this.nextOrder;
    this.now = now;
    this.nextOrder += 1;
    const truck = at(this.truckNow, id);
    this.waiting.add(id, this.placeOf(id));
    if (truck < 0) return;
    this.members[truck]?.push(id);
    this.watch?.add(truck, at(this.work.expectedMs, id));
    if (at(this.lastFor, truck) === id) this.lookAhead(truck, now);
  }

  private takeNext(station: number, now: number): void {
    this.now = now;
    const works = this.clock.worksFrom(station, now);
    if (works > now) return this.stations.rekey(station, works);
    for (const truck of this.watch?.look(now, this.nextTruck) ?? []) this.replace(truck);
    const id = this.waiting.take();
    const truck = at(this.truckNow, id);
    this.watch?.remove(truck, at(this.work.expectedMs, id));
    const endsAt = now + at(this.work.serviceMs, id);
    this.result.startedAt[id] = now;
    this.result.endedAt[id] = endsAt;
    this.stations.rekey(station, endsAt);
    this.noteOvertaking(id, this.watch?.isGuarded(truck) ?? false);
  }

  /** Whoever waits for a truck that leaves is for the carrier's next one. */
  private leave(): void {
    const left = this.nextTruck;
    const next = this.work.trucks[left]?.next ?? -1;
    this.nextTruck += 1;
    for (const id of this.members[left] ?? []) {
      if (!this.waiting.has(id)) continue;
      this.watch?.remove(left, at(this.work.expectedMs, id));
      this.watch?.add(next, at(this.work.expectedMs, id));
      this.truckNow[id] = next;
      this.missed[id] = 1;
      if (next >= 0) this.members[next]?.push(id);
      this.waiting.rekey(id, this.placeOf(id));
    }
    this.members[left] = [];
  }

  private replace(truck: number): void {
    const members = (this.members[truck] ?? []).filter((id) => this.waiting.has(id));
    this.members[truck] = members;
    for (const id of members) this.waiting.rekey(id, this.placeOf(id));
  }

  private placeOf(id: number): number {
    const { work } = this;
    const index = at(this.truckNow, id);
    const truck = index >= 0 ? work.trucks[index] : undefined;
    const deadline = deadlineOf(work, id, truck, at(this.missed, id) === 1);
    if (this.watch?.isGuarded(index)) return guardedKey(deadline);
    return this.keyOf({
      vip: at(work.vip, id) === 1,
      arrivedAt: at(work.arrivedAt, id),
      deadline,
      shipBy: promiseOf(this.scenario, work, id, truck),
      expectedMs: at(work.expectedMs, id),
    });
  }

  private noteOvertaking(id: number, guarded: boolean): void {
    const arrivedAt = at(this.work.arrivedAt, id);
    const { result } = this;
    result.overtakingMs = Math.max(result.overtakingMs, this.latestArrival - arrivedAt);
    this.latestArrival = Math.max(this.latestArrival, arrivedAt);
    if (guarded) return;
    result.unguardedOvertakingMs = Math.max(result.unguardedOvertakingMs, this.latestUnguarded - arrivedAt);
    this.latestUnguarded = Math.max(this.latestUnguarded, arrivedAt);
  }

  private lookAhead(truck: number, now: number): void {
    const free = Array.from({ length: this.scenario.stations }, (_, n) =>
      Math.max(now, this.stations.keyOf(n)),
    );
    markMakeable({
      work: this.work,
      clock: this.clock,
      truck,
      free,
      waiting: this.members
        .slice(this.nextTruck, truck + 1)
        .flat()
        .filter((id) => this.waiting.has(id)),
      truckNow: this.truckNow,
      nextOrder: this.nextOrder,
      makeable: this.result.makeable,
    });
  }
}

function closedTimes({ breaks, opensAtMinute }: Scenario): StationBreak[] {
  return opensAtMinute > 0 ? [{ fromMinute: 0, toMinute: opensAtMinute }, ...breaks] : breaks;
}

/** By truck, the last order that comes in for it. */
function lastOrders(work: Workload): Int32Array {
  const last = new Int32Array(work.trucks.length).fill(-1);
  for (let id = 0; id < work.count; id += 1) {
    const truck = at(work.truck, id);
    if (truck >= 0) last[truck] = id;
  }
  return last;
}
