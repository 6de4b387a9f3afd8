import type { Deletion } from '../bucket.js';
import type { Answer, Call } from '../call.js';
import { statesIntegrity } from '../object-attributes.js';
import { S3Error } from '../s3-error.js';
import {
  childrenNamed,
  childText,
  element,
  parseXmlRoot,
  requiredText,
  xmlDocument,
  type XmlElement,
} from '../xml.js';
import { writeCheck } from './object-writes.js';

/** DeleteObject and DeleteObjects. */
const MAX_KEYS = 1000;
/** Deletions that run side by side: they share folder syncs, and never exhaust file handles. */
const AT_ONCE = 100;

export async function deleteObject(call: Call): Promise<Answer> {
  const versionId = call.request.parameter('versionId');
  const deletion = await deleteKey(call, call.key, versionId, call.conditions());
  const headers: Record<string, string> = {};
  if (call.bucket.isVersioned && deletion.versionId !== undefined)
    headers['x-amz-version-id'] = deletion.versionId;
  if (deletion.deleteMarker) headers['x-amz-delete-marker'] = 'true';
  return { status: 204, headers };
}

function deleteKey(
  call: Call,
  key: string,
  versionId: string | undefined,
  conditions: { ifMatch?: string },
): Promise<Deletion> {
  const { bucket } = call;
  if (versionId === undefined) return bucket.deleteCurrent(key, writeCheck({ ifMatch: conditions.ifMatch }));
  if (conditions.ifMatch !== undefined)
    throw new S3Error('NotImplemented', 'If-Match on the deletion of a version is not implemented.');
  return bucket.deleteVersion(key, versionId, call.bypassesGovernance);
}

export async function deleteObjects(call: Call): Promise<Answer> {
  // "The Content-MD5 or a checksum header is required for all Multi-Object Delete requests."
  if (!statesIntegrity(call.request)) {
    throw new S3Error(
      'InvalidRequest',
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
  }
  call.requireBucket();
  const root = parseXmlRoot(await call.document(), 'Delete');
  const objects = childrenNamed(root, 'Object');
  // "The request can contain a list of up to 1,000 keys."
  if (objects.length === 0 || objects.length > MAX_KEYS) throw new S3Error('MalformedXML');
  const quiet = childText(root, 'Quiet') === 'true';
  const results: string[] = [];
  for (let at = 0; at < objects.length; at += AT_ONCE) {
    const batch = objects.slice(at, at + AT_ONCE);
    results.push(...(await Promise.all(batch.map((object) => deleteListed(call, object, quiet)))));
  }
  return { status: 200, xml: xmlDocument('DeleteResult', results) };
}

/** One key's result; a refusal is an <Error> in the list and stops nothing else. */
async function deleteListed(call: Call, object: XmlElement, quiet: boolean): Promise<string> {
  const key = requiredText(object, 'Key');
  const versionId = childText(object, 'VersionId');
  try {
    const ifMatch = childText(object, 'ETag');
    const deletion = await deleteKey(call, key, versionId, { ifMatch });
    return quiet ? '' : describeDeletion(key, versionId, deletion);
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return element('Error', [
      element('Key', key),
      element('VersionId', versionId),
      element('Code', error.code),
      element('Message', error.message),
    ]);
  }
}

function describeDeletion(key: string, versionId: string | undefined, deletion: Deletion): string {
  return element('Deleted', [
    element('Key', key),
    element('VersionId', versionId),
    ...(deletion.deleteMarker
      ? [element('DeleteMarker', true), element('DeleteMarkerVersionId', deletion.versionId)]
      : []),
  ]);
}
