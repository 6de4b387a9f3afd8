import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../database/sql.js';
import type { EvidenceBucket } from '../../evidence/evidence-objects.js';
import type { ObjectVersion } from '../../storage/list-versions.js';
import { ObjectStore } from '../../storage/object-store.js';
import {
  type AuditCheck,
  type AuditFinding,
  type AuditScope,
  type AuditStep,
  SETTLED_AFTER_MS,
} from '../audit.check.js';
import { judgeVersion, type NamedVersions, readEvidenceKey } from '../versions.rule.js';

const BUCKETS: readonly EvidenceBucket[] = ['originals', 'derived', 'ledger'];

/** Versions that rows name, found by the ids and digests in the keys. $1: clips, $2: digests of documents. */
const NAMED: Readonly<Record<EvidenceBucket, string>> = {
  originals: `select original_key as key, original_version_id as version_id from clips
    where id = any($1::uuid[]) and original_key is not null and cardinality($2::text[]) >= 0`,
  derived: `select object_key as key, version_id from renditions where clip_id = any($1::uuid[]) and cardinality($2::text[]) >= 0`,
  ledger: `
    with documents as (
      select object_key, version_id, signature_key, signature_version_id from ledger_documents
      where clip_id = any($1::uuid[]) or sha256 in (select decode(digest, 'hex') from unnest($2::text[]) digest))
    select object_key as key, version_id from documents
    union all select signature_key, signature_version_id from documents where signature_key is not null`,
};

/** What storage has, against what rows name: overwritten, hidden, left over. */
@Injectable()
export class ObjectsCheck implements AuditCheck {
  readonly name = 'objects';
  /** A version that is younger may be on its way into a row. */
  settledAfterMs = SETTLED_AFTER_MS;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
  ) {}

  async *run(scope: AuditScope): AsyncGenerator<AuditStep> {
    for (const bucket of BUCKETS) {
      const prefix = scope.brandId ? `${scope.brandId}/` : '';
      for await (const page of this.store.listVersions(bucket, prefix)) {
        scope.signal.throwIfAborted();
        const versions = page.filter((version) => this.isMeant(version, scope));
        yield { looked: versions.length, findings: await this.judge(bucket, versions) };
      }
    }
  }

  private isMeant({ key, lastModified }: ObjectVersion, { since }: AuditScope): boolean {
    if (!readEvidenceKey(key)) return false;
    if (since && lastModified < since) return false;
    return lastModified.getTime() <= Date.now() - this.settledAfterMs;
  }

  private async judge(bucket: EvidenceBucket, versions: readonly ObjectVersion[]): Promise<AuditFinding[]> {
    const named = await this.namedBy(bucket, versions);
    return versions.flatMap((version) => {
      const code = judgeVersion(version, named);
      const about = readEvidenceKey(version.key);
      if (!code || !about) return [];
      const object = { bucket, key: version.key, versionId: version.versionId };
      return [{ code, brandId: about.brandId, sha256: about.sha256, object }];
    });
  }

  private async namedBy(bucket: EvidenceBucket, versions: readonly ObjectVersion[]): Promise<NamedVersions> {
    const keys = versions.flatMap(({ key }) => readEvidenceKey(key) ?? []);
    const subjects = [...new Set(keys.map(({ subjectId }) => subjectId))];
    const digests = [...new Set(keys.flatMap(({ sha256 }) => sha256 ?? []))];
    const found = await rows<{ key: string; version_id: string | null }>(this.dataSource, NAMED[bucket], [
      ...[subjects, digests],
    ]);
    const named = new Map<string, Set<string>>();
    for (const { key, version_id: versionId } of found) {
      named.set(key, (named.get(key) ?? new Set()).add(versionId ?? 'null'));
    }
    return named;
  }
}
