import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../database/ids.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import type { ApiKey, CreatedApiKey } from './accounts.contract.js';
import { hashSecret, KEY_PREFIX, newSecret } from './secrets.js';

// Two, so that a key can be rotated without a gap: create the second, change over, revoke the first.
const MAX_VALID_KEYS = 2;

interface KeyRow {
  id: string;
  label: string;
  created_at: Date;
}

/** A brand's API keys. The secret leaves this service once; the table holds its SHA-256. */
@Injectable()
export class ApiKeysService {
  constructor(private readonly dataSource: DataSource) {}

  /** Creates a key; `too_many_api_keys` while two are valid. */
  async create(brandId: string, label: string): Promise<CreatedApiKey> {
    const secret = newSecret(KEY_PREFIX.brand);
    return inTransaction(this.dataSource, async (manager) => {
      // The lock on the brand makes counting and adding one step.
      const brand = await firstRow(manager, 'select 1 from brands where id = $1 for update', [brandId]);
      if (!brand) throw new AppError('brand_not_found', 'Create the brand with POST /v1/brands first.');
      const valid = await rows(
        manager,
        'select 1 from brand_keys where brand_id = $1 and revoked_at is null',
        [brandId],
      );
      if (valid.length >= MAX_VALID_KEYS) {
        throw new AppError(
          'too_many_api_keys',
          `A brand has at most ${MAX_VALID_KEYS} valid keys; revoke one first.`,
        );
      }
      const row = await firstRow<KeyRow>(
        manager,
        `insert into brand_keys (id, brand_id, label, secret_hash) values ($1, $2, $3, $4)
         returning id, label, created_at`,
        [newId(), brandId, label, hashSecret(secret)],
      );
      if (!row) throw new Error('insert returned no row');
      return { ...toApiKey(row), secret };
    });
  }

  /** The keys that are valid now. */
  async list(brandId: string): Promise<ApiKey[]> {
    const found = await rows<KeyRow>(
      this.dataSource,
      'select id, label, created_at from brand_keys where brand_id = $1 and revoked_at is null order by id',
      [brandId],
    );
    return found.map(toApiKey);
  }

  /** Ends a key at once; ending it again changes nothing. */
  async revoke(brandId: string, keyId: string): Promise<void> {
    const known = await affected(
      this.dataSource,
      'update brand_keys set revoked_at = coalesce(revoked_at, now()) where id = $1 and brand_id = $2',
      [keyId, brandId],
    );
    if (known === 0)
      throw new AppError('api_key_not_found', 'This brand has no such key; list them to see which it has.');
  }
}

function toApiKey(row: KeyRow): ApiKey {
  return { id: row.id, label: row.label, createdAt: row.created_at.toISOString() };
}
