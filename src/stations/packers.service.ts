import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { StationScope } from '../accounts/scopes.js';
import { newId } from '../database/ids.js';
import { violatedConstraint } from '../database/pg-errors.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import type { Locale } from '../http/common.contract.js';
import { Badges } from './badges.js';
import type { Packer, PackerBody, StationState } from './stations.contract.js';

interface PackerRow {
  id: string;
  pseudonym: string;
  display_name: string;
  locale: Locale;
}

interface StateRow {
  id: string;
  name: string;
  warehouse_id: string;
  name_ja: string;
  name_en: string;
  time_zone: string;
  packer: z.infer<typeof Packer> | null;
  held: string[];
  server_time: Date;
}

const INSERT_PACKER = `insert into packers (id, warehouse_id, pseudonym, display_name, badge_hash, locale)
  values ($1, $2, $3, $4, $5, $6) returning id, pseudonym, display_name, locale`;

const FIND_STATE = {
  name: 'stations_find_state',
  text: `select s.id, s.name, w.id as warehouse_id, w.name_ja, w.name_en, w.time_zone, clock_timestamp() as server_time,
      (select jsonb_build_object('id', p.id, 'pseudonym', p.pseudonym, 'displayName', p.display_name, 'locale', p.locale)
        from station_sessions v join packers p on p.id = v.packer_id
        where v.station_id = s.id and v.signed_out_at is null) as packer,
      array(select t.id from tasks t where t.station_id = s.id and t.state = 'claimed' order by t.claimed_at) as held
    from stations s join warehouses w on w.id = s.warehouse_id where s.id = $1`,
};

const SIGN_OUT = `update station_sessions set signed_out_at = now() where station_id = $1 and signed_out_at is null`;

const SIGN_IN = `insert into station_sessions (id, warehouse_id, station_id, packer_id) values ($1, $2, $3, $4)`;

/** Who packs, and who stands at which station. Evidence shows the pseudonym only. */
@Injectable()
export class PackersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly badges: Badges,
  ) {}

  /** @throws AppError pseudonym_taken, badge_taken */
  async create(warehouseId: string, body: z.infer<typeof PackerBody>): Promise<z.infer<typeof Packer>> {
    const { pseudonym, displayName, badge, locale } = body;
    const values = [
      newId(),
      warehouseId,
      pseudonym,
      displayName,
      this.badges.hash(warehouseId, badge),
      locale,
    ];
    try {
      const row = await firstRow<PackerRow>(this.dataSource, INSERT_PACKER, values);
      if (!row) throw new Error('insert returned no row');
      return toPacker(row);
    } catch (error) {
      throw takenError(error, pseudonym);
    }
  }

  /** A packer, also one that is disabled by now. @throws AppError packer_not_found */
  async get(warehouseId: string, packerId: string): Promise<z.infer<typeof Packer>> {
    const sql = 'select id, pseudonym, display_name, locale from packers where warehouse_id = $1 and id = $2';
    const row = await firstRow<PackerRow>(this.dataSource, sql, [warehouseId, packerId]);
    if (!row) throw new AppError('packer_not_found', 'This packer does not exist any more.');
    return toPacker(row);
  }

  async list(warehouseId: string): Promise<z.infer<typeof Packer>[]> {
    const found = await rows<PackerRow>(
      this.dataSource,
      `select id, pseudonym, display_name, locale from packers
       where warehouse_id = $1 and disabled_at is null order by pseudonym`,
      [warehouseId],
    );
    return found.map(toPacker);
  }

  /** The station, who is signed in and what it holds. */
  async state(stationId: string): Promise<StationState> {
    const row = await firstRow<StateRow>(this.dataSource, FIND_STATE, [stationId]);
    if (!row) throw new AppError('station_not_found', 'This station was removed: enrol the device again.');
    return {
      stationId: row.id,
      name: row.name,
      warehouse: {
        id: row.warehouse_id,
        name: { ja: row.name_ja, en: row.name_en },
        timeZone: row.time_zone,
      },
      packer: row.packer,
      heldTaskIds: row.held,
      serverTime: row.server_time.toISOString(),
    };
  }

  /**
   * Signs a packer in by badge; whoever was at the station is signed out. The same badge again changes nothing.
   * @throws AppError badge_unknown, also for a packer of another warehouse
   */
  async signIn(station: StationScope, badge: string): Promise<StationState> {
    await inTransaction(this.dataSource, async (manager) => {
      // Two badges at the same moment come one after the other; the later one stays.
      await rows(manager, 'select 1 from stations where id = $1 for update', [station.stationId]);
      const packer = await firstRow<{ id: string; signed_in: boolean }>(
        manager,
        `select p.id, exists (select 1 from station_sessions v
           where v.station_id = $3 and v.packer_id = p.id and v.signed_out_at is null) as signed_in
         from packers p where p.warehouse_id = $1 and p.badge_hash = $2 and p.disabled_at is null`,
        [station.warehouseId, this.badges.hash(station.warehouseId, badge), station.stationId],
      );
      if (!packer)
        throw new AppError('badge_unknown', 'Scan a badge of this warehouse, or ask the manager for one.');
      if (packer.signed_in) return;
      await affected(manager, SIGN_OUT, [station.stationId]);
      await rows(manager, SIGN_IN, [newId(), station.warehouseId, station.stationId, packer.id]);
    });
    return this.state(station.stationId);
  }

  /** Signs out whoever is signed in. What the station holds stays with it until its lease lapses. */
  async signOut(stationId: string): Promise<StationState> {
    await affected(this.dataSource, SIGN_OUT, [stationId]);
    return this.state(stationId);
  }
}

function takenError(error: unknown, pseudonym: string): unknown {
  const constraint = violatedConstraint(error);
  if (constraint === 'packers_pseudonym_key') {
    return new AppError(
      'pseudonym_taken',
      `Another packer here is "${pseudonym}": choose another pseudonym.`,
    );
  }
  if (constraint === 'packers_badge_key') {
    return new AppError(
      'badge_taken',
      'Another packer of this warehouse has this badge: give each their own.',
    );
  }
  return error;
}

function toPacker(row: PackerRow): z.infer<typeof Packer> {
  return { id: row.id, pseudonym: row.pseudonym, displayName: row.display_name, locale: row.locale };
}
