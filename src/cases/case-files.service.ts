import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '../accounts/principal.js';
import { firstRow, rows } from '../database/sql.js';
import { appendCustody } from '../evidence/custody.js';
import { AppError } from '../http/app-error.js';
import { decodeCursor, encodeCursor, idPosition } from '../http/cursor.js';
import type { Locale } from '../i18n/locale.js';
import { caseFileView } from './case-file.view.js';
import type * as contract from './cases.contract.js';
import {
  CASE_COLUMNS,
  type CaseRow,
  type MessageRow,
  type PreservationRow,
  toCaseSummary,
} from './cases.rows.js';
import { findRecordRows } from './record.queries.js';
import { recordView } from './record.view.js';

export interface Reader {
  brandId: string;
  actor: Actor;
  locale: Locale;
}

const CASE = `select ${CASE_COLUMNS} from cases k join orders o on o.id = k.order_id where k.brand_id = $1 and k.id = $2`;

const MESSAGES = `select id, author, body, contact, written_at from case_messages where brand_id = $1 and case_id = $2
  order by id`;

// What an object is, is known from the row that it belongs to; keys are opaque.
const PRESERVATIONS = `select p.clip_id, p.bucket, p.object_key, p.state, p.held_at,
    case when p.bucket like '%originals' then 'original'
      when d.signature_key = p.object_key then 'signature'
      when d.schema like 'akashi.manifest/%' then 'manifest'
      when p.bucket like '%ledger' then 'statement'
      else (select r.kind from renditions r where r.clip_id = p.clip_id and r.object_key = p.object_key
        and r.version_id = p.version_id order by r.kind limit 1) end as what
  from preservations p
  left join ledger_documents d on d.clip_id = p.clip_id and p.object_key in (d.object_key, d.signature_key)
  where p.brand_id = $1 and p.case_id = $2 order by p.id`;

const LIST = `select ${CASE_COLUMNS} from cases k join orders o on o.id = k.order_id
  where k.brand_id = $1 and ($2::text is null or k.state = $2) and ($3::uuid is null or k.id < $3)
  order by k.id desc limit $4`;

/** Case files and shipment records for staff. Opening one is noted in the custody log. */
@Injectable()
export class CaseFilesService {
  constructor(private readonly dataSource: DataSource) {}

  /** Cases, newest first. */
  async list(
    brandId: string,
    query: z.infer<typeof contract.CaseListQuery>,
  ): Promise<z.infer<typeof contract.CasePage>> {
    const after = decodeCursor(query.cursor, idPosition)?.id ?? null;
    const params = [brandId, query.state ?? null, after, query.limit + 1];
    const found = await rows<CaseRow>(this.dataSource, LIST, params);
    const items = found.slice(0, query.limit).map(toCaseSummary);
    const last = items.at(-1);
    return { items, next: found.length > query.limit && last ? encodeCursor({ id: last.id }) : null };
  }

  /** A shipment's record. @throws AppError shipment_not_found */
  async record(reader: Reader, shipmentId: string): Promise<contract.ShipmentRecord> {
    const found = await findRecordRows(this.dataSource, reader.brandId, shipmentId);
    if (!found)
      throw new AppError(
        'shipment_not_found',
        'This brand has no such shipment: check the id, or search by order number with GET /v1/search.',
      );
    await this.noteViewing(reader, shipmentId, 'record');
    return recordView(found, reader.locale);
  }

  /** A case with everything that belongs to it. @throws AppError case_not_found */
  async file(reader: Reader, caseId: string): Promise<contract.CaseFile> {
    const { brandId, locale } = reader;
    const found = await firstRow<CaseRow>(this.dataSource, CASE, [brandId, caseId]);
    if (!found)
      throw new AppError(
        'case_not_found',
        'This brand has no such case: check the id; GET /v1/cases lists its cases.',
      );
    const shipmentId = found.shipment_id ?? (await this.onlyShipment(brandId, found.order_id));
    const [messages, preservations, record] = await Promise.all([
      rows<MessageRow>(this.dataSource, MESSAGES, [brandId, caseId]),
      rows<PreservationRow>(this.dataSource, PRESERVATIONS, [brandId, caseId]),
      shipmentId ? this.record(reader, shipmentId) : null,
    ]);
    const shown = record && lookedAtFor(record, caseId);
    return caseFileView({ case: found, messages, preservations, record: shown }, locale);
  }

  /** The shipment that a case about a whole order shows: its first. */
  private async onlyShipment(brandId: string, orderId: string): Promise<string | undefined> {
    const sql = 'select id from shipments where brand_id = $1 and order_id = $2 order by id limit 1';
    return (await firstRow<{ id: string }>(this.dataSource, sql, [brandId, orderId]))?.id;
  }

  private async noteViewing({ brandId, actor }: Reader, shipmentId: string, what: string): Promise<void> {
    await appendCustody(this.dataSource, { brandId, shipmentId, kind: 'viewed', actor, detail: { what } });
  }
}

/** What is watched on a case's page is noted as watched for this case. */
function lookedAtFor(record: contract.ShipmentRecord, caseId: string): contract.ShipmentRecord {
  const clips = record.clips.map((clip) => ({
    ...clip,
    renditions: clip.renditions.map((made) => ({ ...made, url: `${made.url}?caseId=${caseId}` })),
  }));
  return { ...record, clips };
}
