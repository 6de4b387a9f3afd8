import { useEffect, useRef } from 'react';
import { useText } from '../i18n/i18n.js';
import type { Film } from './use-film.js';

/** The live picture with a recording sign that can't be overlooked: people at work see when they are filmed. */
export function CameraPanel({ film }: { film: Film }) {
  const t = useText();
  const video = useRef<HTMLVideoElement>(null);
  const { stream, failed, retry } = film.camera;
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  if (failed) {
    return (
      <div className="camera camera-failed" role="alert">
        <p>{t.film.noCamera}</p>
        <button type="button" onClick={retry}>
          {t.film.retry}
        </button>
      </div>
    );
  }
  return (
    <figure className="camera">
      <video ref={video} autoPlay muted playsInline aria-label={t.film.camera} />
      <figcaption className={film.recording ? 'rec rec-on' : 'rec'}>
        {film.recording && (
          <span className="rec-dot" aria-hidden="true">
            ●{' '}
          </span>
        )}
        {film.recording ? t.film.recording : t.film.notRecording}
      </figcaption>
    </figure>
  );
}
