import type { Answer, Call } from '../call.js';
import { parseCorsDocument } from '../cors.js';
import { RETENTION_MODES, type DefaultRetention } from '../object-lock.js';
import { S3Error } from '../s3-error.js';
import { MAX_BUCKET_TAGS, parseTaggingDocument, writeTaggingDocument } from '../tagging.js';
import {
  childNamed,
  childText,
  element,
  parseXmlRoot,
  requiredText,
  xmlDocument,
  type XmlElement,
} from '../xml.js';

/** Sub-resources of a bucket: versioning, object-lock, cors, lifecycle, tagging. */
const OK: Answer = { status: 200 };
const DAYS_PER_YEAR = 365;
const MAX_RETENTION_DAYS = 36_500;

export async function getBucketVersioning({ bucket }: Call): Promise<Answer> {
  const { versioning } = bucket.config;
  // "If you have never enabled versioning, the response does not return a versioning state."
  const status = versioning === 'Off' ? undefined : versioning;
  return { status: 200, xml: xmlDocument('VersioningConfiguration', [element('Status', status)]) };
}

export async function putBucketVersioning(call: Call): Promise<Answer> {
  const { bucket } = call;
  const root = parseXmlRoot(await call.document(), 'VersioningConfiguration');
  const status = childText(root, 'Status');
  if (childText(root, 'MfaDelete') === 'Enabled')
    throw new S3Error('NotImplemented', 'MFA delete is not implemented.');
  if (status !== 'Enabled' && status !== 'Suspended')
    throw new S3Error('IllegalVersioningConfigurationException');
  // "If you have Object Lock configured, the versioning state of the bucket can't be suspended."
  if (status === 'Suspended' && bucket.config.objectLock) {
    throw new S3Error(
      'InvalidBucketState',
      'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    );
  }
  await bucket.changeConfig((config) => ({ ...config, versioning: status }));
  return OK;
}

export async function getObjectLockConfiguration({ bucket }: Call): Promise<Answer> {
  const { objectLock, defaultRetention } = bucket.config;
  if (!objectLock) throw new S3Error('ObjectLockConfigurationNotFoundError');
  const rule =
    defaultRetention && element('Rule', [element('DefaultRetention', describeRule(defaultRetention))]);
  return {
    status: 200,
    xml: xmlDocument('ObjectLockConfiguration', [element('ObjectLockEnabled', 'Enabled'), rule ?? '']),
  };
}

const describeRule = ({ mode, days }: DefaultRetention): string[] => [
  element('Mode', mode),
  element('Days', days),
];

export async function putObjectLockConfiguration(call: Call): Promise<Answer> {
  const { bucket } = call;
  const root = parseXmlRoot(await call.document(), 'ObjectLockConfiguration');
  if (childText(root, 'ObjectLockEnabled') !== 'Enabled') throw new S3Error('MalformedXML');
  // "To enable Object Lock on an existing bucket, S3 Versioning must be enabled."
  if (bucket.config.versioning !== 'Enabled') {
    throw new S3Error(
      'InvalidBucketState',
      "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    );
  }
  const rule = childNamed(root, 'Rule');
  const defaultRetention = rule && parseDefaultRetention(childNamed(rule, 'DefaultRetention'));
  await bucket.changeConfig((config) => ({ ...config, objectLock: true, defaultRetention }));
  return OK;
}

/** "The DefaultRetention settings require both a mode and a period. The period can be either Days or Years, not both." */
function parseDefaultRetention(rule: XmlElement | undefined): DefaultRetention {
  if (rule === undefined) throw new S3Error('MalformedXML');
  const mode = RETENTION_MODES.find((candidate) => candidate === requiredText(rule, 'Mode'));
  const [days, years] = [childText(rule, 'Days'), childText(rule, 'Years')];
  if (mode === undefined || (days === undefined) === (years === undefined)) throw new S3Error('MalformedXML');
  const period = days === undefined ? Number(years) * DAYS_PER_YEAR : Number(days);
  if (!Number.isInteger(period) || period < 1 || period > MAX_RETENTION_DAYS) {
    throw new S3Error('InvalidArgument', 'Default retention period must be a positive integer value.');
  }
  return { mode, days: period };
}

export async function getBucketCors({ bucket }: Call): Promise<Answer> {
  const { corsXml } = bucket.config;
  if (corsXml === undefined) throw new S3Error('NoSuchCORSConfiguration');
  return { status: 200, xml: corsXml };
}

export async function putBucketCors(call: Call): Promise<Answer> {
  const { bucket } = call;
  const corsXml = await call.document();
  parseCorsDocument(corsXml);
  await bucket.changeConfig((config) => ({ ...config, corsXml }));
  return OK;
}

export async function deleteBucketCors({ bucket }: Call): Promise<Answer> {
  await bucket.changeConfig((config) => ({ ...config, corsXml: undefined }));
  return { status: 204 };
}

export async function getBucketLifecycle({ bucket }: Call): Promise<Answer> {
  const { lifecycleXml } = bucket.config;
  if (lifecycleXml === undefined) throw new S3Error('NoSuchLifecycleConfiguration');
  return { status: 200, xml: lifecycleXml };
}

/** Kept and answered as it came; this server never expires anything by itself. */
export async function putBucketLifecycle(call: Call): Promise<Answer> {
  const { bucket } = call;
  const lifecycleXml = await call.document();
  if (parseXmlRoot(lifecycleXml, 'LifecycleConfiguration').children.length === 0)
    throw new S3Error('MalformedXML');
  await bucket.changeConfig((config) => ({ ...config, lifecycleXml }));
  return OK;
}

export async function deleteBucketLifecycle({ bucket }: Call): Promise<Answer> {
  await bucket.changeConfig((config) => ({ ...config, lifecycleXml: undefined }));
  return { status: 204 };
}

export async function getBucketTagging({ bucket }: Call): Promise<Answer> {
  const { tags } = bucket.config;
  if (tags === undefined) throw new S3Error('NoSuchTagSet');
  return { status: 200, xml: writeTaggingDocument(tags) };
}

export async function putBucketTagging(call: Call): Promise<Answer> {
  const { bucket } = call;
  const tags = parseTaggingDocument(await call.document(), MAX_BUCKET_TAGS);
  await bucket.changeConfig((config) => ({ ...config, tags }));
  return { status: 204 };
}

export async function deleteBucketTagging({ bucket }: Call): Promise<Answer> {
  await bucket.changeConfig((config) => ({ ...config, tags: undefined }));
  return { status: 204 };
}
