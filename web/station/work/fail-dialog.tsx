import { useState } from 'react';
import type { StationCheck, StationLine, StationTask } from '../api/types.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import { Modal } from './panels.js';
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
  const titles = { not_applicable: t.fail.naReason, swap: t.fail.title, short_pick: t.task.shortPick };
  return (
    <Modal className="ask" labelledBy="doubt-title" onCancel={onClose}>
      <h2 id="doubt-title">{titles[doubt.kind]}</h2>
      {doubt.kind === 'not_applicable' ? (
        <NotApplicable doubt={doubt} work={work} onClose={onClose} />
      ) : (
        <WhatIsWrong doubt={doubt} task={task} work={work} onClose={onClose} />
      )}
      <button type="button" className="quiet" onClick={onClose}>
        {t.task.back}
      </button>
    </Modal>
  );
}

function NotApplicable({ doubt, work, onClose }: Omit<Props, 'task'>) {
  const t = useText();
  const speak = useBilingual();
  const [reason, setReason] = useState('');
  const { check } = doubt;
  if (!check) return null;
  const submit = (why: string) => {
    work.answer(check, 'not_applicable', { reason: why });
    onClose();
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit(reason.trim());
      }}
    >
      <p>{speak(check.text)}</p>
      {t.fail.naReasons.map((why) => (
        <button key={why} type="button" onClick={() => submit(why)}>
          {why}
        </button>
      ))}
      <label>
        {t.fail.naOther}
        <input value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </label>
      {reason.trim() !== '' && (
        <button type="submit" className="primary">
          {t.fail.naSubmit}
        </button>
      )}
    </form>
  );
}

/** A guess would put the swap on the wrong item: it is only made where there is nothing to guess. */
const onlyLine = ({ lines }: StationTask) => (lines.length === 1 ? (lines[0]?.id ?? '') : '');

function WhatIsWrong({ doubt, task, work, onClose }: Props) {
  const t = useText();
  const speak = useBilingual();
  const [lineId, setLineId] = useState(doubt.line?.id ?? onlyLine(task));
  const [defect, setDefect] = useState<keyof typeof t.fail.defects>('chip');
  const report = (kind: 'swap' | 'short_pick') => {
    const reason = kind === 'swap' ? defect : 'short';
    if (kind === 'swap' && doubt.check) work.answer(doubt.check, 'fail', { shipmentLineId: lineId, reason });
    else work.except({ kind, shipmentLineId: lineId, quantity: 1, defect: reason });
    onClose();
  };
  return (
    <div className="stack">
      {doubt.check && <p>{speak(doubt.check.text)}</p>}
      <fieldset>
        <legend>{t.fail.item}</legend>
        {task.lines.map(({ id, name }) => (
          <label key={id} className="choice">
            <input type="radio" name="line" checked={id === lineId} onChange={() => setLineId(id)} />
            {speak(name)}
          </label>
        ))}
      </fieldset>
      {doubt.kind === 'swap' && <DefectChoice defect={defect} onDefect={setDefect} />}
      {doubt.kind === 'swap' && (
        <button type="button" className="primary" disabled={!lineId} onClick={() => report('swap')}>
          {t.fail.swap}
        </button>
      )}
      <button
        type="button"
        className={doubt.kind === 'swap' ? undefined : 'primary'}
        disabled={!lineId}
        onClick={() => report('short_pick')}
      >
        {t.fail.short}
      </button>
    </div>
  );
}

// The codes of src/cases/defect.texts.ts, so that the customer's page has words for them; `other` is never shown there.
const DEFECTS = ['chip', 'stain', 'dent', 'leak', 'lid', 'engraving', 'wrong_item', 'other'] as const;
type Defect = (typeof DEFECTS)[number];

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
