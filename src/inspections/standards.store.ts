import type { EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { type Executor, firstRow, rows } from '../database/sql.js';
import type { Section } from '../shipments/shipments.contract.js';
import type { CheckItemBody, Standard, StandardBody } from './standards.contract.js';

interface StandardRow {
  id: string;
  section: Section;
  version: number;
  title_ja: string;
  title_en: string;
  published_at: Date;
  checks: Standard['checks'];
}

// The advisory lock gives versions without gaps to publishers of one section at the same moment.
const LOCK_SECTION = `select pg_advisory_xact_lock(hashtextextended('standards:' || $1::text || ':' || $2::text, 0))`;

const INSERT_STANDARD = `
  insert into standards (id, brand_id, section, version, title_ja, title_en)
  select $1, $2, $3::text, coalesce(max(version), 0) + 1, $4, $5 from standards where brand_id = $2 and section = $3::text
  returning version`;

const INSERT_CHECKS = `
  insert into check_items (id, brand_id, standard_id, code, position, answered_by, applies_to,
    text_ja, text_en, customer_ja, customer_en)
  select c.id, $1, $2, c.code, c.position, c.answered_by, array(select jsonb_array_elements_text(c.applies_to)),
    c.text_ja, c.text_en, c.customer_ja, c.customer_en
  from jsonb_to_recordset($3::jsonb) as c(id uuid, code text, position integer, answered_by text, applies_to jsonb,
    text_ja text, text_en text, customer_ja text, customer_en text)`;

const SELECT_STANDARDS = `
  select s.id, s.section, s.version, s.title_ja, s.title_en, s.published_at,
    (select jsonb_agg(jsonb_build_object('id', c.id, 'code', c.code, 'answeredBy', c.answered_by,
        'appliesTo', c.applies_to, 'text', jsonb_build_object('ja', c.text_ja, 'en', c.text_en),
        'customerText', case when c.customer_ja is null then null
          else jsonb_build_object('ja', c.customer_ja, 'en', c.customer_en) end) order by c.position)
      from check_items c where c.standard_id = s.id) as checks
  from standards s`;

/**
 * Publishes the next version of a section. Earlier versions stay as they are: tasks and answers refer to them.
 * @returns id of the new version
 */
export async function publishStandard(
  manager: EntityManager,
  brandId: string,
  body: StandardBody,
): Promise<string> {
  const id = newId();
  await rows(manager, LOCK_SECTION, [brandId, body.section]);
  await rows(manager, INSERT_STANDARD, [id, brandId, body.section, body.title.ja, body.title.en]);
  await rows(manager, INSERT_CHECKS, [brandId, id, JSON.stringify(body.checks.map(toRow))]);
  return id;
}

/** The newest version of each section, in the order of work. */
export async function newestStandards(on: Executor, brandId: string): Promise<Standard[]> {
  const found = await rows<StandardRow>(
    on,
    `${SELECT_STANDARDS}
     where s.brand_id = $1
       and s.version = (select max(n.version) from standards n where n.brand_id = s.brand_id and n.section = s.section)
     order by array_position(array['pick', 'inspect', 'pack', 'ship'], s.section)`,
    [brandId],
  );
  return found.map(toStandard);
}

/** One version by its id. */
export async function standardById(on: Executor, brandId: string, id: string): Promise<Standard> {
  const row = await firstRow<StandardRow>(on, `${SELECT_STANDARDS} where s.brand_id = $1 and s.id = $2`, [
    brandId,
    id,
  ]);
  if (!row) throw new Error('a published standard disappeared');
  return toStandard(row);
}

function toRow(check: CheckItemBody, index: number) {
  return {
    id: newId(),
    code: check.code,
    position: index + 1,
    answered_by: check.answeredBy,
    applies_to: check.appliesTo,
    text_ja: check.text.ja,
    text_en: check.text.en,
    customer_ja: check.customerText?.ja ?? null,
    customer_en: check.customerText?.en ?? null,
  };
}

function toStandard(row: StandardRow): Standard {
  return {
    id: row.id,
    section: row.section,
    version: row.version,
    title: { ja: row.title_ja, en: row.title_en },
    publishedAt: row.published_at.toISOString(),
    checks: row.checks,
  };
}
