// What the object store is asked for, and what it answers.
import type { Readable } from 'node:stream';
import type { ObjectLock } from './bucket-locks.js';
import type { ObjectRef } from './object-store.options.js';

export interface StoredObject {
  /** `created`, or with `ifAbsent` also `existed`: the object that was there before has been kept. */
  outcome: 'created' | 'existed';
  versionId: string;
  /** What protects this version: asked for, and the bucket has Object Lock. */
  lock?: ObjectLock;
}

export interface ObjectFacts {
  bytes: number;
  contentType: string;
  versionId: string;
  /** As storage knows it; absent for objects put in parts or without a checksum. */
  sha256?: Buffer;
  lastModified: Date;
  legalHold: boolean;
  lock?: ObjectLock;
}

export interface GetRequest extends ObjectRef {
  versionId?: string;
  /** Bytes from `start` to `end`, both included, counted from 0. */
  range?: { start: number; end?: number };
  signal?: AbortSignal;
}

export interface OpenedObject {
  body: Readable;
  bytes: number;
  contentType: string;
  lastModified: Date;
}

export interface PresignGetRequest extends ObjectRef {
  versionId?: string;
  expiresSec: number;
  contentType?: string;
  /** e.g. `attachment; filename="clip.mp4"` */
  disposition?: string;
}

export interface PresignPutRequest extends ObjectRef {
  sha256: Buffer;
  bytes: number;
  expiresSec: number;
}
