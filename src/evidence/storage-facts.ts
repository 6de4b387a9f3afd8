/** What the storage promises of an original, as its manifest says it. */
export interface StorageFacts {
  /** Whether it keeps every version of an object: without that, an original could be written over. */
  versioned: boolean;
  lock: 'governance' | null;
  lockedUntil: Date | null;
}

/** Storage without versions answers this instead of one. */
const NO_VERSION = 'null';

/** The one place that says so; retention comes from the answer of the put that stored the original. */
export function storageFacts(original: { versionId: string; lockedUntil: Date | null }): StorageFacts {
  const { versionId, lockedUntil } = original;
  return { versioned: versionId !== NO_VERSION, lock: lockedUntil ? 'governance' : null, lockedUntil };
}
