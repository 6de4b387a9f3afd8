/**
 * `incoming` holds segments for days; `originals` and `ledger` keep every version and can lock them; `checkpoints` holds what the
 * log has signed, locked for years.
 */
export type BucketName = 'incoming' | 'originals' | 'derived' | 'ledger' | 'checkpoints';

/** Where objects are kept, and how to get in. The same shape as the `s3` part of the configuration. */
export interface ObjectStoreOptions {
  endpoint: string;
  /** The host that browsers see: presigned URLs are made for it. */
  publicEndpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  forcePathStyle: boolean;
  /** What each bucket is really called. */
  buckets: Record<BucketName, string>;
  /** Above, a body goes in parts. S3 takes at most 5 GiB in one request, which is the default. */
  singlePutMaxBytes?: number;
  /** Smallest part, at least 5 MiB. */
  partSizeBytes?: number;
}

/** Names one object in one of our buckets. */
export interface ObjectRef {
  bucket: BucketName;
  key: string;
}

/** Names one version; `null` (as text, S3's own word) is the version in a bucket that keeps none. */
export interface VersionRef extends ObjectRef {
  versionId: string;
}
