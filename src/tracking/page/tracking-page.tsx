import type { ParcelView, TrackingView } from '../tracking.view.types.js';
import { Film, Items, Journey, Record, Seal, Stills, Swaps } from './record.js';
import { Contact, renderPage } from './shell.js';
import { stylesFor } from './styles.js';

/** The shipment's page, HTML in UTF-8. */
export function trackingPage(view: TrackingView): Buffer {
  const { texts, brand } = view;
  return renderPage({
    locale: view.locale,
    title: view.pageTitle,
    styles: stylesFor(brand.colours),
    texts,
    brand,
    otherLanguageUrl: view.otherLanguageUrl,
    footer: <Contact brand={brand} texts={texts} until={view.until} />,
    children: <Columns view={view} />,
  });
}

function Columns({ view }: { view: TrackingView }) {
  return (
    <div className="cols">
      <Hero view={view} />
      <div className="rest">
        <Reports view={view} />
        <Film view={view} />
        <Journey view={view} />
        <Swaps view={view} />
        <Stills view={view} />
        <Record view={view} />
        <Items view={view} />
        <Seal view={view} />
        <Help view={view} />
      </div>
    </div>
  );
}

function Hero({ view }: { view: TrackingView }) {
  const { status, giftTitle } = view;
  return (
    <div className={`hero ${status.tone}`}>
      {giftTitle && <p className="gift">{giftTitle}</p>}
      <h1>{status.title}</h1>
      <p className="say">{status.text}</p>
      <Steps view={view} />
      <dl className="plan">
        {view.plan.map(({ label, value, isKey }) => (
          <div key={label} className={isKey ? 'key' : undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {view.parcels.map((parcel) => (
        <Parcel key={parcel.number} parcel={parcel} label={view.texts.parcel.number} />
      ))}
    </div>
  );
}

function Steps({ view }: { view: TrackingView }) {
  if (view.steps.length === 0) return null;
  const { stepStates } = view.texts;
  return (
    <ol className="steps">
      {view.steps.map(({ label, state }) => (
        <li key={label} className={state} aria-current={state === 'current' ? 'step' : undefined}>
          {label}
          <span className="hide">{` (${stepStates[state]})`}</span>
        </li>
      ))}
    </ol>
  );
}

function Parcel({ parcel, label }: { parcel: ParcelView; label: string }) {
  return (
    <div className="parcel">
      <p className="small">
        {parcel.carrier} {label}
        {parcel.position && <span className="of"> {parcel.position}</span>}
      </p>
      <p className="number">{parcel.number}</p>
      {parcel.url && (
        <a className="button" href={parcel.url} rel="noreferrer noopener">
          {parcel.link}
        </a>
      )}
    </div>
  );
}

function Reports({ view }: { view: TrackingView }) {
  if (view.reports.length === 0) return null;
  const { report } = view.texts;
  return (
    <section className="card">
      <h2>{report.listTitle}</h2>
      <ul className="rows">
        {view.reports.map(({ caseNo, state, reason, at }) => (
          <li key={caseNo}>
            <span>
              <b>{state}</b>
              <br />
              <span className="small">
                {reason} {at}
              </span>
            </span>
            <span className="end">{caseNo}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Help({ view }: { view: TrackingView }) {
  const { report } = view.texts;
  return (
    <section className="card help">
      <h2>{report.invite}</h2>
      <p>{report.inviteText}</p>
      <a className="button plain" href={view.reportUrl}>
        {report.button}
      </a>
    </section>
  );
}
