import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { firstRow, rows } from '../database/sql.js';
import { addDays } from '../shipments/calendar-days.js';
import type { Coverage, CoverageQuery, Gaps, GapsQuery } from './completeness.contract.js';
import { stagesSql } from './completeness.store.js';
import type { EvidenceScope } from './evidence-waivers.service.js';

interface CoverageRow {
  day: string;
  brandId: string;
  brandJa: string;
  brandEn: string;
  warehouseId: string;
  warehouseJa: string;
  warehouseEn: string;
  shipped: number;
  complete: number;
  waived: number;
  missing: number;
}

interface GapRow {
  shipmentId: string;
  orderExternalId: string;
  brandJa: string;
  brandEn: string;
  day: string;
  handedOverAt: Date;
  stages: { stage: string; ja: string; en: string }[];
  total: number;
}

// $1 brand or warehouse, $2 and $3 days of the warehouse. The first bounds are for the index, whatever the zone.
const SHIPPED = (column: string) => `
  select s.id, s.brand_id, s.warehouse_id, s.order_id, s.handed_over_at, (s.handed_over_at at time zone w.time_zone)::date as day
  from shipments s join warehouses w on w.id = s.warehouse_id
  where s.${column} = $1 and s.handed_over_at >= $2::date - interval '1 day' and s.handed_over_at < $3::date + interval '2 days'
    and (s.handed_over_at at time zone w.time_zone)::date between $2::date and $3::date`;

const COVERAGE = (column: string) => `
  with shipped as (${SHIPPED(column)}), judged as (
    select s.day, s.brand_id, s.warehouse_id, (select case when bool_or(not x.proven and not x.waived) then 'missing'
      when bool_or(not x.proven) then 'waived' else 'complete' end from (${stagesSql('s.id')}) x) as verdict
    from shipped s
  )
  select j.day::text, b.id as "brandId", b.name_ja as "brandJa", b.name_en as "brandEn", w.id as "warehouseId",
    w.name_ja as "warehouseJa", w.name_en as "warehouseEn", count(*)::integer as shipped,
    count(*) filter (where j.verdict = 'complete')::integer as complete,
    count(*) filter (where j.verdict = 'waived')::integer as waived,
    count(*) filter (where j.verdict = 'missing')::integer as missing
  from judged j join brands b on b.id = j.brand_id join warehouses w on w.id = j.warehouse_id
  group by j.day, b.id, w.id order by j.day desc, b.name_en, w.name_en`;

const GAPS = (column: string) => `
  with shipped as (${SHIPPED(column)})
  select s.id as "shipmentId", o.external_id as "orderExternalId", b.name_ja as "brandJa", b.name_en as "brandEn",
    s.day::text, s.handed_over_at as "handedOverAt", gaps.stages, count(*) over ()::integer as total
  from shipped s join orders o on o.id = s.order_id join brands b on b.id = s.brand_id
  cross join lateral (select jsonb_agg(jsonb_build_object('stage', x.stage, 'ja', x.name_ja, 'en', x.name_en) order by x.position)
    as stages from (${stagesSql('s.id')}) x where not x.proven and not x.waived) gaps
  where gaps.stages is not null order by s.handed_over_at desc, s.id limit $4`;

const DAYS_SHOWN = 14;

// A brand's warehouses may stand in several zones: what has left on the newest of their days belongs to its span.
const TODAY = (column: string) => `
  select max((now() at time zone w.time_zone)::date)::text as today from warehouses w
  where ${column === 'warehouse_id' ? 'w.id = $1' : 'exists (select 1 from shipments s where s.brand_id = $1 and s.warehouse_id = w.id)'}`;

/** How many of the shipments that have left have their evidence. */
@Injectable()
export class EvidenceCoverage {
  constructor(private readonly dataSource: DataSource) {}

  /** Counted per day, brand and warehouse, as the stages and the evidence stand now. */
  async coverage(scope: EvidenceScope, query: CoverageQuery): Promise<Coverage> {
    const [column, id] = columnOf(scope);
    const { from, to } = await this.spanOf(scope, query);
    const found = await rows<CoverageRow>(this.dataSource, COVERAGE(column), [id, from, to]);
    const sum = (of: (row: CoverageRow) => number) => found.reduce((total, row) => total + of(row), 0);
    const totals = {
      ...{ shipped: sum((row) => row.shipped), complete: sum((row) => row.complete) },
      ...{ waived: sum((row) => row.waived), missing: sum((row) => row.missing) },
    };
    return { from, to, totals: { ...totals, coverage: shareOf(totals) }, days: found.map(toDay) };
  }

  private async spanOf(scope: EvidenceScope, { from, to }: CoverageQuery) {
    if (from && to) return { from, to };
    const [column, id] = columnOf(scope);
    const found = await firstRow<{ today: string | null }>(this.dataSource, TODAY(column), [id]);
    const today = found?.today ?? new Date().toISOString().slice(0, 10);
    return { from: addDays(today, 1 - DAYS_SHOWN), to: today };
  }

  /** The shipments that left without evidence which nobody has waived, newest first. */
  async gaps(scope: EvidenceScope, { from, to, limit }: GapsQuery): Promise<Gaps> {
    const [column, id] = columnOf(scope);
    const found = await rows<GapRow>(this.dataSource, GAPS(column), [id, from, to, limit]);
    return { total: found[0]?.total ?? 0, items: found.map(toGap) };
  }
}

function columnOf(scope: EvidenceScope): [column: string, id: string] {
  return 'brandId' in scope ? ['brand_id', scope.brandId] : ['warehouse_id', scope.warehouseId];
}

function shareOf({ shipped, complete, waived }: Pick<CoverageRow, 'shipped' | 'complete' | 'waived'>) {
  return shipped === 0 ? null : Math.round(((complete + waived) / shipped) * 10_000) / 10_000;
}

function toDay({ day, shipped, complete, waived, missing, ...row }: CoverageRow): Coverage['days'][number] {
  return {
    day,
    brand: { id: row.brandId, name: { ja: row.brandJa, en: row.brandEn } },
    warehouse: { id: row.warehouseId, name: { ja: row.warehouseJa, en: row.warehouseEn } },
    ...{ shipped, complete, waived, missing, coverage: shareOf({ shipped, complete, waived }) },
  };
}

function toGap(row: GapRow): Gaps['items'][number] {
  const { shipmentId, orderExternalId, day, handedOverAt } = row;
  return {
    ...{ shipmentId, orderExternalId, day, handedOverAt: handedOverAt.toISOString() },
    brand: { ja: row.brandJa, en: row.brandEn },
    stages: row.stages.map(({ stage, ja, en }) => ({ stage, name: { ja, en } })),
  };
}
