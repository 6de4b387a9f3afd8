import { createHash, type Hash } from 'node:crypto';
import { S3Error } from './s3-error.js';
import { chunkSignature, sameSignature, trailerSignature, type SigningContext } from './signature.js';

/**
 * Decodes `aws-chunked` payloads: "Signature calculations for the Authorization header: transferring payload in multiple
 * chunks", with and without trailers. Streams: holds one header line or the rest of one network read at a time.
 */
export interface ChunkedEncoding {
  /** Present when every chunk carries a signature that chains on the request's own. */
  readonly signing?: SigningContext;
  /** Lower-case names announced in x-amz-trailer. */
  readonly trailerNames: readonly string[];
}

const MAX_LINE_BYTES = 4096;
/** A signed chunk can only be judged when it is complete; S3's own limit for one. */
const MAX_CHUNK_BYTES = 5 * 1024 ** 3;
const CRLF = Buffer.from('\r\n');
const NOTHING = Buffer.alloc(0);

interface ChunkHeader {
  readonly size: number;
  readonly signature: string | undefined;
}

/** Reads lines and counted bytes from a stream of buffers. */
class ByteReader {
  private buffered: Buffer = NOTHING;
  private readonly source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** Up to `limit` bytes, whatever is at hand; throws IncompleteBody at the end of the stream. */
  async some(limit: number): Promise<Buffer> {
    if (this.buffered.length === 0) this.buffered = (await this.next()) ?? this.incomplete();
    const taken = this.buffered.subarray(0, limit);
    this.buffered = this.buffered.subarray(taken.length);
    return taken;
  }

  /** The bytes before the next CRLF, which is consumed. Null at the very end of the stream. */
  async line(): Promise<string | null> {
    let end = this.buffered.indexOf(CRLF);
    while (end < 0) {
      if (this.buffered.length > MAX_LINE_BYTES)
        throw new S3Error('InvalidRequest', 'A chunk header or trailer line is too long.');
      const more = await this.next();
      if (more === null) return this.buffered.length === 0 ? null : this.incomplete();
      this.buffered = Buffer.concat([this.buffered, more]);
      end = this.buffered.indexOf(CRLF);
    }
    const text = this.buffered.toString('latin1', 0, end);
    this.buffered = this.buffered.subarray(end + CRLF.length);
    return text;
  }

  async isAtEnd(): Promise<boolean> {
    return this.buffered.length === 0 && (await this.next()) === null;
  }

  private async next(): Promise<Buffer | null> {
    for (;;) {
      const result = await this.source.next();
      if (result.done === true) return null;
      if (result.value.length > 0) return result.value;
    }
  }

  private incomplete(): never {
    throw new S3Error('IncompleteBody');
  }
}

/**
 * Yields the decoded payload and fills `trailers` (lower-case name → value) before it ends. Chunks are yielded before their
 * signature is known, so nothing read from here may become visible until the iteration has ended without an error.
 */
export async function* decodeChunkedBody(
  source: AsyncIterable<Buffer>,
  encoding: ChunkedEncoding,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  let previousSignature = encoding.signing?.seedSignature ?? '';
  for (;;) {
    const header = parseChunkHeader(await reader.line(), encoding);
    const hash = encoding.signing && createHash('sha256');
    yield* readChunk(reader, header.size, hash);
    previousSignature = verifyChunk(encoding, header, hash, previousSignature);
    // "The final chunk is of size 0"; without trailers an empty line follows it, with them the trailer lines.
    if (header.size === 0) break;
    if ((await reader.line()) !== '') throw new S3Error('InvalidRequest', 'A chunk must end in CRLF.');
  }
  await readTrailers(reader, encoding, previousSignature, trailers);
}

async function* readChunk(reader: ByteReader, size: number, hash: Hash | undefined): AsyncGenerator<Buffer> {
  let left = size;
  while (left > 0) {
    const bytes = await reader.some(left);
    left -= bytes.length;
    hash?.update(bytes);
    yield bytes;
  }
}

/** "string(IntHexBase(chunk-size)) + ';chunk-signature=' + signature + \r\n + chunk-data + \r\n" */
function parseChunkHeader(line: string | null, encoding: ChunkedEncoding): ChunkHeader {
  if (line === null) throw new S3Error('IncompleteBody');
  const match = /^([0-9a-fA-F]{1,9})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
  const size = Number.parseInt(match?.[1] ?? '', 16);
  if (match === null || size > MAX_CHUNK_BYTES)
    throw new S3Error('InvalidRequest', 'A chunk header is malformed.');
  if (encoding.signing !== undefined && match[2] === undefined)
    throw new S3Error('SignatureDoesNotMatch', 'A chunk has no signature.');
  return { size, signature: match[2] };
}

function verifyChunk(
  encoding: ChunkedEncoding,
  header: ChunkHeader,
  hash: Hash | undefined,
  previous: string,
): string {
  if (encoding.signing === undefined || hash === undefined) return previous;
  const expected = chunkSignature(encoding.signing, previous, hash.digest('hex'));
  if (!sameSignature(expected, header.signature ?? ''))
    throw new S3Error('SignatureDoesNotMatch', 'A chunk signature does not match.');
  return expected;
}

async function readTrailers(
  reader: ByteReader,
  encoding: ChunkedEncoding,
  previousSignature: string,
  trailers: Map<string, string>,
): Promise<void> {
  let signature: string | undefined;
  let signedLines = '';
  for (let line = await reader.line(); line !== null && line !== ''; line = await reader.line()) {
    const { name, value } = parseTrailer(line);
    if (name === 'x-amz-trailer-signature') {
      signature = value;
      continue;
    }
    // "The trailing header must be announced in x-amz-trailer."
    if (!encoding.trailerNames.includes(name) || trailers.has(name))
      throw new S3Error('MalformedTrailerError');
    trailers.set(name, value);
    signedLines += `${name}:${value}\n`;
  }
  if (encoding.trailerNames.some((name) => !trailers.has(name))) throw new S3Error('MalformedTrailerError');
  if (!(await reader.isAtEnd()))
    throw new S3Error('InvalidRequest', 'The body goes on behind its final chunk.');
  if (encoding.signing === undefined || encoding.trailerNames.length === 0) return;
  const expected = trailerSignature(encoding.signing, previousSignature, signedLines);
  if (!sameSignature(expected, signature ?? ''))
    throw new S3Error('SignatureDoesNotMatch', 'The trailer signature does not match.');
}

function parseTrailer(line: string): { name: string; value: string } {
  const colon = line.indexOf(':');
  if (colon < 1) throw new S3Error('MalformedTrailerError');
  return { name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() };
}
