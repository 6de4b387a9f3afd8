import { S3Error } from './s3-error.js';

const MAX_KEY_BYTES = 1024;

/** The query string, decoded, in the order it was sent. */
export class QueryParameters {
  private readonly byName = new Map<string, string>();

  constructor(readonly pairs: readonly (readonly [string, string])[]) {
    for (const [name, value] of pairs) if (!this.byName.has(name)) this.byName.set(name, value);
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  get(name: string): string | undefined {
    return this.byName.get(name);
  }

  names(): string[] {
    return [...this.byName.keys()];
  }
}

/** What a path-style request line addresses. `bucket` and `key` are '' when absent; `path` is the decoded path. */
export interface RequestTarget {
  readonly path: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: QueryParameters;
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Also refuses percent-encoded bytes that aren't UTF-8: a key is a sequence of Unicode characters.
    throw new S3Error('InvalidURI');
  }
}

const decodeParameter = (text: string): string => percentDecode(text.replaceAll('+', ' '));

function parseQuery(text: string): QueryParameters {
  const pairs = text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      return [decodeParameter(name), equals < 0 ? '' : decodeParameter(pair.slice(equals + 1))] as const;
    });
  return new QueryParameters(pairs);
}

/**
 * Parses the request line's target. By hand and not with `URL`, which would resolve `.`, `..` and so change keys: to S3 a
 * key is opaque, `a//b`, `.` and `../x` are three ordinary keys.
 */
export function parseRequestTarget(rawUrl: string): RequestTarget {
  if (!rawUrl.startsWith('/')) throw new S3Error('InvalidURI');
  const question = rawUrl.indexOf('?');
  const path = percentDecode(question < 0 ? rawUrl : rawUrl.slice(0, question));
  const slash = path.indexOf('/', 1);
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash);
  const key = slash < 0 ? '' : path.slice(slash + 1);
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError');
  return { path, bucket, key, query: parseQuery(question < 0 ? '' : rawUrl.slice(question + 1)) };
}
