import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ClipClock, ClipMark } from '../api/types.js';
import type { SigningKey } from './signing-key.js';

/** A recording on this device. `finished`: the camera has stopped, so that it can be completed once all is sent. */
export interface StoredClip {
  id: string;
  taskId: string;
  token: number;
  /** Of the claim; absent in recordings of an earlier version of this page, which are sent unsigned. */
  nonce?: string;
  kind: 'film' | 'still';
  contentType: 'video/webm' | 'video/mp4' | 'video/x-matroska' | 'image/jpeg';
  startedAt: string;
  clock?: ClipClock;
  marks: ClipMark[];
  finished: boolean;
  opened: boolean;
  stuck?: string;
}

/** What is known of a segment; its bytes are kept apart, so that counting doesn't read them. */
export interface StoredSegment {
  clipId: string;
  n: number;
  size: number;
  sha256: string;
  sent: boolean;
}

interface StationDatabase extends DBSchema {
  clips: { key: string; value: StoredClip };
  segments: { key: [string, number]; value: StoredSegment; indexes: { clip: string } };
  pieces: { key: [string, number]; value: ArrayBuffer };
  actions: { key: number; value: { body: unknown } };
  keys: { key: 'signing'; value: SigningKey };
}

let database: Promise<IDBPDatabase<StationDatabase>> | null = null;

/** The station's own database: whatever was recorded is here before anything is sent. */
export function stationDatabase(): Promise<IDBPDatabase<StationDatabase>> {
  database ??= openDB<StationDatabase>('akashi-station', 2, {
    upgrade(db, from) {
      db.createObjectStore('keys');
      if (from > 0) return;
      db.createObjectStore('clips', { keyPath: 'id' });
      db.createObjectStore('segments', { keyPath: ['clipId', 'n'] }).createIndex('clip', 'clipId');
      db.createObjectStore('pieces');
      db.createObjectStore('actions', { autoIncrement: true });
    },
  });
  return database;
}

// Chrome's default durability is relaxed: a power cut could take what was already reported as stored.
const STRICT = { durability: 'strict' } as const;

export async function saveClip(clip: StoredClip): Promise<void> {
  const db = await stationDatabase();
  const tx = db.transaction('clips', 'readwrite', STRICT);
  await Promise.all([tx.store.put(clip), tx.done]);
}

/** Changes a clip that is still here; one that has been sent and removed meanwhile stays removed. */
export async function changeClip(id: string, change: (clip: StoredClip) => StoredClip): Promise<void> {
  const db = await stationDatabase();
  const tx = db.transaction('clips', 'readwrite', STRICT);
  const clip = await tx.store.get(id);
  if (clip) await tx.store.put(change(clip));
  await tx.done;
}

/** Stores a new segment with its bytes, both or neither. */
export async function saveSegment(segment: StoredSegment, bytes: ArrayBuffer): Promise<void> {
  const db = await stationDatabase();
  const tx = db.transaction(['segments', 'pieces'], 'readwrite', STRICT);
  await tx.objectStore('pieces').put(bytes, [segment.clipId, segment.n]);
  await tx.objectStore('segments').put(segment);
  await tx.done;
}

/** The server has it. */
export async function markSent(segment: StoredSegment): Promise<void> {
  await (await stationDatabase()).put('segments', { ...segment, sent: true });
}

export async function storedClips(): Promise<StoredClip[]> {
  const clips = await (await stationDatabase()).getAll('clips');
  return clips.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/** A clip's segments in order, without their bytes. */
export async function storedSegments(clipId: string): Promise<StoredSegment[]> {
  const segments = await (await stationDatabase()).getAllFromIndex('segments', 'clip', clipId);
  return segments.sort((a, b) => a.n - b.n);
}

/** The bytes of one segment. @throws when the browser has lost them */
export async function storedPiece(clipId: string, n: number): Promise<ArrayBuffer> {
  const bytes = await (await stationDatabase()).get('pieces', [clipId, n]);
  if (!bytes) throw new Error(`segment ${n} of clip ${clipId} is no longer on this device`);
  return bytes;
}

/** Only after the server has acknowledged the whole clip. */
export async function forgetClip(clipId: string): Promise<void> {
  const db = await stationDatabase();
  const tx = db.transaction(['clips', 'segments', 'pieces'], 'readwrite', STRICT);
  await tx.objectStore('clips').delete(clipId);
  for (const key of await tx.objectStore('segments').index('clip').getAllKeys(clipId)) {
    await tx.objectStore('segments').delete(key);
    await tx.objectStore('pieces').delete(key);
  }
  await tx.done;
}
