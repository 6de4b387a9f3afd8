import type { CookieSerializeOptions } from '@fastify/cookie';
import type { AppConfig } from '../config/env.js';

export const SESSION_SECONDS = 12 * 60 * 60;
/** A station's device stays enrolled until its key is revoked; browsers cap cookies at 400 days. */
export const STATION_SECONDS = 400 * 24 * 60 * 60;

/**
 * Cookie names. On https they carry `__Host-`, so that no other host of the domain can set them; browsers refuse that
 * prefix on plain http, which only loopback uses.
 */
export function cookieNames(config: AppConfig): { session: string; station: string } {
  const prefix = config.http.secureCookies ? '__Host-' : '';
  return { session: `${prefix}akashi_session`, station: `${prefix}akashi_station` };
}

/** Options of a credential cookie: not readable by scripts, sent only from our own pages, for the whole host. */
export function cookieOptions(config: AppConfig, maxAgeSeconds: number): CookieSerializeOptions {
  return {
    httpOnly: true,
    sameSite: 'lax',
    secure: config.http.secureCookies,
    path: '/',
    maxAge: maxAgeSeconds,
  };
}
