import { createHash } from 'node:crypto';
import { decodeChunkedBody, type ChunkedEncoding } from './chunked-body.js';
import { chunkSignature, signingKey, trailerSignature, type SigningContext } from './signature.js';

const SIGNING: SigningContext = {
  key: signingKey('secret', '20260101', 'us-east-1'),
  timestamp: '20260101T000000Z',
  scope: '20260101/us-east-1/s3/aws4_request',
  seedSignature: '0'.repeat(64),
};
const UNSIGNED: ChunkedEncoding = { trailerNames: ['x-amz-checksum-crc32'] };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Splits into network reads of `size` bytes: every boundary has to be survived. */
async function* inReads(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decode(text: string, encoding: ChunkedEncoding, readSize = 7) {
  const trailers = new Map<string, string>();
  const chunks: Buffer[] = [];
  for await (const chunk of decodeChunkedBody(inReads(text, readSize), encoding, trailers))
    chunks.push(chunk);
  return { body: Buffer.concat(chunks).toString('latin1'), trailers };
}

function signed(chunks: readonly string[], trailer?: string): string {
  let previous = SIGNING.seedSignature;
  let text = '';
  for (const chunk of [...chunks, '']) {
    previous = chunkSignature(SIGNING, previous, sha256(chunk));
    text += `${chunk.length.toString(16)};chunk-signature=${previous}\r\n${chunk}${chunk === '' ? '' : '\r\n'}`;
  }
  if (trailer === undefined) return `${text}\r\n`;
  return `${text}${trailer}\r\nx-amz-trailer-signature:${trailerSignature(SIGNING, previous, `${trailer}\n`)}\r\n\r\n`;
}

describe('aws-chunked bodies', () => {
  it.each([1, 2, 3, 7, 64, 100_000])('are decoded from reads of %i bytes', async (size) => {
    const text = '5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n';
    const { body, trailers } = await decode(text, UNSIGNED, size);
    expect(body).toBe('hello world');
    expect([...trailers]).toEqual([['x-amz-checksum-crc32', 'DUoRhQ==']]);
  });

  it('with signed chunks are decoded', async () => {
    const { body } = await decode(signed(['hello', ' world']), { signing: SIGNING, trailerNames: [] });
    expect(body).toBe('hello world');
  });

  it('with a signed trailer are decoded', async () => {
    const text = signed(['hello'], 'x-amz-checksum-crc32:NhCmhg==');
    const { trailers } = await decode(text, { signing: SIGNING, trailerNames: ['x-amz-checksum-crc32'] });
    expect(trailers.get('x-amz-checksum-crc32')).toBe('NhCmhg==');
  });

  it.each([
    ['a changed byte', signed(['hello']).replace('hello', 'hellO'), 'SignatureDoesNotMatch'],
    [
      'swapped chunks',
      signed(['aaaaa', 'bbbbb']).replace('aaaaa', 'x').replace('bbbbb', 'aaaaa').replace('x', 'bbbbb'),
      'SignatureDoesNotMatch',
    ],
    ['no signature', '5\r\nhello\r\n0\r\n\r\n', 'SignatureDoesNotMatch'],
    ['an early end', signed(['hello']).slice(0, 100), 'IncompleteBody'],
    ['no final chunk', signed(['hello']).split('0;chunk')[0] ?? '', 'IncompleteBody'],
  ])('are refused for %s', async (_case, text, code) => {
    await expect(decode(text, { signing: SIGNING, trailerNames: [] })).rejects.toMatchObject({ code });
  });

  it.each([
    [
      'an unannounced trailer',
      '1\r\na\r\n0\r\nx-amz-checksum-crc32:6Le+Qw==\r\nx-amz-checksum-sha1:x\r\n\r\n',
      'MalformedTrailerError',
    ],
    ['a missing trailer', '1\r\na\r\n0\r\n\r\n', 'MalformedTrailerError'],
    ['a trailer without a colon', '1\r\na\r\n0\r\nnonsense\r\n\r\n', 'MalformedTrailerError'],
    ['a negative size', '-1\r\na\r\n0\r\n\r\n', 'InvalidRequest'],
    ['a chunk longer than it says', '1\r\nab\r\n0\r\n\r\n', 'InvalidRequest'],
    ['an endless header', 'f'.repeat(10_000), 'InvalidRequest'],
  ])('are refused for %s', async (_case, text, code) => {
    await expect(decode(text, UNSIGNED)).rejects.toMatchObject({ code });
  });

  it('are refused when the trailer was changed after signing', async () => {
    const text = signed(['hello'], 'x-amz-checksum-crc32:NhCmhg==').replace('NhCmhg==', 'AAAAAA==');
    const encoding = { signing: SIGNING, trailerNames: ['x-amz-checksum-crc32'] };
    await expect(decode(text, encoding)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
  });
});
