import { useEffect, useRef, useState } from 'react';
import type { Stop } from '../api/types.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import type { TaskWork } from './use-task.js';

/** What still stands between this task and its completion, and the two ways out of it. */
export function MissingPanel({ work }: { work: TaskWork }) {
  const t = useText();
  const speak = useBilingual();
  const { missing } = work.task;
  const ready = missing.length === 0;
  return (
    <section className="missing" aria-label={t.task.missing}>
      {ready ? (
        <p className="ok">{t.task.allDone}</p>
      ) : (
        <>
          <h2>{t.task.missing}</h2>
          <ul>
            {missing.map((item) => (
              <li key={item.code}>{speak(item.text)}</li>
            ))}
          </ul>
        </>
      )}
      <button type="button" className="primary huge" disabled={!ready || work.busy} onClick={work.complete}>
        {t.task.done}
      </button>
      <GiveBack work={work} />
    </section>
  );
}

function GiveBack({ work }: { work: TaskWork }) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" className="quiet" onClick={() => setAsked(true)}>
        {t.task.release}
      </button>
    );
  }
  return (
    <div className="confirm" role="alertdialog" aria-label={t.task.release}>
      <p>{t.task.releaseConfirm}</p>
      <button type="button" className="danger" disabled={work.busy} onClick={work.release}>
        {t.task.release}
      </button>
      <button type="button" className="quiet" onClick={() => setAsked(false)}>
        {t.task.back}
      </button>
    </div>
  );
}

/** Covers everything: the box must not be closed before somebody has read this. */
export function StopOverlay({ stop, onUnderstood }: { stop: Stop; onUnderstood: () => void }) {
  const t = useText();
  const speak = useBilingual();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="stop"
      aria-labelledby="stop-title"
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="stop-title">{t.stop.title}</h2>
      <p>{stop.code === 'newer_token' ? t.stop.taken : speak(stop.text)}</p>
      <button type="button" className="primary huge" onClick={onUnderstood}>
        {t.stop.understood}
      </button>
    </dialog>
  );
}
