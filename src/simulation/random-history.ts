/**
 * Random histories of a queue as production keeps it, for the property tests of the guarantee: pools, carts, leases that lapse
 * and give their orders back, ship-bys, trucks that are missed, the guard's sweep. Only the order of the line is decided by the
 * functions of production; everything else is chance.
 */
import { deadlineOf, dueOf, type Band } from '../queue/priority.js';
import { guardTrucks } from '../queue/truck-guard.js';
import { exponential, stream, type Stream } from './random.js';

export const STANDARD_LEAD = 120;
export const FAR = new Date(4e12);

const MINUTE_MS = 60_000;
const SERVICE_MS = 4 * MINUTE_MS;
const SWEEP_MS = MINUTE_MS;
const CART = 3;

export interface HistoryKind {
  seed: number;
  /** Δ in minutes, at most STANDARD_LEAD. */
  delta: number;
  pools: number;
  stations: number;
  orders: number;
  promises: boolean;
}

export interface Task {
  id: number;
  pool: number;
  vip: boolean;
  arrivedAt: number;
  due: number;
  term: 'lead' | 'ship_by';
  deadline: number;
  band: Band;
  /** Index of its truck; −1 without one. */
  truck: number;
  shipBy: number;
}

export interface Claim {
  at: number;
  station: number;
  task: Task;
  /** Who waited in the same pool, as it stood then. */
  passed: Task[];
  spentMs: number;
}

interface Station {
  pool: number;
  freeAt: number;
  cart: Claim[];
  vanishes: boolean;
}

export interface History {
  claims: Claim[];
  returned: number;
  missedTrucks: number;
  guardedClaims: number;
}

export function randomHistory(kind: HistoryKind): History {
  return new Model(kind).run();
}

/** The order of production: (band, place, id). */
export function placeBefore(a: Task, b: Task): boolean {
  const [placeA, placeB] = [placeAt(a), placeAt(b)];
  if (a.band !== b.band) return a.band < b.band;
  return placeA !== placeB ? placeA < placeB : a.id < b.id;
}

function placeAt({ band, deadline, due }: Task): number {
  return band === 0 ? deadline : due;
}

class Model {
  private readonly random: Stream;
  private readonly stations: Station[];
  private readonly trucks: number[];
  private readonly coming: Task[];
  private readonly waiting = new Set<Task>();
  private readonly guarded = new Map<number, Set<string>>();
  private readonly history: History = { claims: [], returned: 0, missedTrucks: 0, guardedClaims: 0 };
  private now = 0;
  private nextSweep = 0;

  constructor(private readonly kind: HistoryKind) {
    this.random = stream(kind.seed, 'history');
    this.stations = Array.from({ length: kind.stations }, (_, n) => this.newStation(n));
    this.trucks = Array.from({ length: 40 }, (_, n) => (n + 1) * 30 * MINUTE_MS);
    let arrivedAt = 0;
    const gap = (SERVICE_MS / kind.stations) * (0.6 + 0.5 * this.random());
    this.coming = Array.from({ length: kind.orders }, (_, id) =>
      this.newTask(id, (arrivedAt += gap * exponential(this.random))),
    );
  }

  run(): History {
    while (this.coming.length + this.waiting.size > 0 || this.stations.some(({ cart }) => cart.length > 0)) {
      this.now = this.nextTime();
      this.arrive();
      this.free();
      if (this.kind.promises) this.missTrucks();
      if (this.kind.promises && this.now >= this.nextSweep) this.sweep();
      for (const [n, station] of this.stations.entries())
        if (station.freeAt <= this.now) this.claim(station, n);
    }
    return this.history;
  }

  private nextTime(): number {
    const frees = this.stations.flatMap(({ freeAt }) => (freeAt > this.now ? [freeAt] : []));
    return Math.min(this.coming[0]?.arrivedAt ?? Infinity, ...frees, this.now + SWEEP_MS);
  }

  private arrive(): void {
    while ((this.coming[0]?.arrivedAt ?? Infinity) <= this.now) {
      const task = this.coming.shift();
      if (task) this.waiting.add(task);
    }
  }

  /** Carts that are done, and leases that lapsed: what the vanished had in hand waits again, with its old due. */
  private free(): void {
    for (const station of this.stations) {
      if (station.freeAt > this.now) continue;
      if (station.vanishes) for (const { task } of station.cart) this.waiting.add({ ...task });
      if (station.vanishes) this.history.returned += station.cart.length;
      station.cart = [];
      station.vanishes = false;
    }
  }

