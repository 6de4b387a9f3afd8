/**
 * The secrets of a tracking link. A link's token is the first 128 bits of HMAC-SHA-256(link key, link id): nobody can
 * guess one, and the same link can be written again from its id alone. Stored is its SHA-256, to find the link by.
 *
 * Opening a link puts a pass for it into one cookie, so that the address in the browser's bar and history holds no token.
 * A pass is bound to its link's id: the pass for one link opens no other. The cookie keeps the newest few.
 */
import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Derived from the instance's secret; names of keys are written to `tracking_links.key_id`. */
export const LINK_KEY_ID = 'link-1';

const KEY_BYTES = 32;
const TOKEN_BYTES = 16;
const MAX_PASSES = 10;
const TOKEN = /^[A-Za-z0-9_-]{22}$/;
const PASS = /^([0-9a-f]{32})([A-Za-z0-9_-]{22})$/;

export interface LinkKeys {
  token: Buffer;
  pass: Buffer;
  form: Buffer;
}

/** The keys of links, passes and forms, from the instance's secret (HKDF-SHA-256, RFC 5869). */
export function linkKeys(instanceSecret: string): LinkKeys {
  const derive = (info: string) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(instanceSecret, 'base64url'), '', info, KEY_BYTES));
  return {
    token: derive(`akashi tracking ${LINK_KEY_ID} token`),
    pass: derive(`akashi tracking ${LINK_KEY_ID} pass`),
    form: derive(`akashi tracking ${LINK_KEY_ID} form`),
  };
}

/** The token of a link, 22 characters. */
export function linkToken(keys: LinkKeys, linkId: string): string {
  return sign(keys.token, linkId);
}

/** What is stored of a token, and what a link is found by; undefined for what can't be a token. */
export function tokenHash(token: string): Buffer | undefined {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest() : undefined;
}

/** A cookie value with a pass for this link in front of those that it already held. */
export function addPass(keys: LinkKeys, linkId: string, cookie: string | undefined): string {
  const pass = linkId.replaceAll('-', '') + sign(keys.pass, linkId);
  const others = passesIn(cookie).filter((other) => other !== pass);
  return [pass, ...others].slice(0, MAX_PASSES).join('.');
}

/** Whether a cookie value holds the pass for this link. */
export function hasPass(keys: LinkKeys, linkId: string, cookie: string | undefined): boolean {
  const bare = linkId.replaceAll('-', '');
  const mac = passesIn(cookie)
    .find((pass) => pass.startsWith(bare))
    ?.slice(bare.length);
  return mac !== undefined && isSame(mac, sign(keys.pass, linkId));
}

/** A key that a form of this link's page carries, so that no other page can send it. */
export function formKey(keys: LinkKeys, linkId: string): string {
  return sign(keys.form, linkId);
}

export function isFormKey(keys: LinkKeys, linkId: string, candidate: string): boolean {
  return isSame(candidate, formKey(keys, linkId));
}

function passesIn(cookie: string | undefined): string[] {
  return (cookie ?? '').split('.', MAX_PASSES).filter((pass) => PASS.test(pass));
}

function sign(key: Buffer, linkId: string): string {
  return createHmac('sha256', key).update(linkId).digest().subarray(0, TOKEN_BYTES).toString('base64url');
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
