import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { projectRoot } from '../config/project-root.js';
import { fromBigint } from '../database/bigint-transformer.js';
import { KeyArchive } from '../ledger/key-archive.js';
import type { StoredCheckpoint } from '../log/checkpoints.store.js';
import { keyPemOf, LogProofs } from '../log/log-proofs.service.js';
import { openNote, parseVkey } from '../log/signed-note.js';
import type { GetRequest } from '../storage/object-store.shapes.js';
import { ObjectStore } from '../storage/object-store.js';
import { AuthorityArchive } from '../timestamps/authority-archive.js';
import { timestampOf } from '../timestamps/timestamp-lookup.js';
import { imprintOf } from '../timestamps/want-timestamp.js';
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
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly keys: KeyArchive,
    private readonly proofs: LogProofs,
    private readonly authorities: AuthorityArchive,
  ) {}

  /** How to check, in words and as a program. */
  async *guides(): AsyncGenerator<BundleFile> {
    for (const name of GUIDES) {
      const file = join(projectRoot(), GUIDES_FOLDER, name);
      if (existsSync(file)) yield inMemory(name, await readFile(file));
    }
  }

  /** A document with its signature and, where there are some by now, its time stamp and its place in the log. */
  async *document(row: DocumentRow, checkpoint?: StoredCheckpoint): AsyncGenerator<BundleFile> {
    const paths = documentPaths(row.sha256.toString('hex'), row.key_id);
    const { object_key: key, version_id: versionId } = row;
    yield this.stored(paths.document, { bucket: 'ledger', key, versionId }, { compress: true });
    yield inMemory(paths.signature, row.signature);
    const stamp = await timestampOf(this.dataSource, imprintOf(row.signature));
    if (stamp) yield inMemory(paths.timeStamp, stamp.token);
    const proof = checkpoint && (await this.proofs.find(row.sha256, checkpoint));
    if (proof) yield inMemory(paths.proof, Buffer.from(proof.text));
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

  /** A checkpoint of the log, as a note and in the parts that openssl reads, with the key of its signature. */
  async *checkpoint(checkpoint: StoredCheckpoint): AsyncGenerator<BundleFile> {
    const { note, vkey } = checkpoint;
    const opened = openNote(note, parseVkey(vkey));
    if (!opened) return;
    yield inMemory('checkpoint', Buffer.from(note));
    yield inMemory('checkpoint.txt', Buffer.from(opened.text));
    yield inMemory('checkpoint.sig', opened.signature);
    yield inMemory('keys/log.pem', Buffer.from(keyPemOf(checkpoint)));
    const stamp = await timestampOf(this.dataSource, imprintOf(Buffer.from(note)));
    if (stamp) yield inMemory('checkpoint.tsr', stamp.token);
  }

  /** Certificates that time stamps are checked with. */
  async *authorityCertificates(): AsyncGenerator<BundleFile> {
    for (const { fingerprint, pem } of await this.authorities.list())
      yield inMemory(`tsa/${fingerprint}.pem`, Buffer.from(pem));
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
