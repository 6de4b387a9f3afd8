import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { firstRow } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { Media } from '../media/media.js';
import { ScratchSpace } from '../media/scratch-space.js';
import { ObjectStore } from '../storage/object-store.js';
import { momentsOf, scansInFilm } from './clip-moments.js';
import { film, type MadeFile } from './made-files.js';
import { OriginalReader } from './original-reader.js';
import { replaceRenditions } from './render-record.js';
import { FIND_PLAYABLE, type RenderingClip, type RenderResult } from './rendering-clip.js';
import { RenditionWriter } from './rendition-writer.js';

interface CustomerFilm {
  object_key: string;
  version_id: string;
}

const CUSTOMER_FILM = `select object_key, version_id from renditions where clip_id = $1 and kind = 'customer'`;

/** Renditions of clips that can be watched already: the digest, and copies that leave the house. Safe to repeat. */
@Injectable()
export class LaterRenditions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly media: Media,
    private readonly scratch: ScratchSpace,
    private readonly originals: OriginalReader,
    private readonly writer: RenditionWriter,
    private readonly store: ObjectStore,
  ) {}

  /** Cuts the digest out of the customer's film; nothing where that is short or absent. */
  async digest(clipId: string, signal?: AbortSignal): Promise<RenderResult> {
    return this.make(clipId, async (clip, folder) => {
      const customer = await firstRow<CustomerFilm>(this.dataSource, CUSTOMER_FILM, [clip.id]);
      if (!customer) return null;
      const inputPath = join(folder, 'customer');
      const { object_key: key, version_id: versionId } = customer;
      const { body } = await this.store.get({ bucket: 'derived', key, versionId, signal });
      await pipeline(body, createWriteStream(inputPath, { mode: 0o600 }));
      const moments = momentsOf(clip, await scansInFilm(this.dataSource, clip));
      const made = await this.media.digest({ inputPath, workDir: folder, moments, signal });
      return made && film('digest', made);
    });
  }

  /** Makes the copy with clip, time and scans burnt in; the one before it is replaced. */
  async exportCopy(clipId: string, signal?: AbortSignal): Promise<RenderResult> {
    return this.make(clipId, async (clip, folder) => {
      const inputPath = join(folder, 'original');
      await this.originals.copyTo(clip, inputPath, signal);
      const probe = await this.media.probe(inputPath, signal);
      const scans = await scansInFilm(this.dataSource, clip);
      const overlay = {
        clipId: clip.id,
        startedAt: clip.started_at,
        scans: scans
          .filter(({ atMs }) => atMs < probe.durationMs)
          .map(({ atMs, kind, code }) => ({ atMs, text: kind === 'item' ? `${kind} ${code}` : kind })),
      };
      return film(
        'export',
        await this.media.exportCopy({ inputPath, workDir: folder, probe, overlay, signal }),
      );
    });
  }

  private async make(
    clipId: string,
    work: (clip: RenderingClip, folder: string) => Promise<MadeFile | null>,
  ): Promise<RenderResult> {
    const clip = await firstRow<RenderingClip>(this.dataSource, FIND_PLAYABLE, [clipId]);
    if (!clip || clip.kind !== 'film') return { outcome: 'nothing_to_render' };
    return this.scratch.withFolder(async (folder) => {
      const made = await work(clip, folder);
      if (!made) return { outcome: 'nothing_to_render' };
      const written = await this.writer.write(clip, [made]);
      const result = await inTransaction(this.dataSource, (manager) =>
        replaceRenditions(manager, clip, written, [made.kind]),
      );
      if (result.outcome === 'nothing_to_render') await this.writer.discard(written);
      return result;
    });
  }
}
