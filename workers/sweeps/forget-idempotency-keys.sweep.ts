import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { affected } from '../../src/database/sql.js';
import type { Sweep } from './sweep.js';

const MAX_ROWS = 10_000;

/** Deletes idempotency keys after their 24 hours; claim requests of stations live as long. */
@Injectable()
export class ForgetIdempotencyKeysSweep implements Sweep {
  readonly name = 'forget-idempotency-keys';
  readonly everyMs = 10 * 60 * 1000;

  constructor(private readonly dataSource: DataSource) {}

  async run(): Promise<number> {
    const keys = await affected(
      this.dataSource,
      `delete from idempotency_keys where ctid in (
         select ctid from idempotency_keys where created_at < now() - interval '24 hours' limit $1)`,
      [MAX_ROWS],
    );
    const claims = await affected(
      this.dataSource,
      `delete from claim_requests where ctid in (
         select ctid from claim_requests where created_at < now() - interval '24 hours' limit $1)`,
      [MAX_ROWS],
    );
    return keys + claims;
  }
}
