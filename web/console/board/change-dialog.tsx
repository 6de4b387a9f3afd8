import { useEffect, useId, useRef, useState } from 'react';
import {
  type Change,
  changeTask,
  fetchStations,
  type InterventionResult,
  type Reason,
} from '../api/board-api.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import { useAction } from '../use-loaded.js';

interface Props {
  taskId: string;
  order: string;
  isHeld: boolean;
  onClose: (isChanged: boolean) => void;
}

type Kind = Change['kind'];

const REASONS: readonly Reason[] = [
  ...(['customer_asked', 'address_check', 'payment_check', 'stock', 'damage', 'deadline'] as const),
  ...(['station_problem', 'mistake', 'other'] as const),
];

/** Hold, release, expedite or reassign one parcel: what and why first, then what it means, then it is done. */
export function ChangeDialog({ taskId, order, isHeld, onClose }: Props) {
  const t = useText().board.act;
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [change, setChange] = useState<Change | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="change" aria-labelledby={title} onClose={() => onClose(false)}>
      <h2 id={title}>{t.title(order)}</h2>
      {change === null ? (
        <Choice isHeld={isHeld} onChosen={setChange} onClose={() => onClose(false)} />
      ) : (
        <Sure taskId={taskId} change={change} onBack={() => setChange(null)} onDone={() => onClose(true)} />
      )}
    </dialog>
  );
}

interface ChoiceProps {
  isHeld: boolean;
  onChosen: (change: Change) => void;
  onClose: () => void;
}

function Choice({ isHeld, onChosen, onClose }: ChoiceProps) {
  const texts = useText();
  const t = texts.board.act;
  const kinds: readonly Kind[] = isHeld ? ['release'] : ['hold', 'expedite', 'reassign'];
  const [kind, setKind] = useState<Kind>(isHeld ? 'release' : 'hold');
  const [stationId, setStationId] = useState('');
  const [reason, setReason] = useState<Reason | ''>('');
  const [note, setNote] = useState('');
  const submit = () => {
    if (reason === '') return;
    const why = { reason, note: note.trim() === '' ? undefined : note.trim() };
    onChosen(kind === 'reassign' ? { kind, ...why, stationId: stationId || null } : { kind, ...why });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset>
        <legend>{t.what}</legend>
        {kinds.map((each) => (
          <label key={each} className="choice">
            <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
            {t[each]}
          </label>
        ))}
      </fieldset>
      {kind === 'reassign' && <StationChoice value={stationId} onChange={setStationId} />}
      <ReasonFields {...{ reason, setReason, note, setNote }} />
      <div className="row">
        <button type="submit" className="primary">
          {t.next}
        </button>
        <button type="button" onClick={onClose}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}

interface ReasonProps {
  reason: Reason | '';
  setReason: (reason: Reason | '') => void;
  note: string;
  setNote: (note: string) => void;
}

function ReasonFields({ reason, setReason, note, setNote }: ReasonProps) {
  const t = useText().board.act;
  return (
    <>
      <label>
        {t.reason}
        <select
          required
          value={reason}
          onChange={(event) => setReason(REASONS.find((one) => one === event.target.value) ?? '')}
        >
          <option value="" />
          {REASONS.map((one) => (
            <option key={one} value={one}>
              {t.reasons[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.note}
        <input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
      </label>
    </>
  );
}

function StationChoice({ value, onChange }: { value: string; onChange: (stationId: string) => void }) {
  const t = useText().board.act;
  const [stations, setStations] = useState<{ id: string; name: string }[]>([]);
  useEffect(() => {
    // Without the list it can still be given back to everybody.
    fetchStations().then(
      ({ items }) => setStations(items),
      () => undefined,
    );
  }, []);
  return (
    <label>
      {t.station}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t.anybody}</option>
        {stations.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

type Waits = NonNullable<InterventionResult['waits']>;

interface SureProps {
  taskId: string;
  change: Change;
  onBack: () => void;
  onDone: () => void;
}

function Sure({ taskId, change, onBack, onDone }: SureProps) {
  const t = useText().board.act;
  const { busy, problem, run } = useAction();
  // The same press sent twice counts once.
  const [key] = useState(() => crypto.randomUUID());
  const [waits, setWaits] = useState<Waits | null>(null);
  const confirm = async () => {
    const result = await changeTask(taskId, change, key);
    if (result.waits) setWaits(result.waits);
    else onDone();
  };
  if (waits) return <StillWaits waits={waits} onDone={onDone} />;
  return (
    <div className="stack">
      <p>
        <strong>{t[change.kind]}</strong> — {t.reasons[change.reason]}
        {change.note && ` (${change.note})`}
      </p>
      <p>{t.sure[change.kind]}</p>
      {change.kind !== 'release' && <p>{t.stopped}</p>}
      {problem && (
        <p role="alert" className="refusal">
          {problem}
        </p>
      )}
      <div className="row">
        <button type="button" className="primary" autoFocus disabled={busy} onClick={() => run(confirm)}>
          {t.confirm}
        </button>
        <button type="button" onClick={onBack}>
          {t.back}
        </button>
      </div>
    </div>
  );
}

/** It was done, but nobody gets the parcel yet: said before the dialog closes. */
function StillWaits({ waits, onDone }: { waits: Waits; onDone: () => void }) {
  const t = useText().board.act;
  const inWords = useBilingual();
  return (
    <div className="stack">
      <p role="status">{inWords(waits.text)}</p>
      <div className="row">
        <button type="button" className="primary" autoFocus onClick={onDone}>
          {t.understood}
        </button>
      </div>
    </div>
  );
}
