import { newId } from '../api/ids.js';
import { readClock } from '../api/clock.js';
import type { ClipMark, FilmedRef } from '../api/types.js';
import { changeClip, saveClip, saveSegment, type StoredClip } from './clip-store.js';
import { sha256Base64 } from './digest.js';
import { recordableFormat } from './formats.js';

const SEGMENT_MAX_BYTES = 8 * 1024 * 1024;
const TIMESLICE_MS = 2000;
// 720p at this rate is 9 MB a minute: the raw recording dominates storage and the wifi of a warehouse.
const VIDEO_BITS_PER_SECOND = 1_200_000;

/** Clips that this page is recording right now: nobody may take them for interrupted ones. */
export const recordingNow = new Set<string>();

/**
 * Records one film of a task. Every piece is written to the device's database before anybody is told of it; `onPiece`
 * wakes the uploader, which sends while the recording goes on.
 */
export class FilmRecorder {
  readonly clipId = newId();
  private startedAtMs = Date.now();
  private readonly marks: ClipMark[] = [];
  private writing: Promise<void> = Promise.resolve();
  private n = 0;
  private recorder: MediaRecorder | null = null;

  constructor(
    private readonly held: FilmedRef,
    private readonly onPiece: () => void,
  ) {}

  /** Starts the recording. @throws when the browser records no video */
  async start(stream: MediaStream): Promise<void> {
    const format = recordableFormat();
    if (!format) throw new Error('this browser records no video');
    const recorder = new MediaRecorder(stream, {
      mimeType: format.mimeType,
      videoBitsPerSecond: VIDEO_BITS_PER_SECOND,
    });
    recorder.ondataavailable = (event) => this.keep(event.data);
    recordingNow.add(this.clipId);
    recorder.start(TIMESLICE_MS);
    this.recorder = recorder;
    // Moments are counted from here; the first piece waits until the clip itself is stored.
    this.startedAtMs = Date.now();
    this.writing = this.saveNew(format.contentType);
    await this.writing;
    void this.noteClock('start');
  }

  private async saveNew(contentType: StoredClip['contentType']): Promise<void> {
    await saveClip({
      id: this.clipId,
      taskId: this.held.taskId,
      token: this.held.token,
      nonce: this.held.nonce,
      kind: 'film',
      contentType,
      startedAt: new Date(this.startedAtMs).toISOString(),
      marks: [...this.marks],
      finished: false,
      opened: false,
    });
  }

  /** Milliseconds into the film. */
  position(): number {
    return Math.max(0, Date.now() - this.startedAtMs);
  }

  /** Notes what happened at this moment of the film, or at an earlier one. */
  mark(mark: Omit<ClipMark, 'atMs'>, atMs = this.position()): void {
    this.marks.push({ ...mark, atMs });
    this.marks.sort((a, b) => a.atMs - b.atMs);
    const marks = [...this.marks];
    void changeClip(this.clipId, (clip) => ({ ...clip, marks }));
  }

  /** Ends the recording; what was recorded is on the device when the promise settles. */
  async stop(): Promise<void> {
    const { recorder } = this;
    this.recorder = null;
    if (recorder && recorder.state !== 'inactive') {
      const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
      recorder.stop();
      await stopped;
    }
    await this.writing;
    // The clock is read over the network, which may be away: nobody at the bench waits for that.
    void this.finish();
  }

  private async finish(): Promise<void> {
    await this.noteClock('end');
    await changeClip(this.clipId, (clip) => ({ ...clip, marks: [...this.marks], finished: true }));
    recordingNow.delete(this.clipId);
    this.onPiece();
  }

  /** `timeslice` is a hint: pieces of 50 MB happen, so they are cut; writes keep their order. */
  private keep(piece: Blob): void {
    for (let from = 0; from < piece.size; from += SEGMENT_MAX_BYTES) {
      const part = piece.slice(from, from + SEGMENT_MAX_BYTES);
      const n = this.n++;
      this.writing = this.writing.then(async () => {
        const bytes = await part.arrayBuffer();
        const sha256 = await sha256Base64(bytes);
        await saveSegment({ clipId: this.clipId, n, size: bytes.byteLength, sha256, sent: false }, bytes);
        this.onPiece();
      });
    }
  }

  private async noteClock(end: 'start' | 'end'): Promise<void> {
    const reading = await readClock();
    if (!reading) return;
    const { offsetMs, rttMs } = reading;
    await changeClip(this.clipId, (clip) => ({
      ...clip,
      clock:
        end === 'start'
          ? { ...clip.clock, startOffsetMs: offsetMs, startRttMs: rttMs }
          : {
              startOffsetMs: clip.clock?.startOffsetMs ?? offsetMs,
              startRttMs: clip.clock?.startRttMs ?? rttMs,
              endOffsetMs: offsetMs,
              endRttMs: rttMs,
            },
    }));
  }
}

/** Keeps one still of a task as a clip of one segment. @returns the clip's id */
export async function keepStill(
  held: FilmedRef,
  picture: Blob,
  marks: readonly ClipMark[] = [],
): Promise<string> {
  const id = newId();
  const bytes = await picture.arrayBuffer();
  const sha256 = await sha256Base64(bytes);
  await saveSegment({ clipId: id, n: 0, size: bytes.byteLength, sha256, sent: false }, bytes);
  await saveClip({
    id,
    taskId: held.taskId,
    token: held.token,
    nonce: held.nonce,
    kind: 'still',
    contentType: 'image/jpeg',
    startedAt: new Date().toISOString(),
    marks: [...marks],
    finished: true,
    opened: false,
  });
  return id;
}
