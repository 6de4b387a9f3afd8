import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { firstRow } from '../database/sql.js';
import type { Membership, Principal, Role } from './principal.js';
import { hashSecret, KEY_PREFIX, sameSecret } from './secrets.js';

interface StationRow {
  station_id: string;
  warehouse_id: string;
  session_id: string | null;
  packer_id: string | null;
  pseudonym: string | null;
  zones: string[] | null;
  temperatures: string[] | null;
  skills: string[] | null;
}

interface SessionRow {
  id: string;
  person_id: string;
  brand_id: string | null;
  warehouse_id: string | null;
  memberships: { brandId: string | null; warehouseId: string | null; role: Role }[];
}

const FIND_BRAND_KEY = {
  name: 'accounts_find_brand_key',
  text: 'select id, brand_id from brand_keys where secret_hash = $1 and revoked_at is null',
};

const FIND_STATION = {
  name: 'accounts_find_station',
  text: `select s.id as station_id, s.warehouse_id, v.id as session_id, p.id as packer_id, p.pseudonym,
      s.zones, s.temperatures, s.skills
    from station_keys k
    join stations s on s.id = k.station_id
    left join station_sessions v on v.station_id = s.id and v.signed_out_at is null
    left join packers p on p.id = v.packer_id and p.disabled_at is null
    where k.secret_hash = $1 and k.revoked_at is null`,
};

const FIND_SESSION = {
  name: 'accounts_find_session',
  text: `select s.id, s.person_id, s.brand_id, s.warehouse_id,
      coalesce((select jsonb_agg(jsonb_build_object(
        'brandId', m.brand_id, 'warehouseId', m.warehouse_id, 'role', m.role) order by m.id)
        from memberships m where m.person_id = s.person_id), '[]') as memberships
    from staff_sessions s
    join people p on p.id = s.person_id and p.disabled_at is null
    where s.token_hash = $1 and s.revoked_at is null and s.expires_at > now()`,
};

/** Finds out what a credential stands for. One indexed statement a request; nothing is cached, so a revoked key is dead. */
@Injectable()
export class CredentialsService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** The principal of a bearer key (`ak_brand_…`, `ak_station_…`, `ak_operator_…`), or undefined. */
  async byBearerKey(key: string): Promise<Principal | undefined> {
    if (key.startsWith(KEY_PREFIX.brand)) return this.byBrandKey(key);
    if (key.startsWith(KEY_PREFIX.station)) return this.byStationKey(key);
    return sameSecret(key, this.config.secrets.operatorKey) ? { kind: 'operator' } : undefined;
  }

  /** The station whose device key this is, with the packer who is signed in there. */
  async byStationKey(key: string): Promise<Principal | undefined> {
    const row = await firstRow<StationRow>(this.dataSource, FIND_STATION, [hashSecret(key)]);
    if (!row) return undefined;
    const { session_id: sessionId, packer_id: packerId, pseudonym } = row;
    const packer = sessionId && packerId && pseudonym ? { packerId, pseudonym, sessionId } : undefined;
    const { zones, temperatures, skills } = row;
    const capabilities = { zones, temperatures, skills };
    return {
      kind: 'station',
      stationId: row.station_id,
      warehouseId: row.warehouse_id,
      capabilities,
      packer,
    };
  }

  /** The person whose session cookie this is. */
  async bySessionToken(token: string): Promise<Principal | undefined> {
    const row = await firstRow<SessionRow>(this.dataSource, FIND_SESSION, [hashSecret(token)]);
    if (!row) return undefined;
    return {
      kind: 'staff',
      personId: row.person_id,
      sessionId: row.id,
      memberships: row.memberships.map(toMembership),
      brandId: row.brand_id ?? undefined,
      warehouseId: row.warehouse_id ?? undefined,
    };
  }

  private async byBrandKey(key: string): Promise<Principal | undefined> {
    const row = await firstRow<{ id: string; brand_id: string }>(this.dataSource, FIND_BRAND_KEY, [
      hashSecret(key),
    ]);
    return row && { kind: 'brand-key', brandId: row.brand_id, keyId: row.id, role: 'admin' };
  }
}

function toMembership(row: SessionRow['memberships'][number]): Membership {
  return { brandId: row.brandId ?? undefined, warehouseId: row.warehouseId ?? undefined, role: row.role };
}
