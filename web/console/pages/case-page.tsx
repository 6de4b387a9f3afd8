import { type ReactNode, useCallback, useState } from 'react';
import * as api from '../api/console-api.js';
import { useSpeech, useText, useTime } from '../i18n/i18n.js';
import { useAction, useLoaded, useRefreshWhile } from '../use-loaded.js';
import type { Route } from '../use-route.js';
import { Loading } from '../loading.js';
import { Clips } from '../record/clips.js';
import { isUnfinished } from '../record/is-unfinished.js';
import { Checks } from '../record/timeline.js';
import { useMoment } from '../record/use-moment.js';

/** A case: what the customer says, what the film shows, what was done, and what may not be deleted because of it. */
export function CasePage({ caseId, go }: { caseId: string; go: (route: Route) => void }) {
  const { language } = useSpeech();
  const load = useCallback(() => api.fetchCase(caseId, language), [caseId, language]);
  const { value: file, problem, reload } = useLoaded(load);
  useRefreshWhile(file !== null && isWaiting(file), reload);
  if (!file) return <Loading problem={problem} retry={reload} />;
  return (
    <section className="wide stack">
      <CaseHead file={file} go={go} />
      {problem && (
        <p className="refusal" role="alert">
          {problem}
        </p>
      )}
      <div className="case-file">
        <Evidence record={file.record}>
          <div className="stack case-talk">
            <Messages file={file} onWritten={reload} />
            {file.case.state === 'open' && <CaseActions file={file} onDone={reload} />}
            <Preservation file={file} />
          </div>
        </Evidence>
      </div>
    </section>
  );
}

function isWaiting({ preservation, record }: api.CaseFile): boolean {
  return preservation.some(({ state }) => state === 'wanted') || (record !== null && isUnfinished(record));
}

function CaseHead({ file, go }: { file: api.CaseFile; go: (route: Route) => void }) {
  const t = useText();
  const time = useTime();
  const { shipmentId } = file.case;
  return (
    <header className="stack">
      <h1>
        {t.case.file} {file.case.caseNo} <span className="badge">{t.case[file.case.state]}</span>
      </h1>
      <p>
        <span className="badge badge-stop">{t.weight[file.case.weight]}</span> {t.reason[file.case.reason]} ·{' '}
        {file.case.orderExternalId} · {t.case.opened} {time(file.case.openedAt)}
        {file.case.answerBy && ` · ${t.case.answerBy} ${time(file.case.answerBy)}`}
      </p>
      {file.decision && (
        <p>
          {t.case.decision}: {file.decision}
        </p>
      )}
      {shipmentId && (
        <p>
          <button type="button" onClick={() => go({ page: 'record', shipmentId })}>
            {t.case.toRecord}
          </button>
        </p>
      )}
    </header>
  );
}

/**
 * The films and stills of the shipment, and what was checked with the way to its moment: the answer to most claims. On a
 * narrow screen `children` stand between the two: the customer's words before a long list.
 */
function Evidence({ record, children }: { record: api.ShipmentRecord | null; children: ReactNode }) {
  const { moment, watch, films } = useMoment();
  if (!record) return children;
  return (
    <>
      <section ref={films} className="films">
        <Clips record={record} moment={moment} onWatch={watch} />
      </section>
      {children}
      <Checks record={record} onWatch={watch} />
    </>
  );
}

const DECISIONS = ['replacement', 'refund', 'goodwill', 'rebuttal', 'no_action'] as const;
const decisionOf = (code: string): api.Decision => DECISIONS.find((known) => known === code) ?? 'no_action';

function Preservation({ file }: { file: api.CaseFile }) {
  const t = useText();
  if (file.preservation.length === 0) return null;
  return (
    <details className="card">
      <summary>
        {t.case.preservation} ({file.preservation.length})
      </summary>
      <ul className="plain">
        {file.preservation.map((item, n) => (
          <li key={n}>
            {item.what} · {t.case.preservationState[item.state]}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Messages({ file, onWritten }: { file: api.CaseFile; onWritten: () => void }) {
  const t = useText();
  const time = useTime();
  const [body, setBody] = useState('');
  const { busy, problem, run } = useAction();
  const send = async () => {
    await api.writeMessage(file.case.id, body.trim());
    setBody('');
    onWritten();
  };
  return (
    <section>
      <h2>{t.case.messages}</h2>
      <ul className="messages">
        {file.messages.map((message) => (
          <li key={message.id} className={`message message-${message.author}`}>
            <small>
              {message.author === 'customer' ? t.case.fromCustomer : t.case.fromStaff} ·{' '}
              {time(message.writtenAt)}
              {message.contact && ` · ${message.contact}`}
            </small>
            <p>{message.body}</p>
          </li>
        ))}
      </ul>
      {file.case.state === 'open' && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            run(send);
          }}
        >
          <label>
            {t.case.write}
            <textarea
              rows={3}
              maxLength={2000}
              value={body}
              onChange={(event) => setBody(event.target.value)}
            />
          </label>
          {problem && (
            <p className="refusal" role="alert">
              {problem}
            </p>
          )}
          <button type="submit" disabled={busy || body.trim() === ''}>
            {t.case.send}
          </button>
        </form>
      )}
    </section>
  );
}

const WEIGHTS: readonly api.Weight[] = ['inquiry', 'complaint', 'dispute', 'chargeback'];

function CaseActions({ file, onDone }: { file: api.CaseFile; onDone: () => void }) {
  const t = useText();
  const [decision, setDecision] = useState<api.Decision>('replacement');
  const { busy, problem, run } = useAction();
  const heavier = WEIGHTS.slice(WEIGHTS.indexOf(file.case.weight) + 1);
  const act = (request: () => Promise<unknown>) =>
    run(async () => {
      await request();
      onDone();
    });
  return (
    <section className="card stack">
      {heavier.length > 0 && (
        <p className="row">
          {t.case.raise}:
          {heavier.map((weight) => (
            <button
              key={weight}
              type="button"
              disabled={busy}
              onClick={() => act(() => api.raiseCase(file.case.id, weight))}
            >
              {t.weight[weight]}
            </button>
          ))}
        </p>
      )}
      <label>
        {t.case.decision}
        <select value={decision} onChange={(event) => setDecision(decisionOf(event.target.value))}>
          {DECISIONS.map((code) => (
            <option key={code} value={code}>
              {t.case.decisions[code]}
            </option>
          ))}
        </select>
      </label>
      <p className="hint">{t.case.closeConfirm}</p>
      {problem && (
        <p className="refusal" role="alert">
          {problem}
        </p>
      )}
      <button
        type="button"
        className="danger"
        disabled={busy}
        onClick={() => act(() => api.closeCase(file.case.id, decision))}
      >
        {t.case.close}
      </button>
    </section>
  );
}
