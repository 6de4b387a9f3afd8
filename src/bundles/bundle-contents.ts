// `bundle.json`: what is in a bundle, for people and programs. Nothing is proved by it, so it may be wrong without harm, but it
// says where storage gave back other bytes than the database names: whoever opens the bundle should learn that from us.
import { inMemory, readableJson } from './bundle-files.js';
import type { DocumentRow, OriginalRow, PendingClip } from './bundle.rows.js';
import { documentPaths, originalPath } from './bundle.names.js';
import type { BundleFile } from './bundle-writer.js';

const SCHEMA = 'akashi.bundle/1';

interface About {
  brandId: string;
  shipmentId: string;
  reason: string;
}

interface Parts {
  originals: readonly OriginalRow[];
  documents: readonly DocumentRow[];
  custody: DocumentRow;
  pending: readonly PendingClip[];
}

export class BundleContents {
  readonly originals: readonly OriginalRow[];
  readonly documents: readonly DocumentRow[];
  private readonly paths = new Set<string>();
  private readonly differing: { path: string; recorded: string; found: string }[] = [];

  constructor(
    private readonly about: About,
    private readonly parts: Parts,
  ) {
    this.originals = parts.originals;
    this.documents = parts.documents;
  }

  keyIds(): Set<string> {
    return new Set(this.documents.map(({ key_id: keyId }) => keyId));
  }

  /** The same file, remembered once it is written. @param recorded the digest that it has to have */
  watched(file: BundleFile, recorded?: Buffer | null): BundleFile {
    const written = (found: string) => {
      this.paths.add(file.path);
      const expected = recorded?.toString('hex');
      if (expected && expected !== found) this.differing.push({ path: file.path, recorded: expected, found });
    };
    return { ...file, written };
  }

  /** To be opened last: it says what has been written by then. */
  asFile(): BundleFile {
    const path = 'bundle.json';
    return {
      path,
      compress: true,
      open: (signal) => inMemory(path, readableJson(this.describe())).open(signal),
    };
  }

  private describe(): object {
    const { brandId, shipmentId, reason } = this.about;
    return {
      schema: SCHEMA,
      ...{ brandId, shipmentId, reason },
      madeAt: new Date().toISOString(),
      custody: this.parts.custody.sha256.toString('hex'),
      clips: this.originals.map((row) => this.clip(row)),
      pending: this.parts.pending,
      documents: this.documents.map((row) => this.document(row)),
      differing: this.differing,
    };
  }

  private clip(row: OriginalRow): object {
    const { clip_id: clipId, stage, kind, take, overtaken } = row;
    const prefix = `renditions/${clipId}.`;
    return {
      ...{ clipId, stage, kind, take, overtaken },
      startedAt: row.started_at.toISOString(),
      sha256: row.sha256?.toString('hex') ?? null,
      original: this.ifWritten(originalPath(clipId, row.content_type)),
      renditions: [...this.paths].filter((path) => path.startsWith(prefix)),
    };
  }

  private document(row: DocumentRow): object {
    const sha256 = row.sha256.toString('hex');
    const paths = documentPaths(sha256, row.key_id);
    return {
      ...{ sha256, schema: row.schema, clipId: row.clip_id, keyId: row.key_id },
      timeStamp: this.paths.has(paths.timeStamp) ? 'present' : 'pending',
      log: this.paths.has(paths.proof) ? 'present' : 'pending',
    };
  }

  private ifWritten(path: string): string | null {
    return this.paths.has(path) ? path : null;
  }
}
