import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Kinds of bearer keys; the prefix tells people and secret scanners what they have found. */
export const KEY_PREFIX = { brand: 'ak_brand_', station: 'ak_station_', operator: 'ak_operator_' } as const;

const SECRET_BYTES = 32;

/** A new random secret, base64url, with a prefix that names its kind. Shown once; only its hash is stored. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(SECRET_BYTES).toString('base64url');
}

/**
 * What is stored of a secret that we made ourselves: SHA-256. No slow hash and no salt: the secret holds 256 random
 * bits, so nobody can guess it, and the hash must be an index key.
 */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares two secrets in a time that tells nothing about where they differ. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(hashSecret(left), hashSecret(right));
}
