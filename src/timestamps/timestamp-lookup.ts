import { type Executor, firstRow } from '../database/sql.js';
import { isLocalAuthority } from './authority-name.js';

/** A time stamp that is there. */
export interface Timestamp {
  /** TimeStampResp, DER: what `openssl ts -verify -in` reads. */
  token: Buffer;
  genTime: Date;
  authority: string;
  /** SHA-256 of the authority's certificate, hex: `tsa/<it>.pem` in the ledger. */
  fingerprint: string;
  serial: string;
  /** Whether the authority led to the configured CA. */
  verified: boolean;
  /** The stand-in of the launcher: it proves nothing to anybody else. */
  local: boolean;
}

interface Row {
  token: Buffer;
  gen_time: Date;
  authority: string;
  authority_sha256: Buffer;
  serial: string;
  verified: boolean;
}

const FIND = {
  name: 'timestamps_find',
  text: `select token, gen_time, authority, authority_sha256, serial, verified from timestamps
    where imprint = $1 and token is not null`,
};

/**
 * The time stamp over some bytes; undefined while it is pending, or when none was wanted.
 * @param imprint SHA-256 of the stamped bytes, see `imprintOf`
 */
export async function timestampOf(on: Executor, imprint: Buffer): Promise<Timestamp | undefined> {
  const row = await firstRow<Row>(on, FIND, [imprint]);
  return (
    row && {
      token: row.token,
      genTime: row.gen_time,
      authority: row.authority,
      fingerprint: row.authority_sha256.toString('hex'),
      serial: row.serial,
      verified: row.verified,
      local: isLocalAuthority(row.authority),
    }
  );
}
