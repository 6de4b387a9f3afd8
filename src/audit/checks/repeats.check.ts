import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../database/sql.js';
import type { AuditCheck, AuditScope, AuditStep } from '../audit.check.js';

interface RepeatRow {
  brand_id: string;
  sha256: string;
  clip_id: string;
}

const MOST = 1_000;

const REPEATS = `
  select brand_id, encode(sha256, 'hex') as sha256, max(id::text) as clip_id from clips
  where sha256 is not null and state in ('completed', 'stored', 'sealed') and ($1::uuid is null or brand_id = $1)
  group by brand_id, sha256
  having count(*) > 1 and ($2::timestamptz is null or max(completed_at) >= $2) limit ${MOST}`;

/** Two recordings are never the same bytes: cameras and clocks see to that. The newest of the alike is named. */
@Injectable()
export class RepeatsCheck implements AuditCheck {
  readonly name = 'repeats';

  constructor(private readonly dataSource: DataSource) {}

  async *run({ brandId, since }: AuditScope): AsyncGenerator<AuditStep> {
    const found = await rows<RepeatRow>(this.dataSource, REPEATS, [brandId ?? null, since ?? null]);
    const findings = found.map(({ brand_id, clip_id, sha256 }) => ({
      code: 'bytes_repeated' as const,
      ...{ brandId: brand_id, clipId: clip_id, sha256 },
    }));
    yield { looked: found.length, findings };
  }
}
