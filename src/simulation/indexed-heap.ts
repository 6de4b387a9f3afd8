/**
 * A heap of ids 0…capacity − 1, smallest key first and among equals the smallest id, in which a key can be changed. All in
 * flat arrays: millions of orders pass through it in seconds.
 */
export class IndexedHeap {
  private readonly keys: Float64Array;
  private readonly ids: Int32Array;
  private readonly places: Int32Array;
  private count = 0;

  constructor(capacity: number) {
    this.keys = new Float64Array(capacity);
    this.ids = new Int32Array(capacity);
    this.places = new Int32Array(capacity).fill(-1);
  }

  get size(): number {
    return this.count;
  }

  has(id: number): boolean {
    return at(this.places, id) >= 0;
  }

  /** Key of an id that is in the heap. */
  keyOf(id: number): number {
    return at(this.keys, id);
  }

  /** The first id; only while `size` is above 0. */
  first(): number {
    return at(this.ids, 0);
  }

  add(id: number, key: number): void {
    this.keys[id] = key;
    this.put(id, this.count);
    this.count += 1;
    this.rise(this.count - 1);
  }

  take(): number {
    const id = this.first();
    this.count -= 1;
    this.places[id] = -1;
    if (this.count > 0) {
      this.put(at(this.ids, this.count), 0);
      this.sink(0);
    }
    return id;
  }

  rekey(id: number, key: number): void {
    this.keys[id] = key;
    const place = at(this.places, id);
    this.rise(place);
    this.sink(at(this.places, id));
  }

  private put(id: number, place: number): void {
    this.ids[place] = id;
    this.places[id] = place;
  }

  private before(a: number, b: number): boolean {
    const keyA = at(this.keys, a);
    const keyB = at(this.keys, b);
    return keyA < keyB || (keyA === keyB && a < b);
  }

  private rise(from: number): void {
    const id = at(this.ids, from);
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = at(this.ids, above);
      if (!this.before(id, other)) break;
      this.put(other, place);
      place = above;
    }
    this.put(id, place);
  }

  private sink(from: number): void {
    const id = at(this.ids, from);
    let place = from;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.count) break;
      if (below + 1 < this.count && this.before(at(this.ids, below + 1), at(this.ids, below))) below += 1;
      const other = at(this.ids, below);
      if (!this.before(other, id)) break;
      this.put(other, place);
      place = below;
    }
    this.put(id, place);
  }
}

/** The element at an index that exists by construction. */
export function at(list: ArrayLike<number>, index: number): number {
  return list[index] ?? 0;
}
