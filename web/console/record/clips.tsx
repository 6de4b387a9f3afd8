import { useEffect, useRef } from 'react';
import type { EvidenceClip, ShipmentRecord } from '../api/console-api.js';
import { filmTime, useText, useTime } from '../i18n/i18n.js';
import type { Moment, OnWatch } from './use-moment.js';

interface Props {
  record: ShipmentRecord;
  moment: Moment | null;
  onWatch: OnWatch;
}

export function Clips({ record, moment, onWatch }: Props) {
  const t = useText();
  return (
    <>
      <h2>{t.record.clips}</h2>
      {record.clips.length === 0 && <p>{t.record.noClips}</p>}
      {record.clips.map((clip) => (
        <Clip
          key={clip.id}
          clip={clip}
          moment={moment?.clipId === clip.id ? moment : null}
          onWatch={onWatch}
        />
      ))}
    </>
  );
}

function Clip({
  clip,
  moment,
  onWatch,
}: {
  clip: EvidenceClip;
  moment: Moment | null;
  onWatch: Props['onWatch'];
}) {
  const t = useText();
  const time = useTime();
  const of = (kind: string) => clip.renditions.find((rendition) => rendition.kind === kind);
  const film = of('staff');
  const still = of('still');
  return (
    <article className="clip card">
      <p className="hint">
        {clip.stage} · {time(clip.startedAt)} {clip.take > 1 && `· ${t.record.take(clip.take)}`}{' '}
        {clip.overtaken && `· ${t.record.overtaken}`}
      </p>
      {clip.mediaState === 'rejected' && <p className="warn">{t.record.rejected(clip.mediaReason ?? '')}</p>}
      {clip.mediaState === 'rendering' && <p aria-busy="true">{t.record.rendering}</p>}
      {clip.kind === 'film' && film && (
        <Film
          src={film.url}
          poster={of('poster')?.url}
          moment={moment}
          label={`${t.record.clips} ${clip.stage}`}
        />
      )}
      {clip.kind === 'still' && still && (
        <img src={still.url} alt={`${t.record.clips} ${clip.stage}`} loading="lazy" />
      )}
      {film && clip.marks.length > 0 && (
        <ul className="marks">
          {clip.marks.map((mark, n) => (
            <li key={n}>
              <button type="button" onClick={() => onWatch({ clipId: clip.id, atMs: mark.atMs })}>
                {filmTime(mark.atMs)} {mark.label}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="hint">
        {clip.manifest ? t.record.sealed(clip.manifest.sha256.slice(0, 12)) : t.record.notSealed}
      </p>
      {clip.manifest && <TimeStamp manifest={clip.manifest} />}
    </article>
  );
}

/** Who says when, and in the same line what that is worth. */
function TimeStamp({ manifest }: { manifest: NonNullable<EvidenceClip['manifest']> }) {
  const t = useText();
  const time = useTime();
  const { timestampedAt: at, timestampedBy: by } = manifest;
  if (!at || !by) return <p className="hint">{t.record.stampPending}</p>;
  return (
    <p className="hint">
      {t.record.stamped(time(at), by.name)}
      {by.local && ` · ${t.record.stampLocal}`}
      {!by.local && !by.verified && ` · ${t.record.stampUnverified}`}
    </p>
  );
}

interface FilmProps {
  src: string;
  poster?: string;
  moment: Moment | null;
  label: string;
}

/** Plays from the asked moment, a breath earlier, so that what leads to it is seen too. */
function Film({ src, poster, moment, label }: FilmProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!moment || !video.current) return;
    video.current.currentTime = Math.max(0, moment.atMs / 1000 - 1);
    void video.current.play().catch(() => undefined);
  }, [moment]);
  return (
    <video ref={video} src={src} poster={poster} controls playsInline preload="metadata" aria-label={label} />
  );
}
