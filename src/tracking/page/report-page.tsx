import { caseReasonText } from '../../cases/case.texts.js';
import type { Locale } from '../../i18n/locale.js';
import type { TrackingTexts } from '../tracking.texts.js';
import type { BrandView } from '../tracking.view.types.js';
import { Contact, renderPage } from './shell.js';
import { stylesFor } from './styles.js';

/** What a customer has written, as it goes back into the form when something is missing. */
export interface ReportDraft {
  reason: string;
  message: string;
  contact: string;
}

export type ReportProblem = 'reason' | 'message' | 'contact' | 'tooMany' | 'stale';

export interface ReportPageProps {
  locale: Locale;
  texts: TrackingTexts;
  brand: BrandView;
  pageUrl: string;
  formUrl: string;
  formKey: string;
  reasons: readonly string[];
  draft: ReportDraft;
  problems: readonly ReportProblem[];
}

type ThanksPageProps = Pick<ReportPageProps, 'locale' | 'texts' | 'brand' | 'pageUrl'> & {
  caseNo: string;
  keepBox: boolean;
};

/** The form with which a customer reports a problem. */
export function reportPage(props: ReportPageProps): Buffer {
  return renderPage({ ...shellOf(props, props.texts.report.title), children: <ReportForm {...props} /> });
}

/** What a customer reads after reporting. */
export function thanksPage(props: ThanksPageProps): Buffer {
  return renderPage({ ...shellOf(props, props.texts.report.thanksTitle), children: <Thanks {...props} /> });
}

function shellOf(
  { locale, texts, brand }: Pick<ReportPageProps, 'locale' | 'texts' | 'brand'>,
  title: string,
) {
  return {
    locale,
    texts,
    brand,
    title: texts.titleOf.replace('{title}', title).replace('{brand}', brand.name),
    styles: stylesFor(brand.colours),
    footer: <Contact brand={brand} texts={texts} />,
  };
}

function ReportForm(props: ReportPageProps) {
  const { texts, problems } = props;
  const { report } = texts;
  return (
    <div className="hero narrow">
      <h1>{report.title}</h1>
      <p className="say">{report.lead}</p>
      {problems.length > 0 && <Problems problems={problems} texts={texts} />}
      <form method="post" action={props.formUrl} noValidate>
        <input type="hidden" name="formKey" value={props.formKey} />
        <Reason {...props} />
        <Message {...props} />
        <ContactField {...props} />
        <button className="button" type="submit">
          {report.send}
        </button>
      </form>
      <a className="back" href={props.pageUrl}>
        {report.back}
      </a>
    </div>
  );
}

function Problems({ problems, texts }: Pick<ReportPageProps, 'problems' | 'texts'>) {
  return (
    <div className="summary" role="alert">
      <p>{texts.report.problems.summary}</p>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{texts.report.problems[problem]}</li>
        ))}
      </ul>
    </div>
  );
}

function Reason({ texts, locale, reasons, draft, problems }: ReportPageProps) {
  return (
    <div className="field">
      <label htmlFor="reason">{texts.report.reason}</label>
      <select
        id="reason"
        name="reason"
        required
        defaultValue={draft.reason}
        aria-invalid={problems.includes('reason') || undefined}
      >
        <option value="">{texts.report.chooseReason}</option>
        {reasons.map((reason) => (
          <option key={reason} value={reason}>
            {caseReasonText(reason, locale)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Message({ texts, draft, problems }: ReportPageProps) {
  return (
    <div className="field">
      <label htmlFor="message">{texts.report.message}</label>
      <p className="hint" id="message-hint">
        {texts.report.messageHint}
      </p>
      <textarea
        id="message"
        name="message"
        required
        maxLength={2000}
        aria-describedby="message-hint"
        defaultValue={draft.message}
        aria-invalid={problems.includes('message') || undefined}
      />
    </div>
  );
}

function ContactField({ texts, draft, problems }: ReportPageProps) {
  return (
    <div className="field">
      <label htmlFor="contact">
        {texts.report.contact} <span className="small">({texts.report.optional})</span>
      </label>
      <p className="hint" id="contact-hint">
        {texts.report.contactHint}
      </p>
      <input
        id="contact"
        name="contact"
        maxLength={254}
        aria-describedby="contact-hint"
        defaultValue={draft.contact}
        aria-invalid={problems.includes('contact') || undefined}
      />
    </div>
  );
}

function Thanks({ texts, pageUrl, caseNo, keepBox }: ThanksPageProps) {
  const { report } = texts;
  return (
    <div className="hero narrow">
      <h1>{report.thanksTitle}</h1>
      <p className="say">{report.thanks}</p>
      <div className="note">
        <p className="small">{report.caseNo}</p>
        <p className="big">{caseNo}</p>
        <p className="small">{report.next}</p>
      </div>
      {keepBox && <p className="note">{report.keepBox}</p>}
      <p className="parcel">
        <a className="button plain" href={pageUrl}>
          {report.back}
        </a>
      </p>
    </div>
  );
}
