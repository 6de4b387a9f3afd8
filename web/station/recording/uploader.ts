import { createPageClient, pageFetch } from '../../shared/api/page-client.js';
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
import { signingKey } from './signing-key.js';
import { recordingStatement, signStatement } from './statement.js';

const client = createPageClient();
const RETRY_MS = [1000, 2000, 5000, 10_000] as const;
// 8 MiB over a warehouse's worst wifi.
const SEGMENT_WITHIN_MS = 120_000;

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
        if (isPassing(error)) return true;
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
    const url = new URL(`/v1/clips/${segment.clipId}/segments/${segment.n}`, location.origin);
    const headers = {
      'content-type': 'application/octet-stream',
      'content-digest': `sha-256=:${segment.sha256}:`,
    };
    response = await pageFetch(new Request(url, { method: 'PUT', headers, body }), SEGMENT_WITHIN_MS);
  } catch {
    throw new NetworkLost('segment not sent');
  }
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
}

async function completeClip(clip: StoredClip, segments: StoredSegment[]): Promise<void> {
  if (segments.length === 0) return forgetClip(clip.id);
  const whole = await sha256OfPieces(pieces(segments));
  const { sha256, bytes } = whole;
  const body = {
    ...{ segments: segments.length, totalBytes: bytes, sha256 },
    ...{ marks: clip.marks, clock: clip.clock },
  };
  const path = { params: { path: { clipId: clip.id } } };
  const recording = await signed(clip, segments, whole);
  const complete = '/v1/clips/{clipId}/complete';
  try {
    await answerOf(client.POST(complete, { ...path, body: { ...body, recording } }));
  } catch (error) {
    if (!isOfSignature(error)) throw error;
    // The recording counts without it, too: a key that was ended or revoked must not keep it from being sent.
    await answerOf(client.POST(complete, { ...path, body }));
  }
  await forgetClip(clip.id);
}

/** What this station says of the recording; undefined where it can't sign. */
async function signed(clip: StoredClip, segments: StoredSegment[], whole: { sha256: string; bytes: number }) {
  const key = await signingKey();
  const { nonce } = clip;
  if (!key || nonce === undefined) return undefined;
  return signStatement(recordingStatement({ ...clip, nonce }, segments, whole, new Date()), key);
}

const OF_SIGNATURE = new Set([
  'recording_statement_mismatch',
  'recording_signature_invalid',
  'station_key_unknown',
]);
const isOfSignature = (error: unknown): boolean => error instanceof Problem && OF_SIGNATURE.has(error.code);

async function* pieces(segments: StoredSegment[]): AsyncGenerator<ArrayBuffer> {
  for (const { clipId, n } of segments) yield storedPiece(clipId, n);
}

/** Signed out, or the server stumbled: the same request is right later. Anything else would be refused again. */
function isPassing(error: unknown): boolean {
  if (error instanceof NetworkLost) return true;
  return error instanceof Problem && (error.status === 401 || error.status === 408 || error.status >= 500);
}

async function uploadState(): Promise<UploadState> {
  const clips = await storedClips();
  const segments = await Promise.all(clips.map((clip) => storedSegments(clip.id)));
  const bytes = segments.flat().reduce((sum, segment) => sum + (segment.sent ? 0 : segment.size), 0);
  return { clips: clips.length, bytes, stuck: clips.find((clip) => clip.stuck)?.stuck ?? null };
}

/**
 * A reload or a crash ended these recordings: what is stored of them is all there is, so they can be completed. What was
 * refused before gets another try: whoever reloads the page may have put the reason right.
 */
async function finishInterruptedClips(): Promise<void> {
  for (const clip of await storedClips()) {
    if (recordingNow.has(clip.id) || (clip.finished && !clip.stuck)) continue;
    await changeClip(clip.id, (stored) => ({ ...stored, finished: true, stuck: undefined }));
  }
}
