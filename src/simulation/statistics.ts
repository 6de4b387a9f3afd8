/** Waits in minutes: how long orders waited until a station took them. */
export interface WaitStats {
  orders: number;
  mean: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

const MINUTE_MS = 60_000;

/** @param waitsMs sorted */
export function waitStats(waitsMs: Float64Array): WaitStats {
  let sum = 0;
  for (const wait of waitsMs) sum += wait;
  const orders = waitsMs.length;
  return {
    orders,
    mean: orders === 0 ? 0 : sum / orders / MINUTE_MS,
    p50: percentile(waitsMs, 0.5) / MINUTE_MS,
    p95: percentile(waitsMs, 0.95) / MINUTE_MS,
    p99: percentile(waitsMs, 0.99) / MINUTE_MS,
    max: (waitsMs.at(-1) ?? 0) / MINUTE_MS,
  };
}

/** Both lists in one, sorted as they are. */
export function merged(left: Float64Array, right: Float64Array): Float64Array {
  const all = new Float64Array(left.length + right.length);
  let l = 0;
  let r = 0;
  for (let n = 0; n < all.length; n += 1)
    all[n] = (left[l] ?? Infinity) <= (right[r] ?? Infinity) ? (left[l++] ?? 0) : (right[r++] ?? 0);
  return all;
}

/** The smallest value that at least this share of all doesn't exceed; 0 for none. */
export function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export function compareNumbers(a: number, b: number): number {
  return a - b;
}

/** A list of numbers that grows without boxing them. */
export class NumberList {
  private items = new Float64Array(1024);
  private count = 0;

  push(value: number): void {
    if (this.count === this.items.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.count] = value;
    this.count += 1;
  }

  get length(): number {
    return this.count;
  }

  /** The numbers so far, as a copy. */
  toArray(): Float64Array {
    return this.items.slice(0, this.count);
  }
}
