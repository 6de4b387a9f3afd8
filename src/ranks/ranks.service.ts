import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import type { Rank, RankBody } from './ranks.contract.js';

interface RankRow {
  id: string;
  code: string;
  name_ja: string;
  name_en: string;
  position: number;
  lead_minutes: number;
  film: boolean;
  is_default: boolean;
}

const COLUMNS = 'id, code, name_ja, name_en, position, lead_minutes, film, is_default';

const PUT_RANK = `
  insert into ranks (id, brand_id, code, name_ja, name_en, position, lead_minutes, film, is_default)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (brand_id, code) do update set name_ja = excluded.name_ja, name_en = excluded.name_en,
    position = excluded.position, lead_minutes = excluded.lead_minutes, film = excluded.film,
    is_default = excluded.is_default, updated_at = now()
  returning ${COLUMNS}`;

/** A brand's ladder of ranks. Exactly one is the default: the rank of whoever has no other. */
@Injectable()
export class RanksService {
  constructor(private readonly dataSource: DataSource) {}

  /** All ranks of a brand, lowest first. */
  async list(brandId: string): Promise<Rank[]> {
    const sql = `select ${COLUMNS} from ranks where brand_id = $1 order by position, code`;
    return (await rows<RankRow>(this.dataSource, sql, [brandId])).map(toRank);
  }

  /**
   * Adds a rank or replaces it. Making it the default takes that from the one that was.
   * New leads hold for orders planned from now on: a due time only ever changes by an event of its order.
   * @throws AppError default_rank_needed when the brand would be left without a default
   */
  async put(brandId: string, code: string, body: RankBody): Promise<Rank> {
    return inTransaction(this.dataSource, async (manager) => {
      // The brand's row serialises two calls that both move the default.
      await firstRow(manager, 'select 1 from brands where id = $1 for no key update', [brandId]);
      if (body.isDefault) await this.takeDefaultFromOthers(manager, brandId, code);
      else await this.assertNotTheDefault(manager, brandId, code);
      const { name, position, leadMinutes, film, isDefault } = body;
      const values = [newId(), brandId, code, name.ja, name.en, position, leadMinutes, film, isDefault];
      const [row] = await rows<RankRow>(manager, PUT_RANK, values);
      if (!row) throw new Error('upsert returned no row');
      return toRank(row);
    });
  }

  private async takeDefaultFromOthers(manager: EntityManager, brandId: string, code: string): Promise<void> {
    const sql =
      'update ranks set is_default = false, updated_at = now() where brand_id = $1 and is_default and code <> $2';
    await affected(manager, sql, [brandId, code]);
  }

  private async assertNotTheDefault(manager: EntityManager, brandId: string, code: string): Promise<void> {
    const sql = 'select 1 from ranks where brand_id = $1 and code = $2 and is_default';
    if (await firstRow(manager, sql, [brandId, code])) {
      throw new AppError(
        'default_rank_needed',
        `"${code}" is the default rank; make another rank the default and this one follows.`,
      );
    }
  }
}

function toRank(row: RankRow): Rank {
  return {
    id: row.id,
    code: row.code,
    name: { ja: row.name_ja, en: row.name_en },
    position: row.position,
    leadMinutes: row.lead_minutes,
    film: row.film,
    isDefault: row.is_default,
  };
}