  private missTrucks(): void {
    for (const task of this.waiting) {
      if (task.truck < 0 || (this.trucks[task.truck] ?? Infinity) > this.now) continue;
      this.history.missedTrucks += 1;
      task.truck += 1;
      Object.assign(task, this.dueFor(task));
      if (this.guarded.get(task.pool)?.has(String(task.truck)) !== true) task.band = 1;
    }
  }

  private sweep(): void {
    this.nextSweep = this.now + SWEEP_MS;
    for (let pool = 0; pool < this.kind.pools; pool += 1) {
      const tasks = [...this.waiting].filter((task) => task.pool === pool);
      const verdicts = guardTrucks({
        now: this.now,
        stations: this.stations.filter((station) => station.pool === pool).length,
        meanServiceSec: SERVICE_MS / 1000,
        margin: 2,
        trucks: this.trucks.map((leavesAt, n) => ({ id: String(n), leavesAt, ...loadOf(tasks, n) })),
        guardedNow: this.guarded.get(pool) ?? new Set(),
      });
      const guarded = new Set(verdicts.flatMap((verdict) => (verdict.guarded ? [verdict.id] : [])));
      this.guarded.set(pool, guarded);
      for (const task of tasks) task.band = guarded.has(String(task.truck)) ? 0 : 1;
    }
  }

  private claim(station: Station, number: number): void {
    const size = 1 + Math.floor(this.random() * CART);
    for (let n = 0; n < size; n += 1) {
      const line = [...this.waiting].filter(({ pool }) => pool === station.pool);
      const task = line.reduce<Task | null>(
        (first, other) => (first && placeBefore(first, other) ? first : other),
        null,
      );
      if (!task) break;
      this.waiting.delete(task);
      if (task.band === 0) this.history.guardedClaims += 1;
      const passed = line.filter((other) => other !== task).map((other) => ({ ...other }));
      const spentMs = SERVICE_MS * (0.5 + this.random());
      station.cart.push({ at: this.now, station: number, task: { ...task }, passed, spentMs });
    }
    if (station.cart.length > 0) this.leave(station);
  }

  /** Works through the cart, or vanishes with it until its lease lapses. */
  private leave(station: Station): void {
    station.vanishes = this.random() < 0.08;
    station.freeAt = this.now + station.cart.reduce((sum, { spentMs }) => sum + spentMs, 0);
    this.history.claims.push(...station.cart);
  }

  private newStation(number: number): Station {
    return { pool: number % this.kind.pools, freeAt: 0, cart: [], vanishes: false };
  }

  private newTask(id: number, arrivedAt: number): Task {
    const { promises, pools } = this.kind;
    const truck =
      promises && this.random() < 0.6
        ? Math.floor(arrivedAt / (30 * MINUTE_MS)) + 1 + Math.floor(this.random() * 4)
        : -1;
    const shipBy =
      promises && this.random() < 0.3 ? arrivedAt + (30 + 200 * this.random()) * MINUTE_MS : FAR.getTime();
    const blank = {
      id,
      arrivedAt,
      truck,
      shipBy,
      vip: this.random() < 0.35,
      pool: Math.floor(this.random() * pools),
    };
    return { ...blank, band: 1, ...this.dueFor(blank) };
  }

  private dueFor(
    task: Pick<Task, 'arrivedAt' | 'vip' | 'shipBy' | 'truck'>,
  ): Pick<Task, 'due' | 'term' | 'deadline'> {
    const pickupAt = task.truck < 0 ? undefined : this.trucks[task.truck];
    const deadline = deadlineOf(
      new Date(task.shipBy),
      pickupAt === undefined ? null : new Date(pickupAt),
      SERVICE_MS / MINUTE_MS,
    );
    const leadMinutes = STANDARD_LEAD - (task.vip ? this.kind.delta : 0);
    const { due, term } = dueOf({ arrivedAt: new Date(task.arrivedAt), leadMinutes, deadline });
    return { due: due.getTime(), term, deadline: deadline.getTime() };
  }
}

function loadOf(tasks: readonly Task[], truck: number) {
  return {
    workSec: (tasks.filter((task) => task.truck === truck).length * SERVICE_MS) / 1000,
    reserveSec: 0,
  };
}
