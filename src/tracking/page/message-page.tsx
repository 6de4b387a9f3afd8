import type { Locale } from '../../i18n/locale.js';
import type { LinkProblem, TrackingTexts } from '../tracking.texts.js';
import { renderPage, Shell } from './shell.js';
import { stylesFor } from './styles.js';

/** A page for a link that opens nothing: what has happened and what to do. It wears no brand and tells of no order. */
export function messagePage(problem: LinkProblem, locale: Locale, texts: TrackingTexts): string {
  const { title, body } = texts.errors[problem];
  return renderPage(
    <Shell
      locale={locale}
      title={title}
      css={stylesFor().css}
      texts={texts}
      otherLanguageUrl={`?lang=${locale === 'ja' ? 'en' : 'ja'}`}
    >
      <div className="hero narrow attention">
        <h1>{title}</h1>
        {body.map((paragraph) => (
          <p key={paragraph} className="say">
            {paragraph}
          </p>
        ))}
      </div>
    </Shell>,
  );
}
