/** S3 lists "in UTF-8 binary order"; JavaScript compares UTF-16 units, which differs where surrogates meet U+E000–U+FFFF. */
export function compareKeys(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const unitA = a.charCodeAt(at);
    const unitB = b.charCodeAt(at);
    if (unitA !== unitB) return codePointRank(unitA) - codePointRank(unitB);
  }
  return a.length - b.length;
}

/** Moves surrogates (code points above U+FFFF) behind the rest of the basic plane. */
const codePointRank = (unit: number): number =>
  unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;

const MAX_CHUNK = 1024;

/** The keys of a bucket in listing order. Chunks keep an insertion from moving more than a thousand entries. */
export class SortedKeys {
  private chunks: string[][] = [];

  /** From keys in any order, each once: one sort, for the rebuild at start. */
  static from(keys: Iterable<string>): SortedKeys {
    const sorted = [...keys].sort(compareKeys);
    const result = new SortedKeys();
    for (let at = 0; at < sorted.length; at += MAX_CHUNK / 2)
      result.chunks.push(sorted.slice(at, at + MAX_CHUNK / 2));
    return result;
  }

  add(key: string): void {
    const index = Math.min(
      this.chunkNotBefore((last) => compareKeys(last, key) < 0),
      Math.max(this.chunks.length - 1, 0),
    );
    const chunk = this.chunks[index];
    if (chunk === undefined) {
      this.chunks.push([key]);
      return;
    }
    const at = lowerBound(chunk, (candidate) => compareKeys(candidate, key) < 0);
    if (chunk[at] === key) return;
    chunk.splice(at, 0, key);
    if (chunk.length > MAX_CHUNK) this.chunks.splice(index + 1, 0, chunk.splice(MAX_CHUNK / 2));
  }

  delete(key: string): void {
    const index = this.chunkNotBefore((last) => compareKeys(last, key) < 0);
    const chunk = this.chunks[index];
    if (chunk === undefined) return;
    const at = lowerBound(chunk, (candidate) => compareKeys(candidate, key) < 0);
    if (chunk[at] !== key) return;
    chunk.splice(at, 1);
    if (chunk.length === 0) this.chunks.splice(index, 1);
  }

  /** The first key for which `isBefore` is false; it must be true for a leading run of the keys only. O(log n). */
  firstNotBefore(isBefore: (key: string) => boolean): string | undefined {
    const chunk = this.chunks[this.chunkNotBefore(isBefore)];
    return chunk?.[lowerBound(chunk, isBefore)];
  }

  private chunkNotBefore(isBefore: (key: string) => boolean): number {
    return lowerBound(this.chunks, (chunk) => isBefore(chunk.at(-1) ?? ''));
  }
}

/** The index of the first item for which `isBefore` is false. */
function lowerBound<T>(items: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && isBefore(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
