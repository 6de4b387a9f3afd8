import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { hashSecret, KEY_PREFIX, newSecret } from '../accounts/secrets.js';
import { newId } from '../database/ids.js';
import { violatedConstraint } from '../database/pg-errors.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { endStationKeys, useStationKey } from '../ledger/signing-keys.store.js';
import { readPublicKey } from '../ledger/signing.js';
import { ENROLMENT_HOURS, hashEnrolmentCode, newEnrolmentCode } from './enrolment.code.js';
import type {
  EnrolmentCode,
  EnrolResult,
  SigningKey,
  StationCapabilities,
  StationSummary,
} from './stations.contract.js';

interface ListedStation extends Record<string, unknown> {
  id: string;
  name: string;
  enrolled_at: Date | null;
  pseudonym: string | null;
  zones: string[] | null;
  temperatures: string[] | null;
  skills: string[] | null;
}

interface CodeRow {
  id: string;
  name: string;
  expires_at: Date;
}

const INSERT_STATION = `
  insert into stations (id, warehouse_id, name, enrol_code_hash, enrol_code_expires_at)
  values ($1, $2, $3, $4, now() + make_interval(hours => $5))
  returning id, name, enrol_code_expires_at as expires_at`;

const RENEW_CODE = `
  update stations set enrol_code_hash = $3, enrol_code_expires_at = now() + make_interval(hours => $4)
  where id = $1 and warehouse_id = $2
  returning id, name, enrol_code_expires_at as expires_at`;

// The code is gone with the first device that shows it: whoever comes second finds no row.
const SPEND_CODE = `
  update stations s set enrol_code_hash = null, enrol_code_expires_at = null, enrolled_at = now()
  from warehouses w
  where s.enrol_code_hash = $1 and s.enrol_code_expires_at > now() and w.id = s.warehouse_id
  returning s.id, s.name, w.code as warehouse`;

// Two keys are valid at once, so that a device can be replaced without a gap.
const REVOKE_OLDER_KEYS = `
  update station_keys set revoked_at = now()
  where station_id = $1 and revoked_at is null and id not in (
    select id from station_keys where station_id = $1 and revoked_at is null order by id desc limit 2)`;

const SET_CAPABILITIES = `update stations set zones = $3::text[], temperatures = $4::text[], skills = $5::text[]
  where id = $1 and warehouse_id = $2 returning id`;

const LIST_STATIONS = `
  select s.id, s.name, s.enrolled_at, p.pseudonym, s.zones, s.temperatures, s.skills
  from stations s
  left join station_sessions v on v.station_id = s.id and v.signed_out_at is null
  left join packers p on p.id = v.packer_id
  where s.warehouse_id = $1 order by s.name`;

/** Benches of a warehouse and the devices that stand on them. */
@Injectable()
export class StationsService {
  constructor(private readonly dataSource: DataSource) {}

  /** Creates a station. Its code is shown this once. @throws AppError station_name_taken */
  async create(warehouseId: string, name: string): Promise<z.infer<typeof EnrolmentCode>> {
    const code = newEnrolmentCode();
    try {
      const values = [newId(), warehouseId, name, hashEnrolmentCode(code), ENROLMENT_HOURS];
      return toEnrolmentCode(await firstRow<CodeRow>(this.dataSource, INSERT_STATION, values), code);
    } catch (error) {
      if (violatedConstraint(error) !== 'stations_name_key') throw error;
      throw new AppError(
        'station_name_taken',
        `This warehouse has a station "${name}": choose another name.`,
      );
    }
  }

  /** A new code for a station, instead of one that was lost or has run out. @throws AppError station_not_found */
  async renewCode(warehouseId: string, stationId: string): Promise<z.infer<typeof EnrolmentCode>> {
    const code = newEnrolmentCode();
    const values = [stationId, warehouseId, hashEnrolmentCode(code), ENROLMENT_HOURS];
    const row = await firstRow<CodeRow>(this.dataSource, RENEW_CODE, values);
    if (!row) throw new AppError('station_not_found', 'No station of this warehouse has this id.');
    return toEnrolmentCode(row, code);
  }

  /**
   * Makes a device the station: the code is spent and a device key made. What the device before it signed with ends.
   * @param publicKey of the key that the device signs its recordings with
   * @throws AppError enrolment_code_invalid when it is unknown, used or a day old; signing_key_malformed, signing_key_taken
   */
  async enrol(code: string, publicKey?: string): Promise<z.infer<typeof EnrolResult>> {
    const signingKey = publicKey === undefined ? undefined : requireKey(publicKey);
    return inTransaction(this.dataSource, async (manager) => {
      const station = await firstRow<{ id: string; name: string; warehouse: string }>(manager, SPEND_CODE, [
        hashEnrolmentCode(code),
      ]);
      if (!station) {
        throw new AppError(
          'enrolment_code_invalid',
          'Ask the warehouse manager for a new code: each works once, for a day.',
        );
      }
      const key = newSecret(KEY_PREFIX.station);
      const insert = 'insert into station_keys (id, station_id, secret_hash) values ($1, $2, $3)';
      await rows(manager, insert, [newId(), station.id, hashSecret(key)]);
      await affected(manager, REVOKE_OLDER_KEYS, [station.id]);
      if (signingKey) await useStationKey(manager, station.id, signingKey);
      else await endStationKeys(manager, station.id);
      return { stationId: station.id, name: station.name, warehouse: station.warehouse, key };
    });
  }

  /**
   * Registers what a station's device signs with; the key before it ends. The same key again changes nothing.
   * @throws AppError signing_key_malformed, signing_key_taken, signing_key_ended
   */
  async registerKey(stationId: string, publicKey: string): Promise<z.infer<typeof SigningKey>> {
    const key = requireKey(publicKey);
    await inTransaction(this.dataSource, (manager) => useStationKey(manager, stationId, key));
    return { keyId: key.keyId };
  }

  async list(warehouseId: string): Promise<z.infer<typeof StationSummary>[]> {
    const found = await rows<ListedStation>(this.dataSource, LIST_STATIONS, [warehouseId]);
    return found.map(toSummary);
  }

  /**
   * Says which pools a bench serves, from its next claim on. What it holds already it may finish.
   * @throws AppError station_not_found
   */
  async setCapabilities(
    warehouseId: string,
    stationId: string,
    { zones, temperatures, skills }: z.infer<typeof StationCapabilities>,
  ): Promise<z.infer<typeof StationCapabilities>> {
    const values = [stationId, warehouseId, zones, temperatures, skills];
    const row = await firstRow(this.dataSource, SET_CAPABILITIES, values);
    if (!row) throw new AppError('station_not_found', 'No station of this warehouse has this id.');
    return { zones, temperatures, skills };
  }
}

function requireKey(publicKey: string) {
  const key = readPublicKey(publicKey);
  if (key) return key;
  throw new AppError('signing_key_malformed', 'Send a P-256 public key: SPKI (DER) in base64.');
}

function toSummary(row: ListedStation): z.infer<typeof StationSummary> {
  const { zones, temperatures, skills } = row;
  return {
    id: row.id,
    name: row.name,
    enrolledAt: row.enrolled_at?.toISOString() ?? null,
    packer: row.pseudonym,
    capabilities: { zones, temperatures, skills },
  };
}

function toEnrolmentCode(row: CodeRow | undefined, code: string): z.infer<typeof EnrolmentCode> {
  if (!row) throw new Error('insert returned no row');
  return { stationId: row.id, name: row.name, code, expiresAt: row.expires_at.toISOString() };
}
