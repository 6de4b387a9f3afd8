import { v7 as uuid } from 'uuid';
import { ok, type Api, type Schemas } from './api.js';
import { filmPacking, ownFootage, stillOf, type Footage } from './footage.js';
import type { Narrator } from './narrator.js';
import type { PackingScript } from './packing-scene.js';
import { completeRecording, type RecordingSigner } from './recording-signer.js';
import { uploadFootage } from './upload.js';

type Held = Schemas['HeldTask'];
type Task = Schemas['StationTask'];
type Mark = Schemas['ClipMark'];

/** How the packer of the story works on one order. */
export interface WorkPlan {
  orderNumber: string;
  /** Film the packing: made footage in this codec, or the own file of `--clip`. Absent: stills only. */
  film?: 'h264' | 'vp8';
  /** This check fails once; the item is swapped and everything is checked again. */
  fails?: { checkCode: string; defect: string };
  waybill?: string;
}

const FIRST_ITEM_MS = 3000;
const BETWEEN_ITEMS_MS = 3000;
const AFTER_LAST_ITEM_MS = 3500;

/** A packer at a station: claims, scans, answers, films. */
export class StationWorker {
  constructor(
    private readonly station: Api,
    private readonly stationKey: string,
    private readonly narrator: Narrator,
    private readonly media: { ffmpegPath: string; clip?: string },
    /** Absent: recordings go unsigned. */
    private readonly signer?: RecordingSigner,
  ) {}

  /** Works through every stage of an order. @returns the clips that were recorded */
  async workOrder(plan: WorkPlan): Promise<string[]> {
    const clips: string[] = [];
    for (;;) {
      const { held } = await ok(
        this.station.POST('/v1/station/claims', { body: { key: uuid(), scan: plan.orderNumber } }),
      ).catch(() => ({ held: null }));
      if (!held) return clips;
      clips.push(...(await this.workTask(held, plan)));
    }
  }

  private async workTask(held: Held, plan: WorkPlan): Promise<string[]> {
    const { stage } = held.task;
    const filmed = stage.evidence === 'film' && plan.film !== undefined;
    const session = new TaskSession(this.station, held, scriptOf(held.task, plan), this.signer);
    const film = filmed && plan.film ? this.film(session, plan.film) : undefined;
    // Together, for a film that can't be made stops the work at once.
    const [stills] = await Promise.all([this.byHand(session, plan, filmed), film]);
    await session.complete();
    const what = filmed ? `, filmed (${(session.script.durationMs / 1000).toFixed(0)} s)` : '';
    this.narrator.say(
      `${plan.orderNumber}: ${stage.name.en} done, ${session.task.checks.length} checks${what}`,
    );
    return filmed ? [session.clipId, ...stills] : stills;
  }

  /** Scans, answers and labels. @returns the stills that were taken */
  private async byHand(session: TaskSession, plan: WorkPlan, filmed: boolean): Promise<string[]> {
    await session.scanAll();
    if (plan.fails) await this.failOnce(session, plan.fails);
    if (plan.waybill && session.task.stage.code === 'ship') await session.scan(plan.waybill);
    return this.answerAll(session, filmed);
  }

  private async film(session: TaskSession, codec: 'h264' | 'vp8'): Promise<void> {
    const { clip, ffmpegPath } = this.media;
    const footage: Footage = clip ? ownFootage(clip) : filmPacking(ffmpegPath, session.script, codec);
    session.uploaded = uploadFootage(this.station, this.stationKey, session.recording('film'), footage);
    await session.uploaded;
  }

  private async failOnce(session: TaskSession, fails: NonNullable<WorkPlan['fails']>): Promise<void> {
    const check = session.task.checks.find(({ code, answer }) => code === fails.checkCode && answer === null);
    const [line] = session.task.lines;
    if (!check || !line || session.task.attempt > 1) return;
    await session.answer(check.id, 'fail', { shipmentLineId: line.id, reason: fails.defect });
    const open = session.task.exceptions.find(({ state }) => state === 'open');
    if (!open) throw new Error('a failed check opened no swap');
    this.narrator.say(
      `${session.task.orderExternalId}: ${fails.checkCode} failed (${fails.defect}), item is swapped`,
    );
    await session.resolve(open.id);
    await session.scanAll();
  }

  private async answerAll(session: TaskSession, filmed: boolean): Promise<string[]> {
    const stills: string[] = [];
    for (const check of session.task.checks) {
      if (check.answer !== null || check.answeredBy === 'auto' || check.answeredBy === 'command') continue;
      if (check.answeredBy === 'photo' && filmed) await session.answer(check.id, 'pass', session.moment());
      else if (check.answeredBy === 'photo') {
        const clipId = await this.still(session);
        stills.push(clipId);
        await session.answer(check.id, 'pass', { clipId, clipOffsetMs: 0 });
      } else await session.answer(check.id, 'pass', {});
    }
    return stills;
  }

