import { useCallback, useEffect, useRef, useState } from 'react';
import type { ClipMark, HeldRef, HeldTask } from '../api/types.js';
import { useCamera, takeStill, type Camera } from '../recording/camera.js';
import { FilmRecorder, keepStill } from '../recording/recorder.js';

/** The camera's part of a task: a film that runs from the claim to the end, or stills on demand. */
export interface Film {
  camera: Camera;
  recording: boolean;
  mark: (mark: Omit<ClipMark, 'atMs'>) => void;
  /** The moment that a photo answer refers to: this instant of the film, or a still taken now. */
  moment: (video: HTMLVideoElement | null) => Promise<{ clipId: string; clipOffsetMs: number } | null>;
  end: () => Promise<void>;
}

export function useFilm(held: HeldTask, wakeUploader: () => void): Film {
  const { evidence } = held.task.stage;
  const camera = useCamera(evidence !== 'scan_log');
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
    const { stream } = camera;
    if (evidence !== 'film' || !stream || recorder.current) return undefined;
    const film = new FilmRecorder(refKey.current, () => wake.current());
    recorder.current = film;
    film.start(stream).then(
      () => setRecording(true),
      () => (recorder.current = null),
    );
    return () => void end();
  }, [camera, camera.stream, evidence, end]);

  const moment = async (video: HTMLVideoElement | null) => {
    if (recorder.current)
      return { clipId: recorder.current.clipId, clipOffsetMs: recorder.current.position() };
    if (!camera.stream || !video) return null;
    const clipId = await keepStill(ref, await takeStill(video));
    wakeUploader();
    return { clipId, clipOffsetMs: 0 };
  };
  return { camera, recording, mark: (mark) => recorder.current?.mark(mark), moment, end };
}
