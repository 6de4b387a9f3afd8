import { createHash, X509Certificate } from 'node:crypto';
import { answerQuery } from '../../deploy/local/tsa-server/answer.js';
import { newAuthority } from '../../deploy/local/tsa-server/authority.js';
import { AUTHORITY_NAME, CA_NAME } from '../../deploy/local/tsa-server/names.js';
import { isLocalAuthority } from './authority-name.js';
import { checkTimeStamp } from './time-stamp.check.js';
import { TimeStampProblem } from './time-stamp.problem.js';
import { timeStampRequest } from './time-stamp.request.js';
import { readTimeStampResponse } from './time-stamp.structures.js';

const NOW = new Date('2026-12-01T03:00:00.700Z');
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const TIME_STAMPS = '1.3.6.1.5.5.7.3.8';

const { ca, authority } = newAuthority(NOW);
const anchors = [new X509Certificate(ca)];
const imprint = (text: string) => createHash('sha256').update(text).digest();

/** What is wrong with an answer, as its code. */
function problemOf(response: Buffer, asked = timeStampRequest(imprint('a')), trusted = anchors, now = NOW) {
  try {
    checkTimeStamp(response, asked, trusted, now);
    return 'none';
  } catch (error) {
    if (!(error instanceof TimeStampProblem)) throw error;
    return error.code;
  }
}

/** An answer with some bytes of it replaced by others of the same length. */
function withBytes(response: Buffer, from: Buffer, to: Buffer): Buffer {
  const at = response.indexOf(from);
  if (at < 0) throw new Error('not in there');
  return Buffer.concat([response.subarray(0, at), to, response.subarray(at + from.length)]);
}

