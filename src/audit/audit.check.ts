import type { BucketName } from '../storage/object-store.options.js';
import type { AuditCode } from './audit.codes.js';

/** Something that an audit found. Ids, digests and names of members only, nothing personal. Stored in `audit_runs`. */
export interface AuditFinding {
  code: AuditCode;
  brandId?: string;
  shipmentId?: string;
  clipId?: string;
  caseId?: string;
  /** Of the document, in hex. */
  sha256?: string;
  object?: { bucket: BucketName; key: string; versionId?: string };
  /** What exactly differs, e.g. `scans[<id>].occurredAt`. */
  members?: string[];
}

/** What is to be looked at. */
export interface AuditScope {
  brandId?: string;
  /** Only what was made since. */
  since?: Date;
  /** Reads and hashes the bytes of originals and renditions; else storage is asked what it knows of them. */
  deep: boolean;
  signal: AbortSignal;
}

/** How far a check has got since its last step. */
export interface AuditStep {
  looked: number;
  findings: AuditFinding[];
}

/**
 * One walk through the evidence. It reads and never repairs, goes in batches of a bounded size, and looks at the signal
 * between them.
 */
export interface AuditCheck {
  /** Names the check in reports and progress lines. */
  readonly name: string;
  run(scope: AuditScope): AsyncIterable<AuditStep>;
}

/** Storage and database are changed one after the other: what is younger than this may be between the two. */
export const SETTLED_AFTER_MS = 10 * 60_000;
export const BATCH = 500;
const IN_FLIGHT = 8;

/** Batches of a query whose first parameter is where the last one ended, as text; in the order of that. */
export async function* inBatches<Row>(
  read: (after: string) => Promise<Row[]>,
  placeOf: (row: Row) => string,
  { first, signal }: { first: string; signal: AbortSignal },
): AsyncGenerator<Row[]> {
  for (let after = first; ;) {
    signal.throwIfAborted();
    const batch = await read(after);
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    if (batch.length < BATCH) return;
    after = placeOf(last);
  }
}

/** A few at a time; results in the order of the items. */
export async function mapSome<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const runner = async () => {
    for (const [n, item] of waiting) results[n] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, items.length) }, runner));
  return results;
}

/** The uuid before all others. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';
