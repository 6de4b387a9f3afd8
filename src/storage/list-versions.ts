import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

/** One version of an object, or a mark that hides the object (`deleteMarker`). */
export interface ObjectVersion {
  key: string;
  /** `null` (as text) in a bucket that keeps no versions. */
  versionId: string;
  /** The one that is read when no version is named. */
  isLatest: boolean;
  deleteMarker: boolean;
  bytes: number;
  lastModified: Date;
}

export interface VersionPage {
  versions: ObjectVersion[];
  next: { KeyMarker?: string; VersionIdMarker?: string } | undefined;
}

/** One page of versions below a prefix, by key. */
export async function listVersionPage(
  client: S3Client,
  bucket: string,
  prefix: string,
  after: VersionPage['next'],
): Promise<VersionPage> {
  const page = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...after }));
  const versions = [
    ...(page.Versions ?? []).map((version) => ({ ...version, deleteMarker: false })),
    ...(page.DeleteMarkers ?? []).map((marker) => ({ ...marker, Size: 0, deleteMarker: true })),
  ].map(({ Key, VersionId, IsLatest, Size, LastModified, deleteMarker }) => ({
    key: Key ?? '',
    versionId: VersionId ?? 'null',
    isLatest: IsLatest ?? false,
    deleteMarker,
    bytes: Size ?? 0,
    lastModified: LastModified ?? new Date(0),
  }));
  const { IsTruncated, NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
  return { versions, next: IsTruncated ? { KeyMarker, VersionIdMarker } : undefined };
}
