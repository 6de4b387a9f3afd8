import { S3ServiceException } from '@aws-sdk/client-s3';
import { isObjectStoreError, ObjectStoreError, toObjectStoreError } from './object-store.error.js';

const answer = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });

describe("storage's answers", () => {
  it.each([
    ['NoSuchKey', 404, 'not_found'],
    ['NotFound', 404, 'not_found'],
    ['SomethingNew', 404, 'not_found'],
    ['PreconditionFailed', 412, 'exists'],
    ['BadDigest', 400, 'digest_mismatch'],
    ['XAmzContentSHA256Mismatch', 400, 'digest_mismatch'],
    ['SlowDown', 503, 'unavailable'],
    ['AccessDenied', 403, 'unavailable'],
  ])('%s (%d) means %s', (name, status, kind) => {
    expect(toObjectStoreError(answer(name, status), 'put')).toMatchObject({ kind, message: `put: ${name}` });
  });

  it('deny a delete because the version is protected', () => {
    expect(toObjectStoreError(answer('AccessDenied', 403), 'delete', 'locked').kind).toBe('locked');
  });

  it('that never came are an outage', () => {
    const cause = new Error('connect ECONNREFUSED');
    expect(toObjectStoreError(cause, 'head')).toMatchObject({ kind: 'unavailable', cause });
  });

  it('are translated once', () => {
    const error = new ObjectStoreError('exists', 'put');
    expect(toObjectStoreError(error, 'again')).toBe(error);
    expect(isObjectStoreError(error, 'exists')).toBe(true);
    expect(isObjectStoreError(error, 'locked')).toBe(false);
  });
});
