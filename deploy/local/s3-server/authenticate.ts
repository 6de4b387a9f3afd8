import type { RequestTarget } from './request-target.js';
import { S3Error } from './s3-error.js';
import {
  ALGORITHM,
  canonicalRequest,
  sameSignature,
  sign,
  signingKey,
  stringToSign,
  type Credentials,
  type SigningContext,
} from './signature.js';

/** Decides who sent a request: Signature Version 4 by Authorization header or by presigned query. Pure but for its inputs. */
export interface UnverifiedRequest {
  readonly method: string;
  readonly target: RequestTarget;
  /** Lower-case names; values as received. */
  readonly headers: ReadonlyMap<string, string>;
}

export interface Authentication extends SigningContext {
  /** The value of x-amz-content-sha256: a hex digest, UNSIGNED-PAYLOAD or one of the STREAMING-… markers. */
  readonly payloadHash: string;
}

interface Claim {
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly timestamp: string;
  readonly payloadHash: string;
  readonly malformed: 'AuthorizationHeaderMalformed' | 'AuthorizationQueryParametersError';
}

const MAX_SKEW_MS = 15 * 60 * 1000;
const MAX_EXPIRES_SECONDS = 7 * 24 * 3600;
const PAYLOAD_HASH =
  /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-UNSIGNED-PAYLOAD-TRAILER|STREAMING-AWS4-HMAC-SHA256-PAYLOAD(?:-TRAILER)?)$/;

/** Throws the S3 error that fits, else returns what the payload is checked against. `now` in ms. */
export function authenticate(
  request: UnverifiedRequest,
  credentials: Credentials,
  now: number,
): Authentication {
  const byHeader = request.headers.has('authorization');
  const byQuery = request.target.query.has('X-Amz-Algorithm') || request.target.query.has('X-Amz-Signature');
  if (byHeader && byQuery) {
    throw new S3Error(
      'InvalidArgument',
      'Only one auth mechanism allowed: the Authorization header or the X-Amz-Algorithm parameter.',
    );
  }
  if (!byHeader && !byQuery) throw new S3Error('AccessDenied', 'Anonymous requests are not allowed.');
  refuseSessionTokens(request);
  return byHeader
    ? authenticateHeader(request, credentials, now)
    : authenticateQuery(request, credentials, now);
}

function refuseSessionTokens({ headers, target }: UnverifiedRequest): void {
  if (headers.has('x-amz-security-token') || target.query.has('X-Amz-Security-Token'))
    throw new S3Error('InvalidToken');
}

function authenticateHeader(
  request: UnverifiedRequest,
  credentials: Credentials,
  now: number,
): Authentication {
  const claim = readAuthorizationHeader(request);
  const sentAt = parseTimestamp(claim.timestamp);
  if (sentAt === null)
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid x-amz-date header.');
  // "A valid timestamp is mandatory … within 15 minutes of the Amazon S3 system time when the request is received."
  refuseSkew(sentAt, claim.timestamp, now);
  return verifySignature(request, claim, credentials, request.target.query.pairs);
}

function readAuthorizationHeader({ headers }: UnverifiedRequest): Claim {
  const authorization = headers.get('authorization') ?? '';
  if (!authorization.startsWith(`${ALGORITHM} `)) {
    throw new S3Error(
      'InvalidRequest',
      `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`,
    );
  }
  const fields = new Map(
    authorization
      .slice(ALGORITHM.length)
      .split(',')
      .map(
        (field) => [field.trim().split('=', 1)[0] ?? '', field.slice(field.indexOf('=') + 1).trim()] as const,
      ),
  );
  const payloadHash = headers.get('x-amz-content-sha256');
  // "This header is required when you use AWS Signature Version 4 to authenticate the request."
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  return {
    credential: fields.get('Credential') ?? '',
    signedHeaders: (fields.get('SignedHeaders') ?? '').split(';'),
    signature: fields.get('Signature') ?? '',
    timestamp: headers.get('x-amz-date') ?? '',
    payloadHash,
    malformed: 'AuthorizationHeaderMalformed',
  };
}

function authenticateQuery(
  request: UnverifiedRequest,
  credentials: Credentials,
  now: number,
): Authentication {
  const claim = readQueryClaim(request);
  const signedAt = parseTimestamp(claim.timestamp);
  const expires = request.target.query.get('X-Amz-Expires') ?? '';
  // "The minimum value you can set is 1, and the maximum is 604800 (seven days)."
  if (
    signedAt === null ||
    !/^\d{1,6}$/.test(expires) ||
    Number(expires) < 1 ||
    Number(expires) > MAX_EXPIRES_SECONDS
  ) {
    throw new S3Error(
      claim.malformed,
      'X-Amz-Date must be ISO 8601 basic and X-Amz-Expires a number of seconds from 1 to 604800.',
    );
  }
  if (signedAt - now > MAX_SKEW_MS) throw new S3Error('AccessDenied', 'Request is not valid yet');
  const unsigned = request.target.query.pairs.filter(([name]) => name !== 'X-Amz-Signature');
  // The signature before the expiry: a forged X-Amz-Expires must not learn more than that it is forged.
  const authentication = verifySignature(request, claim, credentials, unsigned);
  const expiresAt = signedAt + Number(expires) * 1000;
  if (now >= expiresAt) {
    throw new S3Error('AccessDenied', 'Request has expired', {
      'X-Amz-Expires': expires,
      Expires: new Date(expiresAt).toISOString(),
      ServerTime: new Date(now).toISOString(),
    });
  }
  return authentication;
}

