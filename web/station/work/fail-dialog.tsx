import { useEffect, useRef, useState } from 'react';
import type { StationCheck, StationLine, StationTask } from '../api/types.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import type { TaskWork } from './use-task.js';

/** What made the packer stop: a check that fails or doesn't apply, or an item that isn't there. */
export interface Doubt {
  kind: 'swap' | 'short_pick' | 'not_applicable';
  check: StationCheck | null;
  line: StationLine | null;
}

interface Props {
  doubt: Doubt;
  task: StationTask;
  work: TaskWork;
  onClose: () => void;
}

/** Asks which item and what about it; two presses in the usual case. Escape and "cancel" change nothing. */
export function FailDialog({ doubt, task, work, onClose }: Props) {
  const t = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="doubt-title">
      <h2 id="doubt-title">{doubt.kind === 'not_applicable' ? t.fail.naReason : t.fail.title}</h2>
      {doubt.kind === 'not_applicable' ? (
        <NotApplicable doubt={doubt} work={work} onClose={onClose} />
      ) : (
        <WhatIsWrong doubt={doubt} task={task} work={work} onClose={onClose} />
      )}
      <button type="button" className="quiet" onClick={onClose}>
        {t.task.back}
      </button>
    </dialog>
  );
}

function NotApplicable({ doubt, work, onClose }: Omit<Props, 'task'>) {
  const t = useText();
  const [reason, setReason] = useState('');
  const { check } = doubt;
  if (!check) return null;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        work.answer(check, 'not_applicable', { reason: reason.trim() });
        onClose();
      }}
    >
      <p>{check.code}</p>
      <input
        value={reason}
        aria-label={t.fail.naReason}
        maxLength={300}
        onChange={(event) => setReason(event.target.value)}
      />
      <button type="submit" className="primary" disabled={reason.trim() === ''}>
        {t.fail.naSubmit}
      </button>
    </form>
  );
}

function WhatIsWrong({ doubt, task, work, onClose }: Props) {
  const t = useText();
  const speak = useBilingual();
  const [lineId, setLineId] = useState(doubt.line?.id ?? task.lines[0]?.id ?? '');
  const [defect, setDefect] = useState<keyof typeof t.fail.defects>('chip');
  const report = (kind: 'swap' | 'short_pick') => {
    const reason = kind === 'swap' ? defect : 'short';
    if (kind === 'swap' && doubt.check) work.answer(doubt.check, 'fail', { shipmentLineId: lineId, reason });
    else work.except({ kind, shipmentLineId: lineId, quantity: 1, defect: reason });
    onClose();
  };
  return (
    <div className="stack">
      <fieldset>
        <legend>{t.fail.item}</legend>
        {task.lines.map((line) => (
          <label key={line.id} className="choice">
            <input
              type="radio"
              name="line"
              checked={line.id === lineId}
              onChange={() => setLineId(line.id)}
            />
            {speak(line.name)}
          </label>
        ))}
      </fieldset>
      {doubt.kind === 'swap' && <DefectChoice defect={defect} onDefect={setDefect} />}
      {doubt.kind === 'swap' && (
        <button type="button" className="danger" onClick={() => report('swap')}>
          {t.fail.swap}
        </button>
      )}
      <button type="button" className="danger" onClick={() => report('short_pick')}>
        {t.fail.short}
      </button>
    </div>
  );
}

type Defect = 'chip' | 'stain' | 'dent' | 'leak' | 'wrong' | 'other';
const DEFECTS: readonly Defect[] = ['chip', 'stain', 'dent', 'leak', 'wrong', 'other'];

function DefectChoice({ defect, onDefect }: { defect: Defect; onDefect: (defect: Defect) => void }) {
  const t = useText();
  return (
    <fieldset>
      <legend>{t.fail.defect}</legend>
      {DEFECTS.map((code) => (
        <label key={code} className="choice">
          <input type="radio" name="defect" checked={code === defect} onChange={() => onDefect(code)} />
          {t.fail.defects[code]}
        </label>
      ))}
    </fieldset>
  );
}
