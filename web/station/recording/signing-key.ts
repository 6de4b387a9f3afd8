import { createPageClient } from '../../shared/api/page-client.js';
import { answerOf, Problem } from '../../shared/api/problem.js';
import { stationDatabase } from './clip-store.js';
import { toBase64 } from './digest.js';

/** What this device signs its recordings with. The private half can't be read, not even by this page. */
export interface SigningKey {
  keyId: string;
  publicKey: string;
  privateKey: CryptoKey;
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const client = createPageClient();

/** Makes a new key for a device that becomes a station; it replaces the one before once it is kept. */
export async function makeSigningKey(): Promise<SigningKey> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', spki));
  const keyId = toHex(digest.subarray(0, 16));
  return { keyId, publicKey: toBase64(spki), privateKey: pair.privateKey };
}

export async function keepSigningKey(key: SigningKey): Promise<void> {
  await (await stationDatabase()).put('keys', key, 'signing');
}

/** The device's key; undefined when it has none yet. */
export async function signingKey(): Promise<SigningKey | undefined> {
  return (await stationDatabase()).get('keys', 'signing');
}

/**
 * Sees to it that an enrolled device has a registered key. One tab at a time; a device whose key was ended records without
 * a signature until it is enrolled again.
 */
export async function ensureSigningKey(): Promise<void> {
  await navigator.locks.request('akashi-signing-key', async () => {
    const key = (await signingKey()) ?? (await makeSigningKey());
    await keepSigningKey(key);
    try {
      await answerOf(client.PUT('/v1/station/signing-key', { body: { publicKey: key.publicKey } }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  });
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
