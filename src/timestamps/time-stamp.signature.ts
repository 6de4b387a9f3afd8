// The signature of a token: over its attributes, which hold the digest of what the token says and of the certificate that it
// is to be checked by (RFC 5652 5.4 and 5.6, RFC 3161 2.4.2).
import { constants, createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import type { SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert, AsnObjectIdentifierConverter, OctetString } from '@peculiar/asn1-schema';
import { id_ct_tstInfo } from '@peculiar/asn1-tsp';
import { TimeStampProblem } from './time-stamp.problem.js';
import { integer } from './time-stamp.request.js';
import {
  attributeValue,
  parse,
  type ReadToken,
  signedBytes,
  SigningCertificate,
} from './time-stamp.structures.js';

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/** Digests that a signature may be over: SHA-1 is none. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** Signature algorithms that name their digest; the others use the signer's. */
const SIGNATURES: ReadonlyMap<string, { digest?: string; pss?: true }> = new Map([
  ['1.2.840.113549.1.1.1', {}],
  ['1.2.840.113549.1.1.10', { pss: true }],
  ['1.2.840.113549.1.1.11', { digest: 'sha256' }],
  ['1.2.840.113549.1.1.12', { digest: 'sha384' }],
  ['1.2.840.113549.1.1.13', { digest: 'sha512' }],
  ['1.2.840.10045.2.1', {}],
  ['1.2.840.10045.4.3.2', { digest: 'sha256' }],
  ['1.2.840.10045.4.3.3', { digest: 'sha384' }],
  ['1.2.840.10045.4.3.4', { digest: 'sha512' }],
]);

/**
 * Checks the token's signature.
 * @returns the certificate that it holds by
 * @throws TimeStampProblem bad_signature, wrong_certificate, unreadable
 */
export function signerOf({ content, certificates, signer }: ReadToken): X509Certificate {
  const attributes = signer.signedAttrs ?? [];
  const digest = digestOf(signer.digestAlgorithm.algorithm);
  const contentType = attributeValue(attributes, CONTENT_TYPE);
  const expectedType = Buffer.from(AsnObjectIdentifierConverter.toASN(id_ct_tstInfo).toBER());
  if (!contentType?.equals(expectedType)) throw bad('the content type is not signed');
  const stated = attributeValue(attributes, MESSAGE_DIGEST);
  const actual = new OctetString(Uint8Array.from(createHash(digest).update(content).digest()).buffer);
  if (!stated?.equals(Buffer.from(AsnConvert.serialize(actual)))) {
    throw bad('the signed digest is not of what the token says');
  }
  const certificate = namedCertificate(signer, certificates);
  if (!isSigned(signer, digest, certificate.publicKey)) throw bad('the signature does not hold');
  return certificate;
}

/** "The certificate identifier (ESSCertID) of the TSA certificate MUST be included as a signerInfo attribute". */
function namedCertificate(signer: SignerInfo, certificates: readonly Buffer[]): X509Certificate {
  const attributes = signer.signedAttrs ?? [];
  const second = attributeValue(attributes, SIGNING_CERTIFICATE_V2);
  const first = attributeValue(attributes, SIGNING_CERTIFICATE);
  const value = second ?? first;
  if (!value) throw bad('the signature does not name its certificate');
  const [id] = parse('signing certificate attribute', value, SigningCertificate).certs;
  const stated = id?.hashAlgorithm?.algorithm;
  // The first version of the attribute knows SHA-1 only: it names, the signature proves.
  const hash = second ? (stated === undefined ? 'sha256' : digestOf(stated)) : 'sha1';
  const found = certificates.find((der) =>
    createHash(hash)
      .update(der)
      .digest()
      .equals(Buffer.from(id?.certHash.buffer ?? new ArrayBuffer(0))),
  );
  if (!found) throw bad('the certificate that the signature names is not in the token');
  const certificate = readCertificate(found);
  const serial = signer.sid.issuerAndSerialNumber?.serialNumber;
  if (serial && integer(new Uint8Array(serial)) !== BigInt(`0x${certificate.serialNumber}`)) {
    throw bad('the signature names two certificates');
  }
  return certificate;
}

function isSigned(signer: SignerInfo, digest: string, key: KeyObject): boolean {
  const known = SIGNATURES.get(signer.signatureAlgorithm.algorithm);
  if (!known) throw bad(`signature algorithm ${signer.signatureAlgorithm.algorithm} is not accepted`);
  const signed = signedBytes(signer.signedAttrs ?? []);
  const padding = known.pss && {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_AUTO,
  };
  try {
    return verify(known.digest ?? digest, signed, { key, ...padding }, Buffer.from(signer.signature.buffer));
  } catch {
    return false;
  }
}

/** @throws TimeStampProblem wrong_certificate */
export function readCertificate(der: Buffer): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    throw new TimeStampProblem('wrong_certificate', 'a certificate in the token can not be read');
  }
}

function digestOf(algorithm: string): string {
  const digest = DIGESTS.get(algorithm);
  if (!digest) throw bad(`digest ${algorithm} is not accepted`);
  return digest;
}

function bad(why: string): TimeStampProblem {
  return new TimeStampProblem('bad_signature', why);
}
