import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { labelAtMs } from '../clips/clip.label.js';
import type { ClipRejectReason } from '../clips/clips.contract.js';
import { labelSightMs } from '../clips/label-sight.js';
import { firstRow } from '../database/sql.js';
import { Media } from '../media/media.js';
import { MediaError } from '../media/media-error.js';
import { ScratchSpace } from '../media/scratch-space.js';
import { inTransaction } from '../database/transaction.js';
import { chaptersVtt } from './chapters.js';
import { scansInFilm } from './clip-moments.js';
import { chaptersFile, type MadeFile, filmFiles, type RenditionKind, stillFile } from './made-files.js';
import { OriginalReader } from './original-reader.js';
import { recordPlayable, recordRejected, replaceRenditions } from './render-record.js';
import { RenditionWriter, type WrittenRendition } from './rendition-writer.js';
import { FIND_PLAYABLE, FIND_RENDERING, type RenderingClip, type RenderResult } from './rendering-clip.js';

type PutInForce = (
  manager: EntityManager,
  clip: RenderingClip,
  renditions: readonly WrittenRendition[],
) => Promise<RenderResult>;

/** Everything that rendering makes anew; a digest is cut afterwards, an export is asked for. */
const REBUILT = [
  'staff',
  'customer',
  'digest',
  'poster',
  'storyboard',
  'storyboard_vtt',
  'chapters',
] as const satisfies readonly RenditionKind[];

/** Makes what people watch from a stored original. The original itself is only ever read. */
@Injectable()
export class RenderingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly media: Media,
    private readonly scratch: ScratchSpace,
    private readonly originals: OriginalReader,
    private readonly writer: RenditionWriter,
  ) {}

  /**
   * Renders a clip and puts the renditions in force in one transaction. Safe to repeat and to race: files are named by
   * their digest, and the row's state names one winner.
   * @throws MediaError failed, timed_out, aborted, tool_missing: worth another attempt
   */
  async render(clipId: string, signal?: AbortSignal): Promise<RenderResult> {
    const clip = await firstRow<RenderingClip>(this.dataSource, FIND_RENDERING, [clipId]);
    if (!clip) return { outcome: 'nothing_to_render' };
    try {
      return await this.scratch.withFolder((folder) => this.renderIn(folder, clip, recordPlayable, signal));
    } catch (error) {
      if (!(error instanceof MediaError) || error.kind !== 'refused') throw error;
      return this.reject(clip, error.detail.refusal ?? 'unreadable');
    }
  }

  /**
   * Makes all renditions of a film anew from its original, as if it had just come: also its customer's film, by what is
   * known of labels now. One that fails changes nothing.
   */
  async rebuild(clipId: string, signal?: AbortSignal): Promise<RenderResult> {
    const clip = await firstRow<RenderingClip>(this.dataSource, FIND_PLAYABLE, [clipId]);
    if (!clip || clip.kind !== 'film') return { outcome: 'nothing_to_render' };
    const replace: PutInForce = (manager, of, renditions) =>
      replaceRenditions(manager, of, renditions, REBUILT);
    return this.scratch.withFolder((folder) => this.renderIn(folder, clip, replace, signal));
  }

  /** Gives up on a clip whose rendering has failed too often; its original stays evidence. */
  async giveUp(clipId: string): Promise<RenderResult> {
    const clip = await firstRow<RenderingClip>(this.dataSource, FIND_RENDERING, [clipId]);
    return clip ? this.reject(clip, 'render_failed') : { outcome: 'nothing_to_render' };
  }

  private async renderIn(
    folder: string,
    clip: RenderingClip,
    putInForce: PutInForce,
    signal?: AbortSignal,
  ): Promise<RenderResult> {
    const inputPath = join(folder, 'original');
    await this.originals.copyTo(clip, inputPath, signal);
    const files =
      clip.kind === 'still' ? await stillFile(inputPath) : await this.film(folder, inputPath, clip, signal);
    const renditions = await this.writer.write(clip, files);
    const result = await inTransaction(this.dataSource, (manager) => putInForce(manager, clip, renditions));
    if (result.outcome === 'nothing_to_render') await this.writer.discard(renditions);
    return result;
  }

  private async film(
    folder: string,
    inputPath: string,
    clip: RenderingClip,
    signal?: AbortSignal,
  ): Promise<MadeFile[]> {
    const probe = await this.media.probe(inputPath, signal);
    const made = await this.media.render({
      inputPath,
      workDir: folder,
      probe,
      labelAtMs: await this.customerSeesUntil(clip),
      signal,
    });
    const { ffmpeg } = await this.media.tools();
    const scans = await scansInFilm(this.dataSource, clip);
    const chapters = chaptersVtt(made.staff.durationMs, scans, clip.marks);
    return [
      ...filmFiles(made, `ffmpeg ${ffmpeg.version}`),
      ...(chapters ? [await chaptersFile(join(folder, 'chapters.vtt'), chapters)] : []),
    ];
  }

  /**
   * Where the customer's film ends; undefined when there is none. Asked again here, because scans may have arrived after
   * the clip was completed. A take of an overtaken lease isn't what was sent, so it isn't for customers.
   */
  private async customerSeesUntil(clip: RenderingClip): Promise<number | undefined> {
    if (clip.overtaken) return undefined;
    const label = labelAtMs({ marks: clip.marks, sightMs: await labelSightMs(this.dataSource, clip.id) });
    const moments = [label, clip.label_at_ms].filter((moment) => moment !== null);
    return moments.length === 0 ? Number.MAX_SAFE_INTEGER : Math.min(...moments);
  }

  private async reject(clip: RenderingClip, reason: ClipRejectReason): Promise<RenderResult> {
    await this.scratch.forget(clip.id);
    await inTransaction(this.dataSource, (manager) => recordRejected(manager, clip, reason));
    return { outcome: 'rejected' };
  }
}
