// What storage has beyond what rows name. Ours never overwrites and never hides: a newer version or a delete marker over an
// object that a row names is somebody else's doing. Anything else is left over, most often from a crash between a put and
// the row that would have named it.
import type { ObjectVersion } from '../storage/list-versions.js';
import type { AuditCode } from './audit.codes.js';

/** Versions that rows name, by key. */
export type NamedVersions = ReadonlyMap<string, ReadonlySet<string>>;

export function judgeVersion(version: ObjectVersion, named: NamedVersions): AuditCode | undefined {
  const ours = named.get(version.key);
  if (ours?.has(version.versionId)) return undefined;
  if (ours && version.isLatest) return version.deleteMarker ? 'object_hidden' : 'object_overwritten';
  return version.deleteMarker ? undefined : 'orphan';
}

/** Our evidence lies below `<brand>/<clip or shipment>/`; whatever else is in a bucket belongs to others. */
const EVIDENCE_KEY =
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(.+)$/;

export interface EvidenceKey {
  brandId: string;
  /** A clip or a shipment. */
  subjectId: string;
  /** Of the document or rendition that it holds, in hex; undefined where the name has none. */
  sha256?: string;
}

export function readEvidenceKey(key: string): EvidenceKey | undefined {
  const [, brandId, subjectId, name = ''] = EVIDENCE_KEY.exec(key) ?? [];
  if (brandId === undefined || subjectId === undefined) return undefined;
  return { brandId, subjectId, sha256: /^[0-9a-f]{64}/.exec(name)?.[0] };
}
