import type { ShipmentRecord } from '../api/console-api.js';
import type { OnWatch } from './use-moment.js';
import { filmTime, useText, useTime } from '../i18n/i18n.js';

interface Props {
  record: ShipmentRecord;
  onWatch: OnWatch;
}

/** What was checked, by what standard, with a way to the moment in the film. */
export function Checks({ record, onWatch }: Props) {
  const t = useText();
  const time = useTime();
  const said: Record<string, string> = {
    pass: t.record.pass,
    fail: t.record.fail,
    not_applicable: t.record.not_applicable,
  };
  return (
    <section>
      <h2>{t.record.checks}</h2>
      <ul className="checks">
        {record.checks.map((check, n) => (
          <li key={n} className={`check check-${check.answer}`}>
            <span className="check-code">{check.code}</span>
            <span className="check-text">
              {check.text}
              <small>
                {check.standard} · {time(check.occurredAt)} · {t.record.by[check.by] ?? check.by}
              </small>
            </span>
            <strong>{said[check.answer] ?? check.answer}</strong>
            <Watch clip={check.clip} onWatch={onWatch} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Timeline({ record, onWatch }: Props) {
  const t = useText();
  const time = useTime();
  return (
    <section>
      <h2>{t.record.timeline}</h2>
      <ol className="timeline">
        {record.timeline.map((entry) => (
          <li key={entry.id} className={`entry entry-${entry.audience}`}>
            <time dateTime={entry.occurredAt}>{time(entry.occurredAt)}</time>
            <span>
              {entry.title}
              {entry.detail && <small>{entry.detail}</small>}
              <small>{entry.actor}</small>
            </span>
            <Watch clip={entry.clip} onWatch={onWatch} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Watch({
  clip,
  onWatch,
}: {
  clip: { clipId: string; atMs: number } | null;
  onWatch: Props['onWatch'];
}) {
  const t = useText();
  if (!clip) return null;
  return (
    <button
      type="button"
      className="moment"
      aria-label={`${t.record.watch} ${filmTime(clip.atMs)}`}
      onClick={() => onWatch(clip)}
    >
      ▶ {filmTime(clip.atMs)}
    </button>
  );
}