function readQueryClaim({ target, headers }: UnverifiedRequest): Claim {
  const { query } = target;
  const malformed = 'AuthorizationQueryParametersError';
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) {
    throw new S3Error(malformed, `X-Amz-Algorithm only supports "${ALGORITHM}".`);
  }
  return {
    credential: query.get('X-Amz-Credential') ?? '',
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    timestamp: query.get('X-Amz-Date') ?? '',
    // "You don't include a payload hash in the canonical request … Instead, you use the constant UNSIGNED-PAYLOAD", unless one is stated.
    payloadHash:
      query.get('X-Amz-Content-Sha256') ?? headers.get('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD',
    malformed,
  };
}

function parseTimestamp(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, ...rest] = match.slice(1).map(Number);
  const [day = 0, hour = 0, minute = 0, second = 0] = rest;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function refuseSkew(sentAt: number, timestamp: string, now: number): void {
  if (Math.abs(now - sentAt) <= MAX_SKEW_MS) return;
  throw new S3Error('RequestTimeTooSkewed', undefined, {
    RequestTime: timestamp,
    ServerTime: new Date(now).toISOString(),
    MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
  });
}

/** `<access key id>/<yyyymmdd>/<region>/s3/aws4_request`; an access key id may itself hold slashes. */
function readCredential(claim: Claim, credentials: Credentials): { date: string; scope: string } {
  const fields = claim.credential.split('/');
  const [date = '', region, service, terminator] = fields.slice(-4);
  const accessKeyId = fields.slice(0, -4).join('/');
  if (fields.length < 5 || !/^\d{8}$/.test(date) || terminator !== 'aws4_request' || service !== 's3') {
    throw new S3Error(
      claim.malformed,
      'The credential must be <key id>/<yyyymmdd>/<region>/s3/aws4_request.',
    );
  }
  if (accessKeyId !== credentials.accessKeyId)
    throw new S3Error('InvalidAccessKeyId', undefined, { AWSAccessKeyId: accessKeyId });
  if (region !== credentials.region) {
    throw new S3Error(
      claim.malformed,
      `The region '${region}' is wrong; expecting '${credentials.region}'.`,
      { Region: credentials.region },
    );
  }
  if (!claim.timestamp.startsWith(date)) {
    throw new S3Error(
      claim.malformed,
      `The credential's date ${date} does not match the request's ${claim.timestamp}.`,
    );
  }
  return { date, scope: fields.slice(-4).join('/') };
}

/** "The CanonicalHeaders list must include the host header … and any x-amz-* headers that you plan to include in your request." */
function refuseUnsignedHeaders({ headers }: UnverifiedRequest, claim: Claim): void {
  const signed = new Set(claim.signedHeaders);
  const unsigned = [...headers.keys()].filter((name) => name.startsWith('x-amz-') && !signed.has(name));
  // The payload's hash is in the canonical request itself, so it is signed in any case.
  if (!signed.has('host')) unsigned.push('host');
  const relevant = unsigned.filter(
    (name) => name !== 'x-amz-content-sha256' || headers.get(name) !== claim.payloadHash,
  );
  if (relevant.length === 0) return;
  throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
    HeadersNotSigned: relevant.join(', '),
  });
}

function verifySignature(
  request: UnverifiedRequest,
  claim: Claim,
  credentials: Credentials,
  query: readonly (readonly [string, string])[],
): Authentication {
  const { date, scope } = readCredential(claim, credentials);
  if (!PAYLOAD_HASH.test(claim.payloadHash)) {
    throw new S3Error(
      'InvalidArgument',
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-… or a valid SHA-256 value.',
    );
  }
  const canonical = canonicalRequest({
    method: request.method,
    path: request.target.path,
    query,
    headers: request.headers,
    signedHeaders: claim.signedHeaders,
    payloadHash: claim.payloadHash,
  });
  const key = signingKey(credentials.secretAccessKey, date, credentials.region);
  const text = stringToSign(claim.timestamp, scope, canonical);
  if (!sameSignature(sign(key, text), claim.signature)) {
    throw new S3Error('SignatureDoesNotMatch', undefined, {
      StringToSign: text,
      CanonicalRequest: canonical,
    });
  }
  refuseUnsignedHeaders(request, claim);
  return {
    key,
    timestamp: claim.timestamp,
    scope,
    seedSignature: claim.signature,
    payloadHash: claim.payloadHash,
  };
}
