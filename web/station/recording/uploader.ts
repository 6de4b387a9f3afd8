import createClient from 'openapi-fetch';
import type { paths } from '../../shared/api/schema.js';
import { answerOf, NetworkLost, Problem, problemOf } from '../../shared/api/problem.js';
import {
  changeClip,
  forgetClip,
  markSent,
  storedClips,
  storedPiece,
  storedSegments,
  type StoredClip,
  type StoredSegment,
} from './clip-store.js';
import { sha256OfPieces } from './digest.js';
import { recordingNow } from './recorder.js';

const client = createClient<paths>({ baseUrl: '' });
const RETRY_MS = [1000, 2000, 5000, 10_000] as const;

/** How much is still only on this device, and whether anything is stuck for good. */
export interface UploadState {
  clips: number;
  bytes: number;
  stuck: string | null;
}

/**
 * Sends recordings oldest first, segment by segment, while they grow. Stops on a lost network and goes on by itself;
 * removes a clip from the device only after the server acknowledged all of it. One tab at a time does the work.
 */
export class Uploader {
  private wakeUp: () => void = () => undefined;
  private failures = 0;
  private stopped = false;

  constructor(private readonly onState: (state: UploadState) => void) {}

  start(): void {
    window.addEventListener('online', this.wake);
    void navigator.locks.request('akashi-uploader', async () => {
      await finishInterruptedClips();
      await this.run();
    });
  }

  stop(): void {
    this.stopped = true;
    window.removeEventListener('online', this.wake);
    this.wake();
  }

  /** Something new is stored. */
  readonly wake = (): void => this.wakeUp();

  private async run(): Promise<void> {
    while (!this.stopped) {
      const woken = new Promise<void>((resolve) => (this.wakeUp = resolve));
      const lost = await this.sendAll();
      this.failures = lost ? this.failures + 1 : 0;
      this.onState(await uploadState());
      const pause = lost ? (RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1] ?? 1000) : 10_000;
      await Promise.race([woken, new Promise((resolve) => setTimeout(resolve, pause))]);
    }
  }

  /** @returns true when the network was lost on the way */
  private async sendAll(): Promise<boolean> {
    for (const clip of await storedClips()) {
      if (clip.stuck) continue;
      try {
        await sendClip(clip, async () => this.onState(await uploadState()));
      } catch (error) {
        if (error instanceof NetworkLost) return true;
        const code = error instanceof Problem ? `${error.code}: ${error.detail}` : String(error);
        await changeClip(clip.id, (stored) => ({ ...stored, stuck: code }));
      }
    }
    return false;
  }
}

async function sendClip(clip: StoredClip, onProgress: () => Promise<void>): Promise<void> {
  if (!clip.opened) await open(clip);
  const segments = await storedSegments(clip.id);
  for (const segment of segments.filter(({ sent }) => !sent)) {
    await putSegment(segment);
    await markSent(segment);
    await onProgress();
  }
  if (clip.finished) await completeClip(clip, segments);
}

async function open(clip: StoredClip): Promise<void> {
  const { id, taskId, token, kind, contentType, startedAt } = clip;
  await answerOf(client.POST('/v1/clips', { body: { id, taskId, token, kind, contentType, startedAt } }));
  await changeClip(id, (stored) => ({ ...stored, opened: true }));
}

async function putSegment(segment: StoredSegment): Promise<void> {
  const body = await storedPiece(segment.clipId, segment.n);
  let response: Response;
  try {
    response = await fetch(`/v1/clips/${segment.clipId}/segments/${segment.n}`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/octet-stream',
        'content-digest': `sha-256=:${segment.sha256}:`,
      },
      body,
    });
  } catch {
    throw new NetworkLost('segment not sent');
  }
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
}

async function completeClip(clip: StoredClip, segments: StoredSegment[]): Promise<void> {
  if (segments.length === 0) return forgetClip(clip.id);
  const { sha256, bytes } = await sha256OfPieces(pieces(segments));
  await answerOf(
    client.POST('/v1/clips/{clipId}/complete', {
      params: { path: { clipId: clip.id } },
      body: { segments: segments.length, totalBytes: bytes, sha256, marks: clip.marks, clock: clip.clock },
    }),
  );
  await forgetClip(clip.id);
}

async function* pieces(segments: StoredSegment[]): AsyncGenerator<ArrayBuffer> {
  for (const { clipId, n } of segments) yield storedPiece(clipId, n);
}

async function uploadState(): Promise<UploadState> {
  const clips = await storedClips();
  const segments = await Promise.all(clips.map((clip) => storedSegments(clip.id)));
  const bytes = segments.flat().reduce((sum, segment) => sum + (segment.sent ? 0 : segment.size), 0);
  return { clips: clips.length, bytes, stuck: clips.find((clip) => clip.stuck)?.stuck ?? null };
}

/** A reload or a crash ended these recordings: what is stored of them is all there is, so they can be completed. */
async function finishInterruptedClips(): Promise<void> {
  for (const clip of await storedClips()) {
    if (!clip.finished && !recordingNow.has(clip.id))
      await changeClip(clip.id, (stored) => ({ ...stored, finished: true }));
  }
}