  /** One frame of the scene as a JPEG, as a station without film keeps it. */
  private async still(session: TaskSession): Promise<string> {
    const picture = await stillOf(this.media.ffmpegPath, session.script);
    const recording = { ...session.recording('still'), clipId: uuid() };
    const bytes = (async function* () {
      yield picture;
    })();
    const sent = await uploadFootage(this.station, this.stationKey, recording, {
      contentType: 'image/jpeg',
      bytes,
    });
    await completeRecording(this.station, sent, [], this.signer);
    return recording.clipId;
  }
}

function scriptOf(task: Task, plan: WorkPlan): PackingScript {
  const units = task.lines.reduce((sum, line) => sum + Math.min(line.quantity, 4), 0);
  const itemsAtMs = Array.from({ length: units }, (_, n) => FIRST_ITEM_MS + n * BETWEEN_ITEMS_MS);
  const packedMs = FIRST_ITEM_MS + units * BETWEEN_ITEMS_MS;
  const durationMs = packedMs + 3 * AFTER_LAST_ITEM_MS;
  return {
    orderNumber: plan.orderNumber,
    // The recording ended a moment ago: what happens in it lies in the past, as at a real station.
    startedAt: new Date(Date.now() - durationMs),
    itemsAtMs,
    closedAtMs: packedMs + AFTER_LAST_ITEM_MS,
    labelAtMs: packedMs + 2 * AFTER_LAST_ITEM_MS,
    durationMs,
  };
}

/** One task in the packer's hands; keeps the server's newest view of it and what happened when in the film. */
class TaskSession {
  readonly clipId = uuid();
  readonly marks: Mark[] = [];
  task: Task;
  uploaded: ReturnType<typeof uploadFootage> | null = null;
  private scanned = 0;
  private answered = 0;

  constructor(
    private readonly station: Api,
    private readonly held: Held,
    readonly script: PackingScript,
    private readonly signer: RecordingSigner | undefined,
  ) {
    this.task = held.task;
  }

  recording(kind: 'film' | 'still') {
    const { startedAt } = this.script;
    const { token, nonce } = this.held;
    return { clipId: this.clipId, taskId: this.task.id, token, nonce, kind, startedAt };
  }

  /** Scans every piece of every line at its moment of the film. */
  async scanAll(): Promise<void> {
    for (const line of this.task.lines) {
      const code = line.codes[0] ?? line.sku;
      for (let n = line.counted + line.short; n < line.quantity; n++) await this.scan(code);
    }
  }

  async scan(code: string): Promise<void> {
    const id = uuid();
    const atMs = this.script.itemsAtMs[this.scanned++ % this.script.itemsAtMs.length] ?? FIRST_ITEM_MS;
    this.marks.push({ kind: 'scan', atMs, scanId: id });
    const result = await ok(
      this.station.POST('/v1/station/tasks/{taskId}/scans', {
        ...this.path(),
        body: { id, token: this.held.token, code, occurredAt: this.instant(atMs) },
      }),
    );
    if (result.stop) throw new Error(`the station was stopped: ${result.message.en}`);
    this.task = result.task;
  }

  async answer(
    checkId: string,
    value: 'pass' | 'fail',
    more: { reason?: string; shipmentLineId?: string; clipId?: string; clipOffsetMs?: number },
  ): Promise<void> {
    const atMs = more.clipOffsetMs ?? this.script.closedAtMs - AFTER_LAST_ITEM_MS + 100 * this.answered++;
    const code = this.task.checks.find(({ id }) => id === checkId)?.code;
    this.marks.push({ kind: more.clipId ? 'photo' : 'answer', atMs, checkCode: code });
    this.task = await ok(
      this.station.POST('/v1/station/tasks/{taskId}/answers', {
        ...this.path(),
        body: {
          id: uuid(),
          token: this.held.token,
          checkId,
          value,
          by: more.clipId ? 'photo' : 'press',
          occurredAt: this.instant(atMs),
          ...more,
        },
      }),
    );
  }

  async resolve(exceptionId: string): Promise<void> {
    const occurredAt = new Date().toISOString();
    this.task = await ok(
      this.station.POST('/v1/station/tasks/{taskId}/exceptions/{exceptionId}/resolve', {
        params: { path: { taskId: this.task.id, exceptionId } },
        body: { token: this.held.token, occurredAt },
      }),
    );
  }

  /** A photo answer refers to this instant of the running film: everything in, box still open. */
  moment() {
    return { clipId: this.clipId, clipOffsetMs: this.script.closedAtMs - 800 };
  }

  async complete(): Promise<void> {
    const body = { token: this.held.token, occurredAt: new Date().toISOString() };
    await ok(this.station.POST('/v1/station/tasks/{taskId}/complete', { ...this.path(), body }));
    if (!this.uploaded) return;
    const marks: Mark[] = [...this.marks, { kind: 'label', atMs: this.script.labelAtMs }];
    marks.sort((a, b) => a.atMs - b.atMs);
    await completeRecording(this.station, await this.uploaded, marks, this.signer);
  }

  private path() {
    return { params: { path: { taskId: this.task.id } } };
  }

  /** In a filmed stage the moment of the film; otherwise now: a label scanned afterwards must not seem to lie in the film. */
  private instant(atMs: number): string {
    const isFilmed = this.task.stage.evidence === 'film';
    return (isFilmed ? new Date(this.script.startedAt.getTime() + atMs) : new Date()).toISOString();
  }
}
