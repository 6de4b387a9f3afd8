import { useCallback, useState } from 'react';
import { closeDay, type DayClose, fetchDay } from '../api/board-api.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import { Loading } from '../loading.js';
import { useAction, useLoaded } from '../use-loaded.js';
import type { Route } from '../use-route.js';
import { useWarehouseTime } from './zone.js';

interface DayPageProps {
  date: string;
  go: (route: Route) => void;
  mayClose: boolean;
}

/** The end of a day: what was in the house, and what became of it. */
export function DayPage({ date, go, mayClose }: DayPageProps) {
  const t = useText().board.day;
  const load = useCallback(() => fetchDay(date || undefined), [date]);
  const { value, problem, reload } = useLoaded(load);
  return (
    <section className="board wide stack">
      <h1>{t.title}</h1>
      {!value && <Loading problem={problem} retry={reload} />}
      {value && (
        <>
          <label className="day-date">
            {t.date}
            <input
              type="date"
              value={value.date}
              onChange={(event) => event.target.value && go({ page: 'day', date: event.target.value })}
            />
          </label>
          {problem && <p role="alert">{problem}</p>}
          <Figures day={value} />
          <Named title={t.unaccounted(value.figures.difference)} items={value.figures.unaccounted} />
          <Named title={t.missed(value.figures.missed.length)} items={value.figures.missed} />
          <Close key={value.date} day={value} mayClose={mayClose} onClosed={reload} />
        </>
      )}
    </section>
  );
}

const OUT = ['handedOver', 'held', 'short', 'cancelled', 'carriedOver'] as const;

function Figures({ day: { figures } }: { day: DayClose }) {
  const t = useText().board.day;
  const inWords = useBilingual();
  return (
    <>
      <dl className="board-totals">
        <div className="board-total">
          <dt>{t.in}</dt>
          <dd>
            {figures.in.total}
            <small>
              {t.fromBefore} {figures.in.fromBefore} + {t.arrived} {figures.in.arrived}
            </small>
          </dd>
        </div>
        {OUT.map((name) => (
          <div key={name} className="board-total">
            <dt>{t[name]}</dt>
            <dd>
              {figures[name]}
              {name === 'carriedOver' &&
                figures.carriedOverByReason.map(({ why, text, count }) => (
                  <small key={why}>
                    {inWords(text)} {count}
                  </small>
                ))}
            </dd>
          </div>
        ))}
        <div className={figures.difference === 0 ? 'board-total' : 'board-total loud'}>
          <dt>{t.difference}</dt>
          <dd>{figures.difference}</dd>
        </div>
      </dl>
      {figures.difference === 0 && (
        <p className="truck-text">
          <span aria-hidden="true">✓</span> {t.zero}
        </p>
      )}
    </>
  );
}

function Named({ title, items }: { title: string; items: DayClose['figures']['unaccounted'] }) {
  const inWords = useBilingual();
  if (items.length === 0) return null;
  return (
    <section className="card">
      <h2>{title}</h2>
      <ul className="stack">
        {items.map((item) => (
          <li key={item.shipmentId}>
            <strong>{item.orderExternalId}</strong> {inWords(item.text)}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CloseProps {
  day: DayClose;
  mayClose: boolean;
  onClosed: () => void;
}

function Close({ day, mayClose, onClosed }: CloseProps) {
  const t = useText().board.day;
  const time = useWarehouseTime();
  const { busy, problem, run } = useAction();
  const [reason, setReason] = useState('');
  const { closed, date, figures } = day;
  if (closed) {
    return (
      <p role="status" className="warn">
        {t.closed(time(closed.at))} {closed.reason && t.because(closed.reason)}
      </p>
    );
  }
  if (!mayClose) return <p>{t.managerOnly}</p>;
  const words = reason.trim() === '' ? undefined : reason.trim();
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        run(() => closeDay(date, words, crypto.randomUUID()).finally(onClosed));
      }}
    >
      {figures.difference > 0 && (
        <label>
          {t.reason}
          <input
            required
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      )}
      <p>{t.sure}</p>
      {problem && (
        <p role="alert" className="refusal">
          {problem}
        </p>
      )}
      <button type="submit" className="primary" disabled={busy}>
        {t.close}
      </button>
    </form>
  );
}
