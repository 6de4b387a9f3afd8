import { isLoopbackUrl } from '../config/env.js';

/** What a browser tells about where a request comes from. */
export interface OriginHeaders {
  secFetchSite?: string;
  origin?: string;
  host?: string;
}

/**
 * Whether a write comes from our own pages. Browsers add cookies to requests of any site, so a write by cookie must show
 * its origin: `Sec-Fetch-Site` where the browser sends it, else `Origin`. Neither header means no.
 */
export function isSameOrigin(headers: OriginHeaders, publicUrl: string): boolean {
  if (headers.secFetchSite !== undefined) return headers.secFetchSite === 'same-origin';
  if (headers.origin === undefined) return false;
  if (headers.origin === new URL(publicUrl).origin) return true;
  // On one machine the same server is 127.0.0.1 and localhost, and tests listen on a port chosen by the system.
  return isLoopbackUrl(publicUrl) && isOwnLoopback(headers.origin, headers.host);
}

/**
 * Whether a request without a credential may write: sign-in, webhooks, a customer's form. Only a browser can be tricked,
 * and a browser says so; servers send neither header.
 */
export function isNotCrossSite(headers: OriginHeaders, publicUrl: string): boolean {
  const silent = headers.secFetchSite === undefined && headers.origin === undefined;
  return silent || isSameOrigin(headers, publicUrl);
}

function isOwnLoopback(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && isLoopbackUrl(origin) && new URL(origin).host === host;
}
