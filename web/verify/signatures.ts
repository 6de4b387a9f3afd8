// Signatures of documents (ECDSA P-256 over SHA-256) and of the log (Ed25519), by WebCrypto: the same in browsers and Node.
import { binary, type Bytes, concat, fromBase64, hex, isSame } from './bytes.js';

/** Digests and signatures, so that a program can bring its own; null: this machine can't check it. */
export interface Crypto {
  sha256: (bytes: Bytes) => Promise<Bytes>;
  isP256Signature: (key: PublicKey, der: Bytes, bytes: Bytes) => Promise<boolean>;
  isEd25519Signature: (key: PublicKey, signature: Bytes, bytes: Bytes) => Promise<boolean | null>;
}

export interface PublicKey {
  kind: 'p256' | 'ed25519';
  /** SPKI. */
  der: Bytes;
  /** SHA-256 of `der`, hex; its first half is the key's id. */
  sha256: string;
}

const P256_PREFIX = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQg';
const ED25519_PREFIX = 'MCowBQYDK2VwAyEA';

export const webCrypto: Crypto = {
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  async isP256Signature(key, der, bytes) {
    const raw = rawSignature(der);
    if (!raw) return false;
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const imported = await crypto.subtle.importKey('spki', key.der, algorithm, false, ['verify']);
    return crypto.subtle.verify(algorithm, imported, raw, bytes);
  },
  async isEd25519Signature(key, signature, bytes) {
    try {
      const imported = await crypto.subtle.importKey('spki', key.der, { name: 'Ed25519' }, false, ['verify']);
      return await crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, bytes);
    } catch {
      // Browsers learnt Ed25519 between 2023 and 2025; an older one refuses the name.
      return null;
    }
  },
};

/** Reads a public key in PEM; null when it is none of the two kinds that we use. */
export async function readPublicKey(pem: string, { sha256 }: Crypto): Promise<PublicKey | null> {
  const found = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(pem);
  const base64 = (found?.[1] ?? '').replace(/\s/g, '');
  const kind = kindOf(base64);
  const der = kind && fromBase64(base64);
  return der && kind ? { kind, der, sha256: hex(await sha256(der)) } : null;
}

function kindOf(base64: string): PublicKey['kind'] | null {
  if (base64.startsWith(P256_PREFIX) && base64.length === 124) return 'p256';
  return base64.startsWith(ED25519_PREFIX) && base64.length === 60 ? 'ed25519' : null;
}

/** DER (`SEQUENCE { r INTEGER, s INTEGER }`) to the 64 bytes that WebCrypto takes; null when it is nothing of the kind. */
export function rawSignature(der: Uint8Array): Bytes | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  const r = integerAt(der, 2);
  const s = r && integerAt(der, r.end);
  return r && s && s.end === der.length ? concat(r.value, s.value) : null;
}

function integerAt(der: Uint8Array, at: number): { value: Bytes; end: number } | null {
  const length = der[at + 1];
  if (der[at] !== 0x02 || length === undefined || length < 1 || length > 33) return null;
  const end = at + 2 + length;
  const digits = der.subarray(at + 2, end);
  // DER has one spelling: no sign bit (both numbers are positive) and no zero that isn't needed against one.
  if (digits.length !== length || (digits[0] ?? 0x80) >= 0x80) return null;
  if (length > 1 && digits[0] === 0 && (digits[1] ?? 0) < 0x80) return null;
  const significant = digits[0] === 0 ? digits.subarray(1) : digits;
  return significant.length > 32
    ? null
    : { value: concat(new Uint8Array(32 - significant.length), significant), end };
}

/** Whether two keys are the same. */
export const isSameKey = (left: PublicKey, right: PublicKey) => isSame(left.der, right.der);

/** The raw 32 bytes of an Ed25519 key, one character each. */
export const rawEd25519 = (key: PublicKey) => binary(key.der.subarray(-32));
