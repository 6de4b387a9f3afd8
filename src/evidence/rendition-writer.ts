import { createReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { fromBigint } from '../database/bigint-transformer.js';
import { ObjectStore } from '../storage/object-store.js';
import { LedgerWriter, type WrittenDocument } from '../ledger/ledger-writer.js';
import type { MadeFile } from './made-files.js';
import type { RenderingClip } from './rendering-clip.js';
import { renditionStatement, STATEMENT_SCHEMA } from './rendition-statement.js';
import { present } from './seal-facts.js';

interface PutObject {
  key: string;
  versionId: string;
}

/** A rendition as it lies in storage with its signed statement, not yet in force. */
export interface WrittenRendition {
  made: MadeFile;
  object: PutObject;
  statement: WrittenDocument;
}

const EXTENSION: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'image/jpeg': 'jpg',
  'text/vtt': 'vtt',
};

/** Puts renditions into storage, each with a signed statement of its own. */
@Injectable()
export class RenditionWriter {
  constructor(
    private readonly store: ObjectStore,
    private readonly ledger: LedgerWriter,
  ) {}

  /** Every file lies under its digest: a customer's film that is the staff's very file is one object. */
  async write(clip: RenderingClip, files: readonly MadeFile[]): Promise<WrittenRendition[]> {
    const puts = new Map<string, Promise<PutObject>>();
    const putOnce = (made: MadeFile) => {
      const put = puts.get(made.file.sha256) ?? this.putFile(clip, made);
      puts.set(made.file.sha256, put);
      return put;
    };
    return Promise.all(
      files.map(async (made) => {
        const object = await putOnce(made);
        return { made, object, statement: await this.putStatement(clip, made, object) };
      }),
    );
  }

  /** Removes the statements of renditions that didn't come into force; the files may be another rendering's, too. */
  async discard(renditions: readonly WrittenRendition[]): Promise<void> {
    await Promise.all(renditions.map(({ statement }) => this.ledger.discard(statement)));
  }

  private async putFile(clip: RenderingClip, { file, contentType }: MadeFile): Promise<PutObject> {
    const key = `${clip.brand_id}/${clip.id}/${file.sha256}.${EXTENSION[contentType] ?? 'bin'}`;
    const { versionId } = await this.store.put({
      bucket: 'derived',
      key,
      body: createReadStream(file.path),
      bytes: file.bytes,
      sha256: Buffer.from(file.sha256, 'hex'),
      contentType,
      ifAbsent: true,
    });
    return { key, versionId };
  }

  private putStatement(
    clip: RenderingClip,
    { kind, file, contentType, durationMs, recipe }: MadeFile,
    object: PutObject,
  ): Promise<WrittenDocument> {
    const bytes = renditionStatement({
      clipId: clip.id,
      original: {
        key: present(clip.original_key),
        versionId: present(clip.original_version_id),
        bytes: fromBigint(present(clip.total_bytes)),
        sha256: present(clip.sha256).toString('hex'),
      },
      rendition: { kind, ...object, contentType, bytes: file.bytes, sha256: file.sha256, durationMs },
      recipe,
      madeAt: new Date(),
    });
    return this.ledger.write(`${clip.brand_id}/${clip.id}`, STATEMENT_SCHEMA, bytes);
  }
}
