import type { GeneratedOrders } from './simulation.contract.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

interface Piece {
  fromMs: number;
  toMs: number;
  /** Orders per millisecond. */
  rate: number;
  /** Orders expected before this piece. */
  before: number;
  vipShare: number;
}

/** How many orders are expected by when: a rate in pieces, and its inverse, which turns a steady stream into this one. */
export class ArrivalRate {
  private readonly pieces: Piece[] = [];

  /** @param perHourAtFullLoad orders an hour that keep all stations exactly busy */
  constructor(orders: GeneratedOrders, perHourAtFullLoad: number, vipShare: number) {
    let fromMs = 0;
    let before = 0;
    for (const piece of orders.pieces) {
      const toMs = fromMs + piece.minutes * MINUTE_MS;
      const rate = (piece.perHour ?? (piece.load ?? 0) * perHourAtFullLoad) / HOUR_MS;
      this.pieces.push({ fromMs, toMs, rate, before, vipShare: piece.vipShare ?? vipShare });
      before += rate * (toMs - fromMs);
      fromMs = toMs;
    }
  }

  /** All orders expected, without bursts. */
  get total(): number {
    return this.expectedBy(Infinity);
  }

  expectedBy(ms: number): number {
    let sum = 0;
    for (const { fromMs, toMs, rate } of this.pieces) {
      if (ms <= fromMs) break;
      sum += rate * (Math.min(ms, toMs) - fromMs);
    }
    return sum;
  }

  /** @returns turns the arrival times of a unit-rate Poisson stream, asked for in ascending order, into milliseconds */
  inverse(): (unitTime: number) => number {
    let index = 0;
    return (unit) => {
      while (index < this.pieces.length - 1 && unit >= endOf(this.pieces[index])) index += 1;
      const piece = this.pieces[index];
      return piece ? piece.fromMs + (unit - piece.before) / piece.rate : Infinity;
    };
  }

  vipShareAt(ms: number): number {
    const piece = this.pieces.length === 1 ? this.pieces[0] : this.pieces.find(({ toMs }) => ms < toMs);
    return (piece ?? this.pieces.at(-1))?.vipShare ?? 0;
  }
}

function endOf(piece: Piece | undefined): number {
  return piece ? piece.before + piece.rate * (piece.toMs - piece.fromMs) : Infinity;
}
