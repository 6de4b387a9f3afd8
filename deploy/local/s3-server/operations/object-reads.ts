import { findVersion, type Answer, type Call } from '../call.js';
import { requireHeaderValue } from '../header-value.js';
import { describeVersion } from '../object-attributes.js';
import type { ByteRange } from '../object-disk.js';
import { whyNotReadable } from '../preconditions.js';
import { parseRange } from '../range.js';
import { S3Error } from '../s3-error.js';
import type { VersionRecord } from '../version-record.js';

/** GetObject and HeadObject. */
const RESPONSE_OVERRIDES = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

export async function getObject(call: Call): Promise<Answer> {
  const { bucket } = call;
  const { version, answer, range } = prepare(call);
  if (version.size === 0) return answer;
  return { ...answer, stream: bucket.disk.read(version, range) };
}

export async function headObject(call: Call): Promise<Answer> {
  return prepare(call).answer;
}

interface PreparedRead {
  readonly version: VersionRecord;
  readonly answer: Answer;
  readonly range: ByteRange | undefined;
}

function prepare(call: Call): PreparedRead {
  const { request, bucket } = call;
  const version = findVersion(bucket, call.key, request.parameter('versionId'));
  const reason = whyNotReadable(call.conditions(), version);
  const checksumMode = request.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  if (reason === 'PreconditionFailed') throw new S3Error(reason);
  if (reason === 'NotModified')
    throw new S3Error(reason, undefined, {}, describeVersion(version, bucket, false));
  const { range, headers } = chooseRange(call, version);
  const length = range === undefined ? version.size : range.end - range.start + 1;
  // A checksum covers the whole object: with a range it would be taken for that of the bytes that follow.
  const description = describeVersion(version, bucket, checksumMode && length === version.size);
  return {
    version,
    range,
    answer: {
      status: range === undefined ? 200 : 206,
      headers: { ...description, ...headers, ...overrides(call), 'content-length': String(length) },
    },
  };
}

function chooseRange(
  call: Call,
  version: VersionRecord,
): { range: ByteRange | undefined; headers: Record<string, string> } {
  const partNumber = call.request.parameter('partNumber');
  const part = partNumber === undefined ? undefined : partRange(call, version, partNumber);
  const range = part ?? parseRange(call.request.header('range'), version.size);
  if (range === undefined) return { range, headers: {} };
  const headers: Record<string, string> = {
    'content-range': `bytes ${range.start}-${range.end}/${version.size}`,
  };
  if (part !== undefined && version.pieces.length > 0)
    headers['x-amz-mp-parts-count'] = String(version.pieces.length);
  return { range, headers };
}

/** "Part number of the object being read … Effectively performs a 'ranged' GET request for the part specified." */
function partRange(call: Call, version: VersionRecord, partNumber: string): ByteRange | undefined {
  if (call.request.header('range') !== undefined) {
    throw new S3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter.');
  }
  const index = /^\d{1,5}$/.test(partNumber) ? Number(partNumber) - 1 : -1;
  const sizes = version.pieces.length === 0 ? [version.size] : version.pieces.map((piece) => piece.size);
  const size = sizes[index];
  if (size === undefined) throw new S3Error('InvalidRange', 'The requested partnumber is not satisfiable.');
  const start = sizes.slice(0, index).reduce((sum, length) => sum + length, 0);
  return size === 0 ? undefined : { start, end: start + size - 1 };
}

/** "You can override values for a set of response headers in the GetObject response": only signed requests get here. */
function overrides({ request }: Call): Record<string, string> {
  const given = RESPONSE_OVERRIDES.map((name) => [name, request.parameter(`response-${name}`)] as const);
  return Object.fromEntries(
    given.flatMap(([name, value]) => (value === undefined ? [] : [[name, requireHeaderValue(value)]])),
  );
}
