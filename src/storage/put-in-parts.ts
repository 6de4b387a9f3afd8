import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CompletedPart,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { bodyLength, commonInput, type PutRequest, whileFlowing } from './put-object.js';

const MAX_PARTS = 10_000;
export const DEFAULT_PART_BYTES = 64 * 2 ** 20;

/** How long each part is, so that there are at most 10,000. */
export function partLengths(totalBytes: number, smallestBytes: number): number[] {
  const size = Math.max(smallestBytes, Math.ceil(totalBytes / MAX_PARTS));
  const count = Math.max(1, Math.ceil(totalBytes / size));
  return Array.from({ length: count }, (_, index) => Math.min(size, totalBytes - index * size));
}

/**
 * Puts a body above S3's limit for one request, part after part, each streamed; `If-None-Match` holds at the end. The
 * checksum that S3 then states is one of part checksums, never the file's, so none is asked for.
 */
export async function putInParts(
  client: S3Client,
  request: PutRequest,
  bucket: string,
  partSizeBytes: number,
): Promise<string | undefined> {
  const target = { Bucket: bucket, Key: request.key };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(commonInput(request, bucket)));
  const upload = { ...target, UploadId };
  try {
    const Parts = await uploadParts(client, request, upload, partSizeBytes);
    const complete = {
      ...upload,
      MultipartUpload: { Parts },
      IfNoneMatch: request.ifAbsent ? '*' : undefined,
    };
    return (await client.send(new CompleteMultipartUploadCommand(complete))).VersionId;
  } catch (error) {
    // Parts cost money until the upload is aborted; if that fails too, the bucket's own rules remove them.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

async function uploadParts(
  client: S3Client,
  request: PutRequest,
  upload: { Bucket: string; Key: string; UploadId: string | undefined },
  partSizeBytes: number,
): Promise<CompletedPart[]> {
  const source = new ByteSource(Readable.from(request.body, { objectMode: false }));
  const parts: CompletedPart[] = [];
  try {
    for (const [index, length] of partLengths(bodyLength(request), partSizeBytes).entries()) {
      const body = Readable.from(source.take(length), { objectMode: false });
      const part = { ...upload, PartNumber: index + 1, Body: body, ContentLength: length };
      const { ETag } = await whileFlowing(body, request.signal, (abortSignal) =>
        client.send(new UploadPartCommand(part), { abortSignal }),
      );
      parts.push({ ETag, PartNumber: index + 1 });
    }
    return parts;
  } finally {
    await source.close();
  }
}

/** Hands a stream out in pieces of wanted lengths, without ever holding more than one of its chunks. */
export class ByteSource {
  private readonly chunks: AsyncIterator<Buffer, unknown>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer, unknown>) {
    this.chunks = stream[Symbol.asyncIterator]();
  }

  /** @throws RangeError when the stream ends before */
  async *take(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0;) {
      const chunk = await this.next();
      const piece = chunk.subarray(0, left);
      this.rest = chunk.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  private async next(): Promise<Buffer> {
    if (this.rest.length > 0) return this.rest;
    const result = await this.chunks.next();
    if (result.done) throw new RangeError('The body ended before its stated length.');
    return result.value;
  }
}
