// Which answers of a time-stamp authority count. A token is kept for years and read by people who don't trust us: what isn't
// right in every respect is refused on arrival, when another one can still be asked for.
import type { X509Certificate } from 'node:crypto';
import { areValidAt, chainOf, whyNotForTimeStamps } from './certificate-chain.js';
import { nameOfSubject } from './authority-name.js';
import { TimeStampProblem } from './time-stamp.problem.js';
import { integer, SHA256_OID, type TimeStampRequest } from './time-stamp.request.js';
import { readCertificate, signerOf } from './time-stamp.signature.js';
import { readTimeStampResponse, type ReadToken } from './time-stamp.structures.js';

/** A time stamp that has been checked. */
export interface CheckedTimeStamp {
  /** The whole TimeStampResp, as it came: `openssl ts -verify -in` reads it. */
  token: Buffer;
  genTime: Date;
  /** Hex */
  serial: string;
  authority: string;
  /** SHA-256 of the authority's certificate, hex. */
  fingerprint: string;
  /** The authority's certificate, then its issuers as far as they are known. */
  certificates: X509Certificate[];
  /** Whether these lead to a configured CA. */
  verified: boolean;
}

/** Clocks of servers differ by seconds; by more than this, one of them is wrong. */
const PLAUSIBLE_MS = 5 * 60 * 1000;

/**
 * Checks an answer to a request.
 * @param response DER of a TimeStampResp
 * @param anchors configured CA certificates; with none, the token's own chain is taken, `verified` false
 * @throws TimeStampProblem
 */
export function checkTimeStamp(
  response: Buffer,
  request: TimeStampRequest,
  anchors: readonly X509Certificate[],
  now: Date,
): CheckedTimeStamp {
  const token = readTimeStampResponse(response);
  requireAnswerTo(token, request);
  const signer = signerOf(token);
  const unfit = whyNotForTimeStamps(signer);
  if (unfit !== null) throw new TimeStampProblem('wrong_certificate', unfit);
  const { genTime } = token.info;
  if (!(Math.abs(genTime.getTime() - now.getTime()) <= PLAUSIBLE_MS)) {
    throw new TimeStampProblem(
      'implausible_time',
      'the stamped time is more than five minutes from our clock',
    );
  }
  const { certificates, anchored } = chainOf(signer, token.certificates.map(readCertificate), anchors);
  if (anchors.length > 0 && !anchored) {
    throw new TimeStampProblem('untrusted', 'the certificate does not lead to the configured CA');
  }
  if (!areValidAt(certificates, genTime)) {
    throw new TimeStampProblem('wrong_certificate', 'a certificate was not valid at the stamped time');
  }
  return {
    token: response,
    genTime,
    serial: integer(new Uint8Array(token.info.serialNumber)).toString(16),
    authority: nameOfSubject(signer.subject),
    fingerprint: fingerprintOf(signer),
    certificates,
    verified: anchored,
  };
}

/** SHA-256 of a certificate, lower-case hex. */
export function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

function requireAnswerTo({ info }: ReadToken, request: TimeStampRequest): void {
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithm !== SHA256_OID || !request.imprint.equals(Buffer.from(hashedMessage.buffer))) {
    throw new TimeStampProblem('wrong_imprint', 'the token is over something else');
  }
  if (!info.nonce || integer(new Uint8Array(info.nonce)) !== request.nonce) {
    throw new TimeStampProblem('wrong_nonce', 'the token answers another request');
  }
}
