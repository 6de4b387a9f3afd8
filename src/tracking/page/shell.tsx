import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Locale } from '../../i18n/locale.js';
import type { TrackingTexts } from '../tracking.texts.js';
import type { BrandView } from '../tracking.view.types.js';

/** What every page of a customer has around its content. */
export interface ShellProps {
  locale: Locale;
  title: string;
  css: string;
  texts: TrackingTexts;
  /** Absent on pages that must not say whose link it was. */
  brand?: BrandView;
  otherLanguageUrl?: string;
  footer?: ReactNode;
  children: ReactNode;
}

/** Renders a page to HTML. No script, no external file: the styles are inline and everything else is our own host. */
export function renderPage(page: ReactNode): string {
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}

export function Shell({ locale, title, css, texts, brand, otherLanguageUrl, footer, children }: ShellProps) {
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex,nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: css }} />
      </head>
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
    </html>
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
