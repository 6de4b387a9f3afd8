import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign as signBytes,
  verify,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';

export interface Signature {
  /** ECDSA P-256 over SHA-256, DER: what `openssl dgst -sha256 -verify` reads. */
  der: Buffer;
  keyId: string;
}

interface ServiceKey {
  privateKey: KeyObject;
  publicKeyPem: string;
  keyId: string;
}

/**
 * The service's signature. `sign` is the only place that touches the private key, so that a key management service can
 * take its place; nothing else knows that the key is in a file.
 */
@Injectable()
export class SigningService {
  private key: Promise<ServiceKey> | undefined;

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  /** Signs bytes as they are stored. */
  async sign(bytes: Buffer): Promise<Signature> {
    const { privateKey, keyId } = await this.serviceKey();
    return { der: signBytes('sha256', bytes, { key: privateKey, dsaEncoding: 'der' }), keyId };
  }

  /** The public half of the key in use, with its id. */
  async publicKey(): Promise<{ keyId: string; pem: string }> {
    const { keyId, publicKeyPem } = await this.serviceKey();
    return { keyId, pem: publicKeyPem };
  }

  private serviceKey(): Promise<ServiceKey> {
    this.key ??= readServiceKey(this.config.secrets.signingKeyFile);
    return this.key;
  }
}

/** Checks a detached signature with a public key in PEM. */
export function isSignedBy(pem: string, bytes: Buffer, der: Buffer): boolean {
  return verify('sha256', bytes, { key: createPublicKey(pem), dsaEncoding: 'der' }, der);
}

async function readServiceKey(file: string): Promise<ServiceKey> {
  const privateKey = createPrivateKey(await readFile(file));
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error(
      'SIGNING_KEY_FILE must hold a P-256 private key (openssl ecparam -name prime256v1 -genkey)',
    );
  }
  const publicKey = createPublicKey(privateKey);
  return {
    privateKey,
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    keyId: keyIdOf(publicKey),
  };
}

/**
 * Reads a public key as browsers export it: SPKI (DER) in base64.
 * @returns undefined for anything but a P-256 public key
 */
export function readPublicKey(spkiBase64: string): { keyId: string; pem: string } | undefined {
  try {
    const der = Buffer.from(spkiBase64, 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return undefined;
    return { keyId: keyIdOf(key), pem: key.export({ type: 'spki', format: 'pem' }).toString() };
  } catch {
    return undefined;
  }
}

/** A key is called by the SHA-256 of its public half (DER), so that its name can't be given to another key. */
function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 32);
}
