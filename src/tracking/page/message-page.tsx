import type { Locale } from '../../i18n/locale.js';
import type { LinkProblem, TrackingTexts } from '../tracking.texts.js';
import { renderPage } from './shell.js';
import { stylesFor } from './styles.js';

/** A page for a link that opens nothing: what has happened and what to do. It wears no brand and tells of no order. */
export function messagePage(problem: LinkProblem, locale: Locale, texts: TrackingTexts): Buffer {
  const { title, body } = texts.errors[problem];
  return renderPage({
    locale,
    title,
    texts,
    styles: stylesFor(),
    otherLanguageUrl: `?lang=${locale === 'ja' ? 'en' : 'ja'}`,
    children: (
      <div className="hero narrow attention">
        <h1>{title}</h1>
        {body.map((paragraph) => (
          <p key={paragraph} className="say">
            {paragraph}
          </p>
        ))}
      </div>
    ),
  });
}
