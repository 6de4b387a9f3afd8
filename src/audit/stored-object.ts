import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { isObjectStoreError } from '../storage/object-store.error.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { VersionRef } from '../storage/object-store.options.js';

/** What an object version has to be. */
export interface Recorded {
  version: VersionRef;
  bytes: number;
  sha256: Buffer;
  /** Until when storage has promised to refuse its deletion. */
  lockedUntil?: Date | null;
}

/**
 * Compares an object version with what is recorded of it.
 * @param deep reads and hashes the bytes; else storage is asked for size and checksum
 */
export async function compareObject(
  store: ObjectStore,
  { version, bytes, sha256, lockedUntil }: Recorded,
  { deep, signal }: { deep: boolean; signal: AbortSignal },
): Promise<'same' | 'missing' | 'altered' | 'unlocked'> {
  const found = await store.head(version);
  if (!found) return 'missing';
  if (found.bytes !== bytes || (found.sha256 && !found.sha256.equals(sha256))) return 'altered';
  if (deep) {
    const digest = await hashObject(store, version, signal);
    if (!digest) return 'missing';
    if (!digest.equals(sha256)) return 'altered';
  }
  const isPromised = lockedUntil && lockedUntil.getTime() > Date.now();
  return isPromised && !(found.lock && found.lock.until >= lockedUntil) ? 'unlocked' : 'same';
}

/** Flows through and is never collected. @returns undefined when there is no such version */
async function hashObject(
  store: ObjectStore,
  version: VersionRef,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const hash = createHash('sha256');
  try {
    const { body } = await store.get({ ...version, signal });
    await pipeline(body, hash, { signal });
    return hash.digest();
  } catch (error) {
    if (isObjectStoreError(error, 'not_found')) return undefined;
    throw error;
  }
}

/** The bytes of a small object and when storage got it; undefined when it isn't there. */
export async function readSmall(
  store: ObjectStore,
  version: VersionRef,
): Promise<{ bytes: Buffer; lastModified: Date } | undefined> {
  try {
    const { body, lastModified } = await store.get(version);
    return { bytes: await buffer(body), lastModified };
  } catch (error) {
    if (isObjectStoreError(error, 'not_found')) return undefined;
    throw error;
  }
}
