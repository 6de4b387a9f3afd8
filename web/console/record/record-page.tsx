import { useCallback } from 'react';
import { fetchRecord, type ShipmentRecord } from '../api/console-api.js';
import { useSpeech, useText, useTime } from '../i18n/i18n.js';
import { CaseTable } from '../pages/cases-page.js';
import { useLoaded, useRefreshWhile } from '../use-loaded.js';
import type { Route } from '../use-route.js';
import { Clips } from './clips.js';
import { ExportBundle } from './export-bundle.js';
import { isUnfinished } from './is-unfinished.js';
import { OpenCaseForm } from './open-case-form.js';
import { ShareRecord } from './share-record.js';
import { Checks, Timeline } from './timeline.js';
import { useMoment } from './use-moment.js';
import { Loading } from '../loading.js';

/** Everything that is known of one shipment, film first: what an agent looks at with the customer on the phone. */
export function RecordPage({ shipmentId, go }: { shipmentId: string; go: (route: Route) => void }) {
  const { language } = useSpeech();
  const load = useCallback(() => fetchRecord(shipmentId, language), [shipmentId, language]);
  const { value: record, problem, reload } = useLoaded(load);
  const { moment, watch, films } = useMoment();
  useRefreshWhile(record !== null && isUnfinished(record), reload);
  if (!record) return <Loading problem={problem} retry={reload} />;
  return (
    <section className="wide">
      <RecordHead record={record} />
      {problem && (
        <p className="refusal" role="alert">
          {problem}
        </p>
      )}
      <div className="columns">
        <section ref={films} className="films">
          <Clips record={record} moment={moment} onWatch={watch} />
        </section>
        <div className="stack">
          <ShareRecord shipmentId={shipmentId} />
          <ExportBundle shipmentId={shipmentId} />
          <Cases record={record} go={go} onOpened={reload} />
        </div>
        <Checks record={record} onWatch={watch} />
        <Timeline record={record} onWatch={watch} />
      </div>
    </section>
  );
}

function RecordHead({ record }: { record: ShipmentRecord }) {
  const t = useText();
  const time = useTime();
  const { shipment, order, customer, recipient, preserved } = record;
  const facts: [string, string][] = [
    [t.record.placed, time(order.placedAt)],
    [t.record.rank, order.rankName],
    [t.record.customer, [customer.name, customer.email].filter(Boolean).join(' · ')],
    [t.record.recipient, [recipient.name, recipient.postalCode, recipient.address].filter(Boolean).join(' ')],
    [t.record.waybill, [t.carriers[shipment.carrier ?? ''], ...shipment.waybills].filter(Boolean).join(' ')],
    [t.record.payment, t.payments[order.paymentMethod] ?? order.paymentMethod],
    [t.record.lines, record.lines.map(({ name, quantity }) => `${name} × ${quantity}`).join(t.listMark)],
  ];
  return (
    <header>
      <h1>
        {t.record.order} {order.externalId}{' '}
        <span className="badge">{t.state[shipment.state] ?? shipment.state}</span>
        {preserved.held + preserved.wanted > 0 && (
          <span className="badge badge-stop">{t.record.preserved(preserved.held, preserved.wanted)}</span>
        )}
      </h1>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value || '–'}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

interface CasesProps {
  record: ShipmentRecord;
  go: (route: Route) => void;
  onOpened: () => void;
}

function Cases({ record, go, onOpened }: CasesProps) {
  const t = useText();
  return (
    <section className="card stack">
      <h2>{t.record.cases}</h2>
      {record.cases.length > 0 && <CaseTable items={record.cases} go={go} />}
      <OpenCaseForm record={record} onOpened={onOpened} />
    </section>
  );
}
