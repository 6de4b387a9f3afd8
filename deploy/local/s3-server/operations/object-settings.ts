import type { Bucket } from '../bucket.js';
import { findVersion, type Answer, type Call } from '../call.js';
import { requireRetention, versionHeader } from '../object-attributes.js';
import { whyNotRetainable, type Retention } from '../object-lock.js';
import { S3Error } from '../s3-error.js';
import { MAX_OBJECT_TAGS, parseTaggingDocument, writeTaggingDocument } from '../tagging.js';
import type { VersionRecord } from '../version-record.js';
import { childText, element, parseXmlRoot, xmlDocument } from '../xml.js';

/** Sub-resources of an object version: tagging, retention, legal-hold. */
const findCalled = (call: Call): VersionRecord =>
  findVersion(call.bucket, call.key, call.request.parameter('versionId'));

export async function getObjectTagging(call: Call): Promise<Answer> {
  const version = findCalled(call);
  return {
    status: 200,
    headers: versionHeader(version, call.bucket),
    xml: writeTaggingDocument(version.tags),
  };
}

export async function putObjectTagging(call: Call): Promise<Answer> {
  const tags = parseTaggingDocument(await call.document(), MAX_OBJECT_TAGS);
  return amendCalled(call, 200, (version) => ({ ...version, tags }));
}

export async function deleteObjectTagging(call: Call): Promise<Answer> {
  return amendCalled(call, 204, (version) => ({ ...version, tags: {} }));
}

async function amendCalled(
  call: Call,
  status: number,
  change: (version: VersionRecord) => VersionRecord,
): Promise<Answer> {
  const version = findCalled(call);
  await call.bucket.amend(version, change);
  return { status, headers: versionHeader(version, call.bucket) };
}

function requireLockBucket(bucket: Bucket): void {
  if (!bucket.config.objectLock)
    throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
}

export async function getObjectRetention(call: Call): Promise<Answer> {
  requireLockBucket(call.bucket);
  const { retention } = findCalled(call);
  if (retention === undefined) throw new S3Error('NoSuchObjectLockConfiguration');
  const fields = [
    element('Mode', retention.mode),
    element('RetainUntilDate', new Date(retention.until).toISOString()),
  ];
  return { status: 200, xml: xmlDocument('Retention', fields) };
}

export async function putObjectRetention(call: Call): Promise<Answer> {
  requireLockBucket(call.bucket);
  const retention = parseRetention(await call.document());
  return amendCalled(call, 200, (version) => {
    const reason = whyNotRetainable(version.retention, retention, Date.now(), call.bypassesGovernance);
    if (reason !== null)
      throw new S3Error('AccessDenied', `Access Denied because object protected by object lock (${reason}).`);
    return { ...version, retention };
  });
}

/** An empty <Retention/> asks for the removal of the retention. */
function parseRetention(source: string): Retention | undefined {
  const root = parseXmlRoot(source, 'Retention');
  const [mode, until] = [childText(root, 'Mode'), childText(root, 'RetainUntilDate')];
  if (mode === undefined && until === undefined) return undefined;
  if (mode === undefined || until === undefined)
    throw new S3Error('MalformedXML', '<Retention> needs both Mode and RetainUntilDate.');
  return requireRetention(mode, until);
}

export async function getObjectLegalHold(call: Call): Promise<Answer> {
  requireLockBucket(call.bucket);
  const { legalHold } = findCalled(call);
  return { status: 200, xml: xmlDocument('LegalHold', [element('Status', legalHold ? 'ON' : 'OFF')]) };
}

export async function putObjectLegalHold(call: Call): Promise<Answer> {
  requireLockBucket(call.bucket);
  const status = childText(parseXmlRoot(await call.document(), 'LegalHold'), 'Status');
  if (status !== 'ON' && status !== 'OFF')
    throw new S3Error('MalformedXML', '<LegalHold> needs <Status> ON or OFF.');
  return amendCalled(call, 200, (version) => ({ ...version, legalHold: status === 'ON' }));
}
