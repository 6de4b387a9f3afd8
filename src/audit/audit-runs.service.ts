import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../database/ids.js';
import { affected, firstRow, rows } from '../database/sql.js';
import type { AuditFinding } from './audit.check.js';
import { isAuditCode } from './audit.codes.js';
import { type AuditReport, Auditor } from './auditor.js';

export interface AuditRunRow {
  id: string;
  night: string | null;
  state: 'running' | 'finished' | 'failed';
  deep: boolean;
  started_at: Date;
  finished_at: Date | null;
  findings: AuditFinding[];
}

const BEGIN = `insert into audit_runs (id, night) values ($1, $2) on conflict on constraint audit_runs_night_key do update
  set state = 'running', started_at = now(), finished_at = null
  where audit_runs.state <> 'finished' and audit_runs.started_at < now() - interval '15 minutes' returning id`;

const FINISH = `update audit_runs set state = 'finished', finished_at = now(), checked = $2, counts = $3, findings = $4, left_off = $5
  where id = $1 and state = 'running'`;

const FAIL = `update audit_runs set state = 'failed', finished_at = now() where id = $1 and state = 'running'`;

// Of a brand's own evidence only: what was found of others isn't its business.
const LIST = `
  select r.id, to_char(r.night, 'YYYY-MM-DD') as night, r.state, r.deep, r.started_at, r.finished_at,
    coalesce((select jsonb_agg(f) from jsonb_array_elements(r.findings) f where f->>'brandId' = $1::text), '[]') as findings
  from audit_runs r where (r.brand_id is null or r.brand_id = $1::uuid) order by r.started_at desc limit $2`;

const NEWEST = `select counts from audit_runs where state = 'finished' and night is not null order by started_at desc limit 1`;

/** Audits that are kept: the nightly ones. */
@Injectable()
export class AuditRunsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly auditor: Auditor,
  ) {}

  /**
   * Audits everything, once a night. One at a time, which the caller sees to; one that died or failed is begun again after a
   * quarter of an hour.
   * @param night UTC date, YYYY-MM-DD
   * @returns undefined when this night has its audit already
   */
  async runNightly(night: string, signal: AbortSignal): Promise<AuditReport | undefined> {
    const begun = await firstRow<{ id: string }>(this.dataSource, BEGIN, [newId(), night]);
    if (!begun) return undefined;
    try {
      const report = await this.auditor.audit({ deep: false, signal });
      await this.finish(begun.id, report);
      return report;
    } catch (error) {
      await affected(this.dataSource, FAIL, [begun.id]);
      throw error;
    }
  }

  /** The newest runs with a brand's own findings. */
  async list(brandId: string, limit: number): Promise<AuditRunRow[]> {
    return rows<AuditRunRow>(this.dataSource, LIST, [brandId, limit]);
  }

  /** Findings of the newest nightly run, by code. */
  async newestCounts(): Promise<[string, number][]> {
    const found = await firstRow<{ counts: Record<string, number> }>(this.dataSource, NEWEST);
    return Object.entries(found?.counts ?? {}).filter(([code]) => isAuditCode(code));
  }

  private async finish(id: string, report: AuditReport): Promise<void> {
    const { checked, counts, findings, leftOff } = report;
    await affected(this.dataSource, FINISH, [
      ...[id, JSON.stringify(checked), JSON.stringify(counts), JSON.stringify(findings), leftOff],
    ]);
  }
}
