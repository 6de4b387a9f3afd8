import { useCallback, useEffect, useRef, useState } from 'react';
import type { ClipMark, HeldRef, HeldTask } from '../api/types.js';
import { useCamera, takeStill, type Camera } from '../recording/camera.js';
import { FilmRecorder, keepStill } from '../recording/recorder.js';

/** The camera's part of a task: a film that runs from the claim to the end, or stills on demand. */
export interface Film {
  camera: Camera;
  recording: boolean;
  /** Where the film is now, in milliseconds; null while none runs. */
  position: () => number | null;
  /** Notes what happened, now or at an earlier position. */
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
  const ref: HeldRef = { taskId: held.task.id, token: held.token };
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
      () => setRecording(true),
      () => (recorder.current = null),
    );
    return () => void end();
  }, [stream, evidence, end]);

  const moment = async () => {
    if (recorder.current)
      return { clipId: recorder.current.clipId, clipOffsetMs: recorder.current.position() };
    if (!stream) return null;
    const clipId = await keepStill(ref, await takeStill(stream));
    wakeUploader();
    return { clipId, clipOffsetMs: 0 };
  };
  return {
    camera,
    recording,
    position: () => recorder.current?.position() ?? null,
    mark: (mark, atMs) => recorder.current?.mark(mark, atMs ?? undefined),
    moment,
    end,
  };
}
