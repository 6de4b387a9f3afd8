import { createHash } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { sendRaw, signChunks, signerFor, signRaw, type RawAnswer } from '../raw-request.js';
import { openTarget, s3Error, type S3Target } from '../target.js';

const CHUNKS = [Buffer.alloc(65_536, 'a'), Buffer.alloc(70_000, 'b'), Buffer.from('the end')];
const WHOLE = Buffer.concat(CHUNKS);
const SHA256 = createHash('sha256').update(WHOLE).digest('base64');
const TRAILER = 'x-amz-checksum-sha256';

let target: S3Target;
let bucket: string;

beforeAll(async () => {
  target = await openTarget();
  bucket = await target.createBucket();
});
afterAll(() => target.close());

const stored = async (Key: string): Promise<Buffer> => {
  const answer = await target.client.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
};
const isAbsent = (Key: string) =>
  expect(target.client.send(new GetObjectCommand({ Bucket: bucket, Key }))).rejects.toEqual(
    s3Error('NoSuchKey'),
  );

interface Upload {
  readonly key: string;
  readonly trailer?: string;
  readonly length?: number;
  /** Changes the encoded body after it was signed. */
  readonly tamper?: (body: Buffer) => Buffer;
}

/** STREAMING-AWS4-HMAC-SHA256-PAYLOAD, with -TRAILER when there is one. */
function putSignedChunks({
  key,
  trailer,
  length = WHOLE.length,
  tamper = (body) => body,
}: Upload): Promise<RawAnswer> {
  const signer = signerFor(target);
  const headers: Record<string, string> = {
    'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer === undefined ? '' : '-TRAILER'}`,
    'x-amz-decoded-content-length': String(length),
    ...(trailer === undefined ? {} : { 'x-amz-trailer': TRAILER }),
  };
  const signed = signRaw(target, { method: 'PUT', path: `/${bucket}/${key}`, headers }, signer);
  const body = tamper(signChunks(signer, signed.signature, CHUNKS, trailer));
  return sendRaw(target, {
    ...signed,
    headers: { ...signed.headers, 'content-length': String(body.length) },
    body,
  });
}

/** STREAMING-UNSIGNED-PAYLOAD-TRAILER, the encoded body given as it is. */
function putUnsignedChunks(key: string, body: string, length: number, trailer = TRAILER): Promise<RawAnswer> {
  const headers = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': String(length),
    'x-amz-trailer': trailer,
  };
  const signed = signRaw(target, { method: 'PUT', path: `/${bucket}/${key}`, headers });
  return sendRaw(target, {
    ...signed,
    headers: { ...signed.headers, 'content-length': String(body.length) },
    body,
  });
}

const flip = (at: number) => (body: Buffer) => {
  body.writeUInt8(body.readUInt8(at) ^ 1, at);
  return body;
};

describe('a body of signed chunks', () => {
  it('is decoded and stored without its framing', async () => {
    expect(await putSignedChunks({ key: 'signed' })).toMatchObject({ status: 200 });
    expect((await stored('signed')).equals(WHOLE)).toBe(true);
  });

  it('is refused when one byte of a chunk was changed', async () => {
    expect(await putSignedChunks({ key: 'flipped', tamper: flip(50_000) })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
    await isAbsent('flipped');
  });

  it('is refused when it ends early', async () => {
    const answer = await putSignedChunks({ key: 'short', tamper: (body) => body.subarray(0, 100_000) });
    expect(answer).toMatchObject({ status: 400, code: 'IncompleteBody' });
    await isAbsent('short');
  });

  it('is refused when its decoded length is not the announced one', async () => {
    expect((await putSignedChunks({ key: 'longer', length: WHOLE.length - 1 })).status).toBe(400);
    expect((await putSignedChunks({ key: 'shorter', length: WHOLE.length + 1 })).status).toBe(400);
    await isAbsent('longer');
    await isAbsent('shorter');
  });

  it('may end in a signed trailer, which is verified', async () => {
    expect(await putSignedChunks({ key: 'trailer', trailer: `${TRAILER}:${SHA256}` })).toMatchObject({
      status: 200,
    });
    expect((await stored('trailer')).equals(WHOLE)).toBe(true);
    const wrong = createHash('sha256').update('other').digest('base64');
    expect(await putSignedChunks({ key: 'wrong', trailer: `${TRAILER}:${wrong}` })).toMatchObject({
      status: 400,
      code: 'BadDigest',
    });
    await isAbsent('wrong');
  });

  it('is refused when its trailer was changed after signing', async () => {
    const swap = (body: Buffer) =>
      Buffer.from(body.toString('latin1').replace(SHA256, createHash('sha256').digest('base64')), 'latin1');
    const answer = await putSignedChunks({ key: 'swapped', trailer: `${TRAILER}:${SHA256}`, tamper: swap });
    expect(answer).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    await isAbsent('swapped');
  });
});

describe('a body of unsigned chunks with a trailer', () => {
  const hello = createHash('sha256').update('hello').digest('base64');

  it('is decoded, verified and stored', async () => {
    expect(
      await putUnsignedChunks('unsigned', `5\r\nhello\r\n0\r\n${TRAILER}:${hello}\r\n\r\n`, 5),
    ).toMatchObject({ status: 200 });
    expect((await stored('unsigned')).toString()).toBe('hello');
  });

  it('is refused when the trailer does not match', async () => {
    const answer = await putUnsignedChunks('mismatch', `5\r\nhellO\r\n0\r\n${TRAILER}:${hello}\r\n\r\n`, 5);
    expect(answer).toMatchObject({ status: 400, code: 'BadDigest' });
    await isAbsent('mismatch');
  });

  it.each([
    ['without the announced trailer', '5\r\nhello\r\n0\r\n\r\n'],
    ['with broken framing', '5hello0'],
    ['with a lying chunk size', `ffff\r\nhello\r\n0\r\n${TRAILER}:${hello}\r\n\r\n`],
  ])('is refused %s', async (_case, body) => {
    expect((await putUnsignedChunks('broken', body, 5)).status).toBe(400);
    await isAbsent('broken');
  });
});
