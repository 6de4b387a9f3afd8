import { createHash } from 'node:crypto';
import { parseContentDigest } from './content-digest.js';

const digest = createHash('sha256').update('a segment').digest();
const base64 = digest.toString('base64');

describe('Content-Digest', () => {
  it.each([
    ['alone', `sha-256=:${base64}:`],
    ['with parameters', `sha-256=:${base64}:;source=camera`],
    ['beside other algorithms', `sha-512=:AAAA:, sha-256=:${base64}:`],
    ['the last one of two', `sha-256=:${Buffer.alloc(32).toString('base64')}:, sha-256=:${base64}:`],
  ])('is read %s', (_, header) => {
    expect(parseContentDigest(header)).toEqual(digest);
  });

  it.each([[undefined], [''], ['sha-512=:AAAA:'], ['md5=:AAAA:']])('is missing in %p', (header) => {
    expect(() => parseContentDigest(header)).toThrow(
      expect.objectContaining({ code: 'content_digest_missing' }),
    );
  });

  it.each([
    ['hex', `sha-256=${digest.toString('hex')}`],
    ['no colons', `sha-256=${base64}`],
    ['too short', 'sha-256=:AAAA:'],
    ['base64url', `sha-256=:${'_'.repeat(43)}=:`],
    ['stray bits in the last character', `sha-256=:${'A'.repeat(42)}B=:`],
    ['no value', 'sha-256'],
  ])('is malformed: %s', (_, header) => {
    expect(() => parseContentDigest(header)).toThrow(
      expect.objectContaining({ code: 'content_digest_malformed' }),
    );
  });
});
