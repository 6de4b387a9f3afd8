import { useCallback, useEffect, useRef, useState } from 'react';
import type { ClipMark, FilmedRef, HeldTask } from '../api/types.js';
import { useCamera, takeStill, type Camera } from '../recording/camera.js';
import { FilmRecorder, keepStill } from '../recording/recorder.js';

/** The camera's part of a task: a film that runs from the claim to the end, or stills on demand. */
export interface Film {
  camera: Camera;
  recording: boolean;
  /** Where the film is now, in milliseconds; null while none runs. */
  position: () => number | null;
  /** Notes what happened, now or at an earlier position. A label without one was there before the film. */
  mark: (mark: Omit<ClipMark, 'atMs'>, atMs?: number | null) => void;
  /** The moment that a photo answer refers to: this instant of the film, or a still taken now. */
  moment: () => Promise<{ clipId: string; clipOffsetMs: number } | null>;
  end: () => Promise<void>;
}

export function useFilm(held: HeldTask, wakeUploader: () => void): Film {
  const { evidence } = held.task.stage;
  const camera = useCamera(evidence !== 'scan_log');
  const { stream } = camera;
  const recorder = useRef<FilmRecorder | null>(null);
  const [recording, setRecording] = useState(false);
  // A label stays on the bench: whatever is recorded of this task from then on shows it.
  const labelSeen = useRef(false);
  const ref: FilmedRef = { taskId: held.task.id, token: held.token, nonce: held.nonce };
  const refKey = useRef(ref);
  const wake = useRef(wakeUploader);

  const end = useCallback(async () => {
    const running = recorder.current;
    recorder.current = null;
    setRecording(false);
    await running?.stop();
  }, []);

  useEffect(() => {
    if (evidence !== 'film' || !stream || recorder.current) return undefined;
    const film = new FilmRecorder(refKey.current, () => wake.current());
    recorder.current = film;
    film.start(stream).then(
      () => {
        if (labelSeen.current) film.mark({ kind: 'label' }, 0);
        setRecording(true);
      },
      () => (recorder.current = null),
    );
    return () => void end();
  }, [stream, evidence, end]);

  const moment = async () => {
    if (recorder.current)
      return { clipId: recorder.current.clipId, clipOffsetMs: recorder.current.position() };
    if (!stream) return null;
    const marks = labelSeen.current ? [{ kind: 'label' as const, atMs: 0 }] : [];
    const clipId = await keepStill(ref, await takeStill(stream), marks);
    wakeUploader();
    return { clipId, clipOffsetMs: 0 };
  };
  const mark: Film['mark'] = (what, atMs) => {
    if (what.kind !== 'label') return recorder.current?.mark(what, atMs ?? undefined);
    labelSeen.current = true;
    return recorder.current?.mark(what, atMs ?? 0);
  };
  return {
    camera,
    recording,
    position: () => recorder.current?.position() ?? null,
    mark,
    moment,
    end,
  };
}
