import { JsonFields } from './json-fields.js';
import { RETENTION_MODES, type DefaultRetention } from './object-lock.js';
import { S3Error } from './s3-error.js';

export const VERSIONING_STATES = ['Off', 'Enabled', 'Suspended'] as const;
export type Versioning = (typeof VERSIONING_STATES)[number];

/** STORED ON DISK as `bucket.json`. Only add optional fields. */
export interface BucketConfig {
  readonly name: string;
  /** ms since the epoch */
  readonly createdAt: number;
  readonly versioning: Versioning;
  readonly objectLock: boolean;
  readonly defaultRetention?: DefaultRetention;
  /** The CORS and lifecycle documents as they were put. Lifecycle rules are kept and answered, never executed. */
  readonly corsXml?: string;
  readonly lifecycleXml?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export function decodeBucketConfig(text: string): BucketConfig {
  const fields = JsonFields.parse(text);
  return {
    name: fields.text('name'),
    createdAt: fields.number('createdAt'),
    versioning: fields.oneOf('versioning', VERSIONING_STATES),
    objectLock: fields.flag('objectLock'),
    defaultRetention: fields.optional('defaultRetention', (rule) => ({
      mode: rule.oneOf('mode', RETENTION_MODES),
      days: rule.number('days'),
    })),
    corsXml: fields.optionalText('corsXml'),
    lifecycleXml: fields.optionalText('lifecycleXml'),
    tags: fields.optional('tags', () => fields.texts('tags')),
  };
}

/**
 * "Bucket names must be between 3 and 63 characters long, consist only of lowercase letters, numbers, periods and hyphens,
 * begin and end with a letter or number, and must not contain two adjacent periods or be formatted as an IP address."
 * It also makes a name a safe folder name.
 */
export function requireBucketName(name: string): string {
  const wellFormed = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);
  if (!wellFormed || name.includes('..') || /^\d+\.\d+\.\d+\.\d+$/.test(name)) {
    throw new S3Error('InvalidBucketName', undefined, { BucketName: name });
  }
  return name;
}
