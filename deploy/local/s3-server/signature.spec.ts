import { createHash } from 'node:crypto';
import {
  canonicalRequest,
  chunkSignature,
  EMPTY_SHA256,
  sign,
  signingKey,
  stringToSign,
  uriEncode,
} from './signature.js';

/** The worked examples of "Authenticating Requests (AWS Signature Version 4)", with the documentation's example key. */
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const SCOPE = '20130524/us-east-1/s3/aws4_request';
const TIMESTAMP = '20130524T000000Z';
const KEY = signingKey(SECRET, '20130524', 'us-east-1');

const signatureOf = (canonical: string): string => sign(KEY, stringToSign(TIMESTAMP, SCOPE, canonical));

describe('Signature Version 4', () => {
  it('signs the documented GET with a Range header', () => {
    const canonical = canonicalRequest({
      method: 'GET',
      path: '/test.txt',
      query: [],
      headers: new Map([
        ['host', 'examplebucket.s3.amazonaws.com'],
        ['range', 'bytes=0-9'],
        ['x-amz-content-sha256', EMPTY_SHA256],
        ['x-amz-date', TIMESTAMP],
      ]),
      signedHeaders: ['host', 'range', 'x-amz-content-sha256', 'x-amz-date'],
      payloadHash: EMPTY_SHA256,
    });
    expect(signatureOf(canonical)).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
  });

  it('signs the documented PUT, whose key holds a dollar sign', () => {
    const payloadHash = createHash('sha256').update('Welcome to Amazon S3.').digest('hex');
    const canonical = canonicalRequest({
      method: 'PUT',
      path: '/test$file.text',
      query: [],
      headers: new Map([
        ['date', 'Fri, 24 May 2013 00:00:00 GMT'],
        ['host', 'examplebucket.s3.amazonaws.com'],
        ['x-amz-content-sha256', payloadHash],
        ['x-amz-date', TIMESTAMP],
        ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
      ]),
      signedHeaders: ['date', 'host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-storage-class'],
      payloadHash,
    });
    expect(signatureOf(canonical)).toBe('98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd');
  });

  it('signs the documented listing, its parameters sorted', () => {
    const canonical = canonicalRequest({
      method: 'GET',
      path: '/',
      query: [
        ['prefix', 'J'],
        ['max-keys', '2'],
      ],
      headers: new Map([
        ['host', 'examplebucket.s3.amazonaws.com'],
        ['x-amz-content-sha256', EMPTY_SHA256],
        ['x-amz-date', TIMESTAMP],
      ]),
      signedHeaders: ['host', 'x-amz-content-sha256', 'x-amz-date'],
      payloadHash: EMPTY_SHA256,
    });
    expect(signatureOf(canonical)).toBe('34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7');
  });

  it('signs the documented presigned GET', () => {
    const canonical = canonicalRequest({
      method: 'GET',
      path: '/test.txt',
      query: [
        ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
        ['X-Amz-Credential', `AKIAIOSFODNN7EXAMPLE/${SCOPE}`],
        ['X-Amz-Date', TIMESTAMP],
        ['X-Amz-Expires', '86400'],
        ['X-Amz-SignedHeaders', 'host'],
      ],
      headers: new Map([['host', 'examplebucket.s3.amazonaws.com']]),
      signedHeaders: ['host'],
      payloadHash: 'UNSIGNED-PAYLOAD',
    });
    expect(signatureOf(canonical)).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });

  it('chains the documented chunk signatures on the seed signature', () => {
    const seedSignature = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
    const context = { key: KEY, timestamp: TIMESTAMP, scope: SCOPE, seedSignature };
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    const first = chunkSignature(context, seedSignature, sha256('a'.repeat(65_536)));
    const second = chunkSignature(context, first, sha256('a'.repeat(1024)));
    const last = chunkSignature(context, second, EMPTY_SHA256);
    expect([first, second, last]).toEqual([
      'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
      '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
      'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
    ]);
  });

  it('encodes everything but the unreserved characters', () => {
    expect(uriEncode("a-b_c.d~ !'()*/é")).toBe('a-b_c.d~%20%21%27%28%29%2A%2F%C3%A9');
  });
});
