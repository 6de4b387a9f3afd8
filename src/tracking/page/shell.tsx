import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Locale } from '../../i18n/locale.js';
import type { TrackingTexts } from '../tracking.texts.js';
import type { BrandView } from '../tracking.view.types.js';
import type { PageStyles } from './styles.js';

/** What every page of a customer has around its content. */
export interface ShellProps {
  locale: Locale;
  title: string;
  styles: PageStyles;
  texts: TrackingTexts;
  /** Absent on pages that must not say whose link it was. */
  brand?: BrandView;
  otherLanguageUrl?: string;
  footer?: ReactNode;
  children: ReactNode;
}

/**
 * Renders a page. No external file: the styles are inline and everything else is our own host. No script but where a page brings one to check
 * what it shows. Answers UTF-8:
 * the head with its styles is the same for every page of a brand, so its bytes are kept and only the body is encoded.
 */
export function renderPage(props: ShellProps): Buffer {
  const rest = renderToStaticMarkup(
    <>
      <title>{props.title}</title>
      <Body {...props} />
    </>,
  );
  return Buffer.concat([headBytes(props), Buffer.from(rest)]);
}

/** The beginning of a document up to its title; `title`, `body` and `html` may leave out their `head` and end tags. */
function headBytes({ locale, styles }: ShellProps): Buffer {
  const known = heads[locale].get(styles);
  if (known) return known;
  const head = Buffer.from(`<!doctype html><html lang="${locale}">${HEAD}<style>${styles.css}</style>`);
  heads[locale].set(styles, head);
  return head;
}

const heads = { ja: new WeakMap<PageStyles, Buffer>(), en: new WeakMap<PageStyles, Buffer>() };

const HEAD = [
  '<meta charset="utf-8">',
  '<meta name="viewport" content="width=device-width,initial-scale=1">',
  '<meta name="robots" content="noindex,nofollow">',
  '<meta name="format-detection" content="telephone=no">',
].join('');

function Body({ locale, texts, brand, otherLanguageUrl, footer, children }: ShellProps) {
  return (
    <body>
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <header className="wrap top">
        {brand ? <BrandLine brand={brand} locale={locale} /> : <div className="brand" />}
        {otherLanguageUrl && (
          <nav aria-label={texts.language.label}>
            <a className="lang" href={otherLanguageUrl} lang={locale === 'ja' ? 'en' : 'ja'}>
              {texts.language.other}
            </a>
          </nav>
        )}
      </header>
      <main id="main" className="wrap">
        {children}
      </main>
      {footer && (
        <footer className="wrap">
          <div>{footer}</div>
        </footer>
      )}
    </body>
  );
}

function BrandLine({ brand, locale }: { brand: BrandView; locale: Locale }) {
  return (
    <>
      <span className="mark" lang="ja" aria-hidden="true">
        {brand.mark}
      </span>
      <div className="brand">
        <span className="name">{brand.name}</span>
        {brand.secondName && (
          <span className="second" lang={locale === 'ja' ? 'en' : 'ja'}>
            {brand.secondName}
          </span>
        )}
      </div>
    </>
  );
}

/** How to reach the shop; addresses and numbers are links that a thumb can hit. */
export function Contact({ brand, texts, until }: { brand: BrandView; texts: TrackingTexts; until?: string }) {
  return (
    <>
      <h2>{texts.contact.title}</h2>
      {brand.phone && (
        <div>
          <a href={`tel:${brand.phone.replace(/[^+\d]/g, '')}`}>
            {texts.contact.phone} {brand.phone}
          </a>
        </div>
      )}
      {brand.hours && <div className="small">{brand.hours}</div>}
      {brand.email && (
        <div>
          <a href={`mailto:${brand.email}`}>{brand.email}</a>
        </div>
      )}
      <p className="small">
        {until && texts.footer.until.replace('{until}', until)}
        {until && <br />}
        {texts.footer.quiet}
      </p>
    </>
  );
}
