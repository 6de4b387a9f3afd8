import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { firstRow } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { JobQueue } from '../jobs/job-queue.js';
import { appendCustody } from './custody.js';
import type { TakeawayReason } from './evidence.contract.js';

interface RenditionRequest {
  brandId: string;
  clipId: string;
  actor: Actor;
}

const FIND = 'select kind, media_state from clips where brand_id = $1 and id = $2';

/** Asks for renditions that aren't made by themselves. A worker makes them; the answer doesn't wait for it. */
@Injectable()
export class RenditionRequests {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueue,
  ) {}

  /** A copy with clip, time and scans burnt in. Who asked for it, and why, is in the custody log. */
  async askForExport({ brandId, clipId, actor, reason }: RenditionRequest & { reason: TakeawayReason }) {
    await this.requireFilm(brandId, clipId);
    await appendCustody(this.dataSource, {
      brandId,
      clipId,
      kind: 'exported',
      actor,
      detail: { kind: 'export', reason },
    });
    await this.require(this.jobs.add('export-clip', { clipId }, { once: clipId }));
    return { clipId, url: `/v1/clips/${clipId}/media/export` };
  }

  /** All renditions anew from the original, by the ffmpeg and the rules of now. */
  async askForRebuild({ brandId, clipId }: RenditionRequest) {
    await this.requireFilm(brandId, clipId);
    await this.require(this.jobs.add('rebuild-clip', { clipId }, { once: clipId }));
    return { clipId, url: `/v1/clips/${clipId}/media/staff` };
  }

  private async requireFilm(brandId: string, clipId: string): Promise<void> {
    const clip = await firstRow<{ kind: string; media_state: string }>(this.dataSource, FIND, [
      brandId,
      clipId,
    ]);
    if (!clip) throw new AppError('rendition_not_found', 'This brand has no such clip.');
    if (clip.kind === 'film' && clip.media_state === 'playable') return;
    throw new AppError(
      'clip_not_playable',
      'Only a film that can be watched is made anew; ask when it is playable.',
    );
  }

  /** Nothing remembers the wish but the queue: without it, whoever asks must ask again. */
  private async require(added: Promise<boolean>): Promise<void> {
    if (await added) return;
    throw new AppError('temporarily_unavailable', 'The queue is away; ask again in a moment.');
  }
}