describe('a time stamp', () => {
  it('is taken when it answers the question and leads to the CA', () => {
    const request = timeStampRequest(imprint('a'));
    const response = answerQuery(request.der, authority, NOW);
    const stamp = checkTimeStamp(response, request, anchors, NOW);
    expect(stamp).toMatchObject({ genTime: new Date('2026-12-01T03:00:00Z'), verified: true });
    expect(stamp.token).toBe(response);
    expect(stamp.fingerprint).toBe(createHash('sha256').update(authority.certificate).digest('hex'));
    expect(stamp.certificates.map(({ raw }) => raw.toString('hex'))).toEqual([
      authority.certificate.toString('hex'),
      ca.toString('hex'),
    ]);
    expect(stamp.serial).toMatch(/^[4-7][0-9a-f]{31}$/);
  });

  it('of the local authority says so', () => {
    const request = timeStampRequest(imprint('a'));
    const stamp = checkTimeStamp(answerQuery(request.der, authority, NOW), request, anchors, NOW);
    expect(stamp.authority).toBe(AUTHORITY_NAME);
    expect(isLocalAuthority(stamp.authority)).toBe(true);
    expect(isLocalAuthority(CA_NAME)).toBe(true);
    expect(isLocalAuthority('Some Authority Inc.')).toBe(false);
  });

  it('is taken without a configured CA, as one that nobody vouches for', () => {
    const request = timeStampRequest(imprint('a'));
    const response = answerQuery(request.der, authority, NOW);
    expect(checkTimeStamp(response, request, [], NOW)).toMatchObject({ verified: false });
  });

  it('has another serial number each time', () => {
    const request = timeStampRequest(imprint('a'));
    const serials = Array.from(
      { length: 20 },
      () => checkTimeStamp(answerQuery(request.der, authority, NOW), request, anchors, NOW).serial,
    );
    expect(new Set(serials).size).toBe(20);
  });

  it('over something else is refused', () => {
    const other = timeStampRequest(imprint('b'));
    const request = { ...timeStampRequest(imprint('a')), nonce: other.nonce };
    expect(problemOf(answerQuery(other.der, authority, NOW), request)).toBe('wrong_imprint');
  });

  it('that answers an earlier question is refused', () => {
    const earlier = timeStampRequest(imprint('a'));
    expect(problemOf(answerQuery(earlier.der, authority, NOW), timeStampRequest(imprint('a')))).toBe(
      'wrong_nonce',
    );
  });

  it('is not there when the authority says no', () => {
    const request = timeStampRequest(imprint('a'));
    const sha512 = withBytes(
      request.der,
      Buffer.from('0609608648016503040201', 'hex'),
      Buffer.from('0609608648016503040203', 'hex'),
    );
    expect(problemOf(answerQuery(sha512, authority, NOW), request)).toBe('rejected');
    expect(problemOf(answerQuery(Buffer.from('no request'), authority, NOW), request)).toBe('rejected');
  });

  it('with another time than the signed one is refused', () => {
    const request = timeStampRequest(imprint('a'));
    const response = answerQuery(request.der, authority, NOW);
    const forged = withBytes(response, Buffer.from('20261201030000Z'), Buffer.from('20261201025900Z'));
    expect(problemOf(forged, request)).toBe('bad_signature');
  });

  it('with one bit of its signature turned is refused', () => {
    const request = timeStampRequest(imprint('a'));
    const response = answerQuery(request.der, authority, NOW);
    response.writeUInt8(response.readUInt8(response.length - 1) ^ 1, response.length - 1);
    expect(problemOf(response, request)).toBe('bad_signature');
  });

  it('signed with another key than the certificate’s is refused', () => {
    const request = timeStampRequest(imprint('a'));
    const { privateKey } = newAuthority(NOW).authority;
    expect(problemOf(answerQuery(request.der, { ...authority, privateKey }, NOW), request)).toBe(
      'bad_signature',
    );
  });

  it.each([[[SERVER_AUTH]], [[TIME_STAMPS, SERVER_AUTH]]])(
    'by a certificate for %j is refused',
    (purposes) => {
      const foreign = newAuthority(NOW, { purposes });
      const request = timeStampRequest(imprint('a'));
      const response = answerQuery(request.der, foreign.authority, NOW);
      expect(problemOf(response, request, [new X509Certificate(foreign.ca)])).toBe('wrong_certificate');
    },
  );

  it('of an authority below another CA is refused, also one with the same names', () => {
    const foreign = newAuthority(NOW);
    const request = timeStampRequest(imprint('a'));
    expect(problemOf(answerQuery(request.der, foreign.authority, NOW), request)).toBe('untrusted');
  });

  it('is taken when the authority’s own certificate is the configured one', () => {
    const request = timeStampRequest(imprint('a'));
    const response = answerQuery(request.der, authority, NOW);
    expect(problemOf(response, request, [new X509Certificate(authority.certificate)])).toBe('none');
  });

  it('far from our own clock is refused', () => {
    const request = timeStampRequest(imprint('a'));
    const response = answerQuery(request.der, authority, NOW);
    const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
    expect(problemOf(response, request, anchors, at(4))).toBe('none');
    expect(problemOf(response, request, anchors, at(6))).toBe('implausible_time');
    expect(problemOf(response, request, anchors, at(-6))).toBe('implausible_time');
  });

  it('by a certificate that was not valid then is refused', () => {
    const later = newAuthority(new Date('2027-12-01T00:00:00Z'));
    const request = timeStampRequest(imprint('a'));
    const response = answerQuery(request.der, later.authority, NOW);
    expect(problemOf(response, request, [new X509Certificate(later.ca)])).toBe('wrong_certificate');
  });

  it.each(['', 'not ASN.1 at all', '<html>Bad gateway</html>'])('is not found in %j', (garbage) => {
    expect(problemOf(Buffer.from(garbage))).toBe('unreadable');
  });

  it('is refused when any byte of what is signed is another', () => {
    const request = timeStampRequest(imprint('a'));
    const response = answerQuery(request.der, authority, NOW);
    const { content } = readTimeStampResponse(response);
    const start = response.indexOf(content);
    for (let at = start; at < start + content.length; at += 1) {
      const changed = Buffer.from(response);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x20, at);
      expect([at, problemOf(changed, request)]).not.toEqual([at, 'none']);
    }
  });
});
