import { Injectable } from '@nestjs/common';
import { AppError } from '../http/app-error.js';
import { ObjectStore } from '../storage/object-store.js';
import { readObject } from './read-object.js';
import { SigningService } from './signing.js';

export interface PublicKey {
  keyId: string;
  /** SPKI in PEM, as openssl reads it. */
  pem: string;
  /** Whether new evidence is signed with it. */
  current: boolean;
}

const PREFIX = 'keys/';
const SUFFIX = '.pem';

/**
 * Every public key that evidence was ever signed with, kept in the ledger beside what it has signed: after the service's
 * key is changed, old manifests can still be checked.
 */
@Injectable()
export class KeyArchive {
  private archived: Promise<void> | undefined;

  constructor(
    private readonly store: ObjectStore,
    private readonly signing: SigningService,
  ) {}

  /** Keeps the key in use, once a process and before anything signed with it comes into force. */
  archive(): Promise<void> {
    this.archived ??= this.keep().catch((error: unknown) => {
      this.archived = undefined;
      throw error;
    });
    return this.archived;
  }

  /** All keys, the one in use first. */
  async list(): Promise<PublicKey[]> {
    const current = await this.signing.publicKey();
    const keys = await this.store.listKeys('ledger', PREFIX);
    const former = keys
      .map((key) => key.slice(PREFIX.length, -SUFFIX.length))
      .filter((id) => id !== current.keyId);
    const read = await Promise.all(
      former.map(async (keyId) => ({ keyId, pem: await this.read(keyId), current: false })),
    );
    return [{ ...current, current: true }, ...read];
  }

  /** @throws AppError signing_key_not_found */
  async find(keyId: string): Promise<PublicKey> {
    const found = (await this.list()).find((key) => key.keyId === keyId);
    if (found) return found;
    throw new AppError(
      'signing_key_not_found',
      'GET /v1/keys lists every key that evidence was signed with.',
    );
  }

  private async keep(): Promise<void> {
    const { keyId, pem } = await this.signing.publicKey();
    const body = Buffer.from(pem);
    const contentType = 'application/x-pem-file';
    await this.store.put({
      bucket: 'ledger',
      key: `${PREFIX}${keyId}${SUFFIX}`,
      body,
      contentType,
      ifAbsent: true,
    });
  }

  private async read(keyId: string): Promise<string> {
    return (await readObject(this.store, { bucket: 'ledger', key: `${PREFIX}${keyId}${SUFFIX}` })).toString(
      'utf8',
    );
  }
}
