import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { projectRoot } from '../config/project-root.js';
import { fromBigint } from '../database/bigint-transformer.js';
import { KeyArchive } from '../ledger/key-archive.js';
import type { GetRequest } from '../storage/object-store.js';
import { ObjectStore } from '../storage/object-store.js';
import { BundleProofs, BundleTimestamps } from './bundle-parts.js';
import type { DocumentRow, OriginalRow, RenditionRow } from './bundle.rows.js';
import { documentPaths, keyPath, originalPath, renditionPath } from './bundle.names.js';
import type { BundleFile } from './bundle-writer.js';

/** What the instructions are called, in a bundle and in the project. */
const GUIDES = ['VERIFY.md', 'verify.sh'] as const;
const GUIDES_FOLDER = 'deploy/verify';

/** The files of a bundle, part by part; none is opened before its turn. */
@Injectable()
export class BundleFiles {
  constructor(
    private readonly store: ObjectStore,
    private readonly keys: KeyArchive,
    private readonly proofs: BundleProofs,
    private readonly timestamps: BundleTimestamps,
  ) {}

  /** How to check, in words and as a program. */
  async *guides(): AsyncGenerator<BundleFile> {
    for (const name of GUIDES) {
      const file = join(projectRoot(), GUIDES_FOLDER, name);
      if (existsSync(file)) yield inMemory(name, await readFile(file));
    }
  }

  /** A document with its signature and, where there are some by now, its time stamp and its place in the log. */
  async *document(row: DocumentRow): AsyncGenerator<BundleFile> {
    const paths = documentPaths(row.sha256.toString('hex'), row.key_id);
    const { object_key: key, version_id: versionId } = row;
    yield this.stored(paths.document, { bucket: 'ledger', key, versionId }, { compress: true });
    yield inMemory(paths.signature, row.signature);
    const token = await this.timestamps.tokenOf(digestOf(row.signature));
    if (token) yield inMemory(paths.timeStamp, token);
    const proof = await this.proofs.proofOf(row.sha256);
    if (proof) yield inMemory(paths.proof, Buffer.from(proof));
  }

  original(row: OriginalRow): BundleFile | undefined {
    const { original_key: key, original_version_id: versionId, total_bytes: bytes } = row;
    if (key === null || versionId === null) return undefined;
    const path = originalPath(row.clip_id, row.content_type);
    return this.stored(
      path,
      { bucket: 'originals', key, versionId },
      { compress: false, bytes: bytes === null ? undefined : fromBigint(bytes) },
    );
  }

  rendition(row: RenditionRow): BundleFile {
    const { object_key: key, version_id: versionId } = row;
    const path = renditionPath(row.clip_id, row.kind, row.content_type);
    return this.stored(
      path,
      { bucket: 'derived', key, versionId },
      { compress: false, bytes: fromBigint(row.bytes) },
    );
  }

  /** Public keys that these documents were signed with, and the one in use. */
  async *publicKeys(used: ReadonlySet<string>): AsyncGenerator<BundleFile> {
    const keys = (await this.keys.list()).filter(({ keyId, current }) => current || used.has(keyId));
    for (const { keyId, pem } of keys) yield inMemory(keyPath(keyId), Buffer.from(pem));
    const listed = keys.map(({ pem: _, ...facts }) => ({ ...facts, file: keyPath(facts.keyId) }));
    yield inMemory('keys.json', readableJson({ keys: listed }));
  }

  /** The newest checkpoint of the log, and certificates of time-stamp authorities. */
  async *checkpoint(): AsyncGenerator<BundleFile> {
    const checkpoint = await this.proofs.checkpoint();
    if (checkpoint) {
      yield inMemory('checkpoint', checkpoint.note);
      yield inMemory('checkpoint.txt', checkpoint.text);
      yield inMemory('checkpoint.sig', checkpoint.signature);
      yield inMemory('keys/log.pem', Buffer.from(checkpoint.logKeyPem));
      const token = await this.timestamps.tokenOf(digestOf(checkpoint.note));
      if (token) yield inMemory('checkpoint.tsr', token);
    }
    for (const { name, pem } of await this.timestamps.certificates())
      yield inMemory(`tsa/${name}.pem`, Buffer.from(pem));
  }

  private stored(path: string, request: GetRequest, how: { compress: boolean; bytes?: number }): BundleFile {
    return { path, ...how, open: async (signal) => (await this.store.get({ ...request, signal })).body };
  }
}

/** JSON for people: nothing is signed of it. */
export function readableJson(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

export function inMemory(path: string, content: Buffer): BundleFile {
  return { path, compress: true, bytes: content.length, open: () => Promise.resolve(content) };
}

function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
