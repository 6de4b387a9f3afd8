import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { affected, firstRow } from '../database/sql.js';

/** What makes a repeated request the same request. */
export interface IdempotencyScope {
  credential: string;
  route: string;
  key: string;
}

/** What is known of an earlier request with the same key. */
export interface EarlierRequest {
  bodyHash: Buffer;
  state: 'running' | 'done' | 'secret';
  status: number | null;
  response: unknown;
}

interface Row {
  body_hash: Buffer;
  state: EarlierRequest['state'];
  status: number | null;
  response: unknown;
}

// A key is forgotten after a day. One whose process died in the middle is given back after five minutes, which is longer
// than any request may run.
const CLAIM = `
  insert into idempotency_keys as earlier (credential, route, key, body_hash, state)
  values ($1, $2, $3, $4, 'running')
  on conflict (credential, route, key) do update
    set body_hash = excluded.body_hash, state = 'running', status = null, response = null, created_at = now()
    where earlier.created_at < now() - interval '24 hours'
      or (earlier.state = 'running' and earlier.created_at < now() - interval '5 minutes')`;

const FIND = `
  select body_hash, state, status, response from idempotency_keys
  where credential = $1 and route = $2 and key = $3`;

const FINISH = `
  update idempotency_keys set state = $4, status = $5, response = $6
  where credential = $1 and route = $2 and key = $3`;

const FORGET = 'delete from idempotency_keys where credential = $1 and route = $2 and key = $3';

/** The table behind `Idempotency-Key`. */
@Injectable()
export class IdempotencyStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes the key for this request; false when an earlier request has it. The primary key decides a race. */
  async claim(scope: IdempotencyScope, bodyHash: Buffer): Promise<boolean> {
    return (await affected(this.dataSource, CLAIM, [...columns(scope), bodyHash])) === 1;
  }

  async find(scope: IdempotencyScope): Promise<EarlierRequest | undefined> {
    const row = await firstRow<Row>(this.dataSource, FIND, columns(scope));
    return row && { bodyHash: row.body_hash, state: row.state, status: row.status, response: row.response };
  }

  /** Keeps the answer for replays. */
  async finish(scope: IdempotencyScope, status: number, response: unknown): Promise<void> {
    const json = response === undefined ? null : JSON.stringify(response);
    await affected(this.dataSource, FINISH, [...columns(scope), 'done', status, json]);
  }

  /** Remembers that the request succeeded, but not its answer, which holds a secret. */
  async finishSecret(scope: IdempotencyScope, status: number): Promise<void> {
    await affected(this.dataSource, FINISH, [...columns(scope), 'secret', status, null]);
  }

  /** Gives the key back after a request that failed and therefore stored nothing. */
  async forget(scope: IdempotencyScope): Promise<void> {
    await affected(this.dataSource, FORGET, columns(scope));
  }
}

function columns(scope: IdempotencyScope): string[] {
  return [scope.credential, scope.route, scope.key];
}
