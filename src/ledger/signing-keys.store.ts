// Every public key that documents are checked with: whose it is, from when to when it was in use, and from when on nothing
// that it signs counts any more. Rows are never deleted, and a revocation is never taken back (a trigger sees to both).
import type { EntityManager } from 'typeorm';
import { affected, type Executor, firstRow, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import type { Revocation, RevokedReason } from './ledger.contract.js';

export interface KeyRow {
  keyId: string;
  owner: 'service' | 'station';
  stationId: string | null;
  pem: string;
  validFrom: Date;
  validUntil: Date | null;
  revokedFrom: Date | null;
  revokedReason: RevokedReason | null;
}

const COLUMNS = `key_id as "keyId", owner, station_id as "stationId", pem, valid_from as "validFrom",
  valid_until as "validUntil", revoked_from as "revokedFrom", revoked_reason as "revokedReason"`;

// A key that is configured again is in use again.
const USE_SERVICE_KEY = `
  insert into signing_keys (key_id, owner, pem) values ($1, 'service', $2)
  on conflict (key_id) do update set valid_until = null where signing_keys.valid_until is not null`;

const END_OTHERS = `update signing_keys set valid_until = now() where owner = 'service' and key_id <> $1 and valid_until is null`;

// Of before there was a registry: it was put into storage when it was first used.
const ADD_FORMER = `
  insert into signing_keys (key_id, owner, pem, valid_from, valid_until)
  values ($1, 'service', $2, least($3, now()), greatest(least($3, now()),
    coalesce((select max(signed_at) from ledger_documents where key_id = $1), $3)))
  on conflict (key_id) do nothing`;

const ADD_STATION_KEY = `
  insert into signing_keys (key_id, owner, station_id, pem) values ($1, 'station', $2, $3) on conflict (key_id) do nothing`;

const END_STATION_KEYS = `
  update signing_keys set valid_until = now() where station_id = $1 and valid_until is null and key_id is distinct from $2`;

const REVOKE = `
  update signing_keys set revoked_from = $2, revoked_reason = $3 where key_id = $1 and revoked_from is null`;

export async function findKey(on: Executor, keyId: string): Promise<KeyRow | undefined> {
  return firstRow<KeyRow>(on, `select ${COLUMNS} from signing_keys where key_id = $1`, [keyId]);
}

export async function listKeys(on: Executor): Promise<KeyRow[]> {
  return rows<KeyRow>(on, `select ${COLUMNS} from signing_keys order by valid_from desc, key_id`);
}

/** Notes the service's key as the one in use from now on; the one before it ends. */
export async function useServiceKey(
  manager: EntityManager,
  { keyId, pem }: { keyId: string; pem: string },
): Promise<void> {
  await affected(manager, END_OTHERS, [keyId]);
  await affected(manager, USE_SERVICE_KEY, [keyId, pem]);
}

/** Adds a key of the service that was in use before there was a registry. */
export async function addFormerKey(
  on: Executor,
  key: { keyId: string; pem: string; usedFrom: Date },
): Promise<void> {
  await affected(on, ADD_FORMER, [key.keyId, key.pem, key.usedFrom]);
}

/**
 * Registers the key of a station's device; the one before it ends. The same key again changes nothing.
 * @throws AppError signing_key_taken, signing_key_ended
 */
export async function useStationKey(
  manager: EntityManager,
  stationId: string,
  { keyId, pem }: { keyId: string; pem: string },
): Promise<void> {
  // Two devices that register at once come one after the other.
  await rows(manager, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`signing-key:${stationId}`]);
  const known = await findKey(manager, keyId);
  if (known && known.stationId !== stationId) {
    throw new AppError('signing_key_taken', 'This key is registered for somebody else: make a new one.');
  }
  if (known && (known.validUntil ?? known.revokedFrom)) {
    throw new AppError('signing_key_ended', 'This key is not in use any more: enrol the device again.');
  }
  await endStationKeys(manager, stationId, keyId);
  await affected(manager, ADD_STATION_KEY, [keyId, stationId, pem]);
}

/** Ends what a station's former device signed with. */
export async function endStationKeys(
  on: Executor,
  stationId: string,
  butKeyId: string | null = null,
): Promise<void> {
  await affected(on, END_STATION_KEYS, [stationId, butKeyId]);
}

/** The key that a station signs with now; undefined when it is unknown, another's, ended or revoked. */
export async function validStationKey(
  on: Executor,
  stationId: string,
  keyId: string,
): Promise<KeyRow | undefined> {
  const key = await findKey(on, keyId);
  // By our clock, not by what the statement says of its time: whoever has stolen a key can write any time.
  const isRevoked = key?.revokedFrom && key.revokedFrom <= new Date();
  return key && key.stationId === stationId && key.validUntil === null && !isRevoked ? key : undefined;
}

/** @throws AppError signing_key_not_found, signing_key_revoked when it was revoked otherwise before */
export async function revokeKey(on: Executor, keyId: string, { from, reason }: Revocation): Promise<KeyRow> {
  const moment = new Date(from);
  await affected(on, REVOKE, [keyId, moment, reason]);
  const key = await findKey(on, keyId);
  if (!key) throw keyNotFound();
  if (key.revokedFrom?.getTime() === moment.getTime() && key.revokedReason === reason) return key;
  throw new AppError('signing_key_revoked', 'This key is revoked already; a revocation is never changed.', {
    revokedFrom: key.revokedFrom?.toISOString(),
    revokedReason: key.revokedReason,
  });
}

export function keyNotFound(): AppError {
  return new AppError('signing_key_not_found', 'GET /v1/keys lists every key that evidence was signed with.');
}
