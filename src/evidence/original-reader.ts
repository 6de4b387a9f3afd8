import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { ScratchSpace } from '../media/scratch-space.js';
import { ObjectStore } from '../storage/object-store.js';
import type { RenderingClip } from './rendering-clip.js';
import { present } from './seal-facts.js';

/** Brings an original to local disk: the copy that its assembly has left, else from storage, hashed on the way. */
@Injectable()
export class OriginalReader {
  constructor(
    private readonly store: ObjectStore,
    private readonly scratch: ScratchSpace,
  ) {}

  async copyTo(clip: RenderingClip, path: string, signal?: AbortSignal): Promise<void> {
    if (await this.scratch.take(clip.id, path)) return;
    const { body } = await this.store.get({
      bucket: 'originals',
      key: present(clip.original_key),
      versionId: present(clip.original_version_id),
      signal,
    });
    const hash = createHash('sha256');
    const hashing = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(body, hashing, createWriteStream(path, { mode: 0o600 }));
    if (!hash.digest().equals(present(clip.sha256))) {
      throw new Error(`storage gave back other bytes than the original of clip ${clip.id}`);
    }
  }
}
