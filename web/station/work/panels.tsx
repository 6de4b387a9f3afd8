import { useEffect, useRef, useState } from 'react';
import { useBilingual, useText } from '../i18n/i18n.js';
import type { TaskWork } from './use-task.js';

/** Always in sight: what still stands between this task and its completion, and the two ways out of it. */
export function DonePanel({ work }: { work: TaskWork }) {
  const t = useText();
  const speak = useBilingual();
  const { missing } = work.task;
  const [first] = missing;
  return (
    <section className="done" aria-label={t.task.missing}>
      <div className="done-left" role="status">
        {first ? (
          <>
            <strong className="done-count">{t.task.left(missing.length)}</strong>
            <span className="done-first">{speak(first.text)}</span>
          </>
        ) : (
          <strong>{t.task.allDone}</strong>
        )}
      </div>
      <GiveBack work={work} />
      <button
        type="button"
        className="primary huge"
        disabled={first !== undefined || work.busy}
        aria-busy={work.busy}
        onClick={work.complete}
      >
        {t.task.done}
      </button>
    </section>
  );
}

function GiveBack({ work }: { work: TaskWork }) {
  const t = useText();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <button type="button" className="quiet" onClick={() => setAsked(true)}>
        {t.task.release}
      </button>
      {asked && (
        <Modal className="ask" labelledBy="release-title" onCancel={() => setAsked(false)}>
          <h2 id="release-title">{t.task.release}</h2>
          <p>{t.task.releaseConfirm}</p>
          <div className="choices">
            <button type="button" onClick={() => setAsked(false)}>
              {t.task.back}
            </button>
            <button type="button" className="danger" disabled={work.busy} onClick={work.release}>
              {t.task.release}
            </button>
          </div>
        </Modal>
      )}
    </>
  );
}

interface ModalProps {
  className: string;
  labelledBy: string;
  children: React.ReactNode;
  /** Absent: Escape does nothing. */
  onCancel?: () => void;
}

/**
 * A dialog over everything. Its text has the focus, not its button: the Enter that ends a scan, made by somebody who hasn't
 * looked up yet, must not answer it.
 */
export function Modal({ className, labelledBy, children, onCancel }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const text = useRef<HTMLDivElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    text.current?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        onCancel?.();
      }}
    >
      <div ref={text} tabIndex={-1} className="stack">
        {children}
      </div>
    </dialog>
  );
}
