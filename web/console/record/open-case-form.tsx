import { useState } from 'react';
import { openCase, type OpenCase, type ShipmentRecord, type Weight } from '../api/console-api.js';
import { useText } from '../i18n/i18n.js';
import { useAction } from '../use-loaded.js';

/** Records what the customer says. The key makes a second press or a repeated request the same case. */
export function OpenCaseForm({ record, onOpened }: { record: ShipmentRecord; onOpened: () => void }) {
  const t = useText();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [weight, setWeight] = useState<Weight>('complaint');
  const [reason, setReason] = useState<OpenCase['reason']>('damaged');
  const [note, setNote] = useState('');
  const { busy, problem, run } = useAction();
  const submit = async () => {
    const about = { orderId: record.order.id, shipmentId: record.shipment.id };
    await openCase({ ...about, weight, reason, note: note.trim() || undefined }, key);
    setKey(crypto.randomUUID());
    setNote('');
    onOpened();
  };
  return (
    <details>
      <summary>{t.open.title}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          run(submit);
        }}
      >
        <Choice label={t.open.weight} value={weight} texts={t.weight} onChange={setWeight} />
        <Choice label={t.open.reason} value={reason} texts={t.reason} onChange={setReason} />
        <label>
          {t.open.note}
          <textarea
            rows={3}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        <p className="hint">{t.open.preserves}</p>
        {problem && (
          <p className="refusal" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="primary" disabled={busy}>
          {t.open.submit}
        </button>
      </form>
    </details>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  texts: Record<T, string>;
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, texts, onChange }: ChoiceProps<T>) {
  const isCode = (code: string): code is T => code in texts;
  return (
    <label>
      {label}
      <select value={value} onChange={({ target }) => isCode(target.value) && onChange(target.value)}>
        {Object.entries<string>(texts).map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
