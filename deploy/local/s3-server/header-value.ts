import { S3Error } from './s3-error.js';

/**
 * Text that came from a query string and is to become an HTTP header: refuses control characters (header injection) and
 * turns the rest into the Latin-1 string of its UTF-8 bytes, which is how Node writes headers.
 */
export function requireHeaderValue(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this refuses
  if (/[\u0000-\u001f\u007f]/.test(text))
    throw new S3Error('InvalidArgument', 'A header value holds control characters.');
  return Buffer.from(text, 'utf8').toString('latin1');
}
