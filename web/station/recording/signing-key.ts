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
 * Sees to it that an enrolled device has a registered key. Nobody at the bench waits for it: recordings go unsigned until
 * it is there, and the next start of the page tries again. A device whose key was ended signs nothing until it is enrolled
 * again.
 */
export function ensureSigningKey(): void {
  registerKey().catch(() => undefined);
}

/** One tab at a time, for there is one key. */
async function registerKey(): Promise<void> {
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
