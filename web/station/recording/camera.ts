import { useCallback, useEffect, useState } from 'react';

/** The station's camera: hands and table, no sound (design: no audio of people at work is ever recorded). */
export interface Camera {
  stream: MediaStream | null;
  failed: boolean;
  retry: () => void;
}

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 25, max: 30 },
    facingMode: 'environment',
  },
};

/** Opens the camera while `wanted` and closes it afterwards, so that its light tells the truth. */
export function useCamera(wanted: boolean): Camera {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!wanted) return undefined;
    let opened: MediaStream | null = null;
    let closed = false;
    const request = navigator.mediaDevices?.getUserMedia(WANTED) ?? Promise.reject(new Error('no camera'));
    request.then(
      (media) => {
        opened = media;
        if (closed) return stopAll(media);
        setFailed(false);
        setStream(media);
        // Pulled out or taken by another program: the film ends here, and the packer must see it.
        media.getTracks().forEach((track) =>
          track.addEventListener('ended', () => {
            setStream(null);
            setFailed(true);
          }),
        );
      },
      () => setFailed(true),
    );
    return () => {
      closed = true;
      if (opened) stopAll(opened);
      setStream(null);
    };
  }, [wanted, attempt]);

  return { stream, failed, retry: useCallback(() => setAttempt((n) => n + 1), []) };
}

const stopAll = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop());

/** One JPEG of what the camera sees now. @throws when it gives no picture */
export async function takeStill(stream: MediaStream): Promise<Blob> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  try {
    await video.play();
    return await jpegOf(video);
  } finally {
    video.srcObject = null;
  }
}

function jpegOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext('2d');
  if (!context || canvas.width === 0) throw new Error('the camera shows no picture yet');
  context.drawImage(video, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.9),
  );
}
