import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../database/sql.js';
import {
  type AuditCheck,
  type AuditFinding,
  type AuditScope,
  type AuditStep,
  BATCH,
  FIRST_ID,
  inBatches,
} from '../audit.check.js';
import { chainBreaks, type ChainLinkRow } from '../chain.rule.js';

interface LinkRow extends ChainLinkRow {
  has_document: boolean;
}

const SHIPMENTS = `
  select distinct shipment_id as id from evidence_manifests
  where shipment_id > $1 and ($2::uuid is null or brand_id = $2) and ($3::timestamptz is null or sealed_at >= $3)
  order by shipment_id limit ${BATCH}`;

const LINKS = `
  select m.shipment_id, m.brand_id, m.n, m.sha256, m.previous_sha256,
    exists (select 1 from ledger_documents d where d.sha256 = m.sha256) as has_document
  from evidence_manifests m where m.shipment_id = any($1::uuid[]) order by m.shipment_id, m.n`;

/** The chain of manifests of each shipment. */
@Injectable()
export class ChainsCheck implements AuditCheck {
  readonly name = 'chains';

  constructor(private readonly dataSource: DataSource) {}

  async *run(scope: AuditScope): AsyncGenerator<AuditStep> {
    const { signal, brandId, since } = scope;
    const read = (after: string) =>
      rows<{ id: string }>(this.dataSource, SHIPMENTS, [after, brandId ?? null, since ?? null]);
    for await (const batch of inBatches(read, ({ id }) => id, { first: FIRST_ID, signal })) {
      const links = await rows<LinkRow>(this.dataSource, LINKS, [batch.map(({ id }) => id)]);
      const chains = batch.map(({ id }) => links.filter((link) => link.shipment_id === id));
      yield { looked: batch.length, findings: chains.flatMap(findingsOf) };
    }
  }
}

function findingsOf(chain: readonly LinkRow[]): AuditFinding[] {
  const breaks = chainBreaks(chain).map(({ link, what }) => ({
    ...aboutOf('chain_broken', link),
    members: [what],
  }));
  const lost = chain.filter((link) => !link.has_document);
  return [...breaks, ...lost.map((link) => aboutOf('manifest_document_missing', link))];
}

function aboutOf(code: AuditFinding['code'], link: ChainLinkRow): AuditFinding {
  const { brand_id: brandId, shipment_id: shipmentId, sha256 } = link;
  return { code, brandId, shipmentId, sha256: sha256.toString('hex') };
}
