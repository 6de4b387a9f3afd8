import { SortedKeys } from './sorted-keys.js';
import type { VersionRecord } from './version-record.js';

/** The versions of one bucket in memory. Rebuilt from the metadata files at start; the files are the truth. */
export class BucketIndex {
  readonly keys: SortedKeys;
  /** Newest first. */
  private readonly byKey: Map<string, VersionRecord[]>;
  private readonly byUpload = new Map<string, VersionRecord>();
  private lastSequence = 0;

  constructor(records: Iterable<VersionRecord>) {
    this.byKey = groupByKey(records);
    for (const versions of this.byKey.values()) {
      versions.sort((a, b) => b.sequence - a.sequence);
      for (const version of versions) this.remember(version);
    }
    this.keys = SortedKeys.from(this.byKey.keys());
  }

  get isEmpty(): boolean {
    return this.byKey.size === 0;
  }

  nextSequence(): number {
    this.lastSequence += 1;
    return this.lastSequence;
  }

  versions(key: string): readonly VersionRecord[] {
    return this.byKey.get(key) ?? [];
  }

  /** The newest version, be it a delete marker. */
  latest(key: string): VersionRecord | undefined {
    return this.byKey.get(key)?.[0];
  }

  find(key: string, versionId: string): VersionRecord | undefined {
    return this.byKey.get(key)?.find((version) => version.versionId === versionId);
  }

  completedBy(uploadId: string): VersionRecord | undefined {
    return this.byUpload.get(uploadId);
  }

  /** Makes `record` the current version of its key. */
  add(record: VersionRecord): void {
    const versions = this.byKey.get(record.key);
    if (versions === undefined) {
      this.byKey.set(record.key, [record]);
      this.keys.add(record.key);
    } else {
      versions.unshift(record);
    }
    this.remember(record);
  }

  /** Swaps the record of the same file for one with other metadata. */
  replace(record: VersionRecord): void {
    const versions = this.byKey.get(record.key) ?? [];
    const at = versions.findIndex((version) => version.fileId === record.fileId);
    if (at >= 0) versions[at] = record;
    this.remember(record);
  }

  remove(record: VersionRecord): void {
    const left = this.versions(record.key).filter((version) => version.fileId !== record.fileId);
    if (record.uploadId !== undefined) this.byUpload.delete(record.uploadId);
    if (left.length > 0) {
      this.byKey.set(record.key, left);
      return;
    }
    this.byKey.delete(record.key);
    this.keys.delete(record.key);
  }

  private remember(record: VersionRecord): void {
    this.lastSequence = Math.max(this.lastSequence, record.sequence);
    if (record.uploadId !== undefined) this.byUpload.set(record.uploadId, record);
  }
}

function groupByKey(records: Iterable<VersionRecord>): Map<string, VersionRecord[]> {
  const groups = new Map<string, VersionRecord[]>();
  for (const record of records) {
    const group = groups.get(record.key);
    if (group === undefined) groups.set(record.key, [record]);
    else group.push(record);
  }
  return groups;
}
