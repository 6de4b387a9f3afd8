import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { ObjectStore } from '../storage/object-store.js';
import type { PublicKey, Revocation } from './ledger.contract.js';
import { readObject } from './read-object.js';
import {
  addFormerKey,
  findKey,
  keyNotFound,
  type KeyRow,
  listKeys,
  revokeKey,
  useServiceKey,
} from './signing-keys.store.js';
import { SigningService } from './signing.js';

const PREFIX = 'keys/';
const SUFFIX = '.pem';

/** So soon a process notices that its key was revoked, or that another process has ended it. */
const LOOK_AGAIN_MS = 60_000;

/**
 * Every public key that documents were ever signed with: registered with its validity, and the service's own also kept in
 * the ledger bucket beside what they have signed. After the service's key is changed, old manifests can still be checked.
 */
@Injectable()
export class KeyArchive {
  private looked: { at: number; standing: Promise<'in_use' | 'revoked'> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly signing: SigningService,
  ) {}

  /**
   * Keeps and registers the key in use, before anything signed with it comes into force.
   * @throws when the configured key is revoked: nothing may be signed with it any more
   */
  async archive(): Promise<void> {
    if ((await this.register()) === 'in_use') return;
    const { keyId } = await this.signing.publicKey();
    throw new Error(`the key ${keyId} is revoked: name another one in SIGNING_KEY_FILE`);
  }

  /** All keys, the service's own one in use first. */
  async list(): Promise<PublicKey[]> {
    await this.register();
    const { keyId } = await this.signing.publicKey();
    const keys = (await listKeys(this.dataSource)).map((key) => toPublicKey(key, keyId));
    return keys.sort((left, right) => Number(right.current) - Number(left.current));
  }

  /** @throws AppError signing_key_not_found */
  async find(keyId: string): Promise<PublicKey> {
    await this.register();
    const key = await findKey(this.dataSource, keyId);
    if (!key) throw keyNotFound();
    return toPublicKey(key, (await this.signing.publicKey()).keyId);
  }

  /** Takes a key's word away from a moment on, for good. @throws AppError signing_key_not_found, signing_key_revoked */
  async revoke(keyId: string, revocation: Revocation): Promise<PublicKey> {
    const key = await revokeKey(this.dataSource, keyId, revocation);
    this.looked = undefined;
    return toPublicKey(key, (await this.signing.publicKey()).keyId);
  }

  private register(): Promise<'in_use' | 'revoked'> {
    if (this.looked && Date.now() - this.looked.at < LOOK_AGAIN_MS) return this.looked.standing;
    const standing = this.keep().catch((error: unknown) => {
      this.looked = undefined;
      throw error;
    });
    this.looked = { at: Date.now(), standing };
    return standing;
  }

  private async keep(): Promise<'in_use' | 'revoked'> {
    const key = await this.signing.publicKey();
    const known = await findKey(this.dataSource, key.keyId);
    if (known?.revokedFrom) return 'revoked';
    if (known && known.validUntil === null) return 'in_use';
    await this.store.put({
      ...{ bucket: 'ledger', key: `${PREFIX}${key.keyId}${SUFFIX}`, body: Buffer.from(key.pem) },
      ...{ contentType: 'application/x-pem-file', ifAbsent: true },
    });
    await this.addFormerKeys();
    await inTransaction(this.dataSource, (manager) => useServiceKey(manager, key));
    return 'in_use';
  }

  /** Keys of before there was a registry are in the bucket only. */
  private async addFormerKeys(): Promise<void> {
    for (const key of await this.store.listKeys('ledger', PREFIX)) {
      const keyId = key.slice(PREFIX.length, -SUFFIX.length);
      if (await findKey(this.dataSource, keyId)) continue;
      const ref = { bucket: 'ledger', key } as const;
      const pem = (await readObject(this.store, ref)).toString('utf8');
      const usedFrom = (await this.store.head(ref))?.lastModified ?? new Date();
      await addFormerKey(this.dataSource, { keyId, pem, usedFrom });
    }
  }
}

function toPublicKey(key: KeyRow, currentKeyId: string): PublicKey {
  const { keyId, pem, owner, revokedReason } = key;
  return {
    ...{ keyId, pem, owner, revokedReason },
    current: keyId === currentKeyId,
    validFrom: key.validFrom.toISOString(),
    validUntil: key.validUntil?.toISOString() ?? null,
    revokedFrom: key.revokedFrom?.toISOString() ?? null,
  };
}
