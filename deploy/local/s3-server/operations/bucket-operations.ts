import type { Answer, Call } from '../call.js';
import { S3Error } from '../s3-error.js';
import { childText, element, parseXmlRoot, xmlDocument } from '../xml.js';

/** Buckets themselves: list, create, head, delete, location. */
export const OWNER = [element('ID', 'akashi'), element('DisplayName', 'akashi')];

export async function listBuckets({ store }: Call): Promise<Answer> {
  const buckets = store
    .list()
    .map(({ name, createdAt }) =>
      element('Bucket', [element('Name', name), element('CreationDate', new Date(createdAt).toISOString())]),
    );
  return {
    status: 200,
    xml: xmlDocument('ListAllMyBucketsResult', [element('Owner', OWNER), element('Buckets', buckets)]),
  };
}

export async function createBucket(call: Call): Promise<Answer> {
  const { request, store } = call;
  if (request.headers.get('content-length') !== undefined && request.headers.get('content-length') !== '0') {
    requireOwnRegion(await call.document(), call);
  }
  const objectLock = request.header('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true';
  await store.createBucket(request.target.bucket, objectLock);
  return { status: 200, headers: { location: `/${request.target.bucket}` } };
}

function requireOwnRegion(document: string, { region }: Call): void {
  const constraint = childText(parseXmlRoot(document, 'CreateBucketConfiguration'), 'LocationConstraint');
  if (constraint !== undefined && constraint !== '' && constraint !== region) {
    throw new S3Error(
      'InvalidArgument',
      `The specified location constraint ${constraint} is not this server's region ${region}.`,
    );
  }
}

export async function headBucket(call: Call): Promise<Answer> {
  call.requireBucket();
  return { status: 200, headers: { 'x-amz-bucket-region': call.region } };
}

export async function deleteBucket({ store, request }: Call): Promise<Answer> {
  await store.deleteBucket(request.target.bucket);
  return { status: 204 };
}

/** "Buckets in Region us-east-1 have a LocationConstraint of null." */
export async function getBucketLocation(call: Call): Promise<Answer> {
  call.requireBucket();
  return {
    status: 200,
    xml: xmlDocument('LocationConstraint', [call.region === 'us-east-1' ? '' : call.region]),
  };
}
