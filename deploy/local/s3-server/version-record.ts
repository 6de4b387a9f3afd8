import { CHECKSUM_ALGORITHMS, type Checksum } from './checksums.js';
import { JsonFields } from './json-fields.js';
import { RETENTION_MODES, type Retention } from './object-lock.js';

/**
 * STORED ON DISK as `<fileId>.json`, one for each version of an object (and each delete marker). Only add optional fields;
 * `decodeVersion` has to read what earlier releases wrote.
 */
export interface VersionRecord {
  /** Names the files; random and ours, so that no key ever becomes part of a path. */
  readonly fileId: string;
  readonly key: string;
  /** 'null' for versions made while the bucket's versioning was not enabled. */
  readonly versionId: string;
  /** Order of commits within the bucket; the highest of a key is its current version. */
  readonly sequence: number;
  /** ms since the epoch */
  readonly modifiedAt: number;
  readonly deleteMarker: boolean;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** content-type, cache-control, …: answered as they were given. */
  readonly headers: Readonly<Record<string, string>>;
  /** x-amz-meta-…, without that prefix. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly checksum?: Checksum;
  readonly retention?: Retention;
  readonly legalHold: boolean;
  /** A multipart object's data is a folder of these files, in this order; otherwise empty and the data is one file. */
  readonly pieces: readonly Piece[];
  /** The multipart upload that made it: lets a repeated CompleteMultipartUpload find its result. */
  readonly uploadId?: string;
}

export interface Piece {
  readonly partNumber: number;
  readonly file: string;
  readonly size: number;
  /** base64, under the object's checksum algorithm. */
  readonly checksum?: string;
}

export const encodeVersion = (record: VersionRecord): string => JSON.stringify(record);

/** Throws a plain Error that names the first field which is missing or of the wrong type. */
export function decodeVersion(text: string): VersionRecord {
  const fields = JsonFields.parse(text);
  return {
    fileId: fields.text('fileId'),
    key: fields.text('key'),
    versionId: fields.text('versionId'),
    sequence: fields.number('sequence'),
    modifiedAt: fields.number('modifiedAt'),
    deleteMarker: fields.flag('deleteMarker'),
    size: fields.number('size'),
    etag: fields.text('etag'),
    headers: fields.texts('headers'),
    metadata: fields.texts('metadata'),
    tags: fields.texts('tags'),
    checksum: fields.optional('checksum', decodeChecksum),
    retention: fields.optional('retention', decodeRetention),
    legalHold: fields.flag('legalHold'),
    pieces: fields.list('pieces', decodePiece),
    uploadId: fields.optionalText('uploadId'),
  };
}

export const decodeChecksum = (fields: JsonFields): Checksum => ({
  algorithm: fields.oneOf('algorithm', CHECKSUM_ALGORITHMS),
  type: fields.oneOf('type', ['FULL_OBJECT', 'COMPOSITE']),
  value: fields.text('value'),
});

export const decodeRetention = (fields: JsonFields): Retention => ({
  mode: fields.oneOf('mode', RETENTION_MODES),
  until: fields.number('until'),
});

const decodePiece = (fields: JsonFields): Piece => ({
  partNumber: fields.number('partNumber'),
  file: fields.text('file'),
  size: fields.number('size'),
  checksum: fields.optionalText('checksum'),
});
