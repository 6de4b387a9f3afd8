import type { AppConfig } from '../config/env.js';
import type { BrandColours } from './brand-palette.js';
import { stylesFor } from './page/styles.js';

type Headers = Readonly<Record<string, string>>;

/**
 * Headers of customers' pages. Nothing may run but the one script of our own that checks a film, and nothing may be loaded but
 * our own styles (by their hash) and films from our own storage. `same-origin` and not `no-referrer`: with the latter browsers send `Origin: null` with our own form.
 */
export class PageHeaders {
  /** Of answers without a page. */
  readonly plain: Headers = {
    'cache-control': 'private, no-store',
    'referrer-policy': 'same-origin',
    'x-robots-tag': 'noindex, nofollow',
  };
  private readonly storage: string;
  private readonly kept = new Map<string, Headers>();

  constructor(config: AppConfig) {
    this.storage = new URL(config.s3.publicEndpoint).origin;
  }

  /** Of a page in these colours. */
  of(colours?: Partial<BrandColours>): Headers {
    const { source } = stylesFor(colours);
    let headers = this.kept.get(source);
    if (!headers) {
      headers = { ...this.plain, ...this.pageHeaders(source) };
      if (this.kept.size > 500) this.kept.clear();
      this.kept.set(source, headers);
    }
    return headers;
  }

  private pageHeaders(styleSource: string): Headers {
    return {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        `style-src ${styleSource}`,
        "script-src 'self'",
        `connect-src 'self' ${this.storage}`,
        `img-src 'self' ${this.storage}`,
        `media-src 'self' ${this.storage}`,
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      vary: 'accept-language',
    };
  }
}
