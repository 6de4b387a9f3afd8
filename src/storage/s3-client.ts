import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ObjectStoreOptions } from './object-store.options.js';

const CONNECT_TIMEOUT_MS = 5_000;
/** Without a byte in either direction. */
const IDLE_TIMEOUT_MS = 60_000;

const ignore = () => undefined;

/** A client for one endpoint; its connections are kept open, since a new one for each segment costs more than the segment. */
export function createS3Client(options: ObjectStoreOptions, endpoint: string): S3Client {
  const agent = { keepAlive: true, maxSockets: 64, scheduling: 'lifo' } as const;
  return new S3Client({
    endpoint,
    region: options.region,
    credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
    forcePathStyle: options.forcePathStyle,
    // We state SHA-256 ourselves. Anything more would turn a stream into aws-chunked, or a presigned PUT into one that
    // demands a checksum of no bytes.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // One round trip less a segment: storage may refuse only after having read it.
    expectContinueHeader: false,
    // It would write to the console; what matters comes back as an error.
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: IDLE_TIMEOUT_MS,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
    },
  });
}

/**
 * Signs a put with a digest that is known already, where the SDK would hash a buffer once more and leave a stream
 * unsigned. Storage then refuses other bytes twice: by signature and by checksum.
 */
export function withPayloadHash(command: PutObjectCommand, sha256: Buffer): PutObjectCommand {
  command.middlewareStack.add(
    (next) => (args) => {
      if ('request' in args) setHeader(args.request, 'x-amz-content-sha256', sha256.toString('hex'));
      return next(args);
    },
    { step: 'build', name: 'precomputedPayloadHash' },
  );
  return command;
}

function setHeader(request: unknown, name: string, value: string): void {
  if (typeof request !== 'object' || request === null || !('headers' in request)) return;
  const { headers } = request;
  if (typeof headers === 'object' && headers !== null) Object.assign(headers, { [name]: value });
}
