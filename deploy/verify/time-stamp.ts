// RFC 3161 time stamps, checked in full as `openssl ts -verify` does: of these bytes, signed by the certificate that the token
// names, which is for time stamps and leads to an authority of the bundle, all good at the time that the stamp states.
import { createHash, verify, X509Certificate } from 'node:crypto';
import type { CheckedStamp } from '../../web/verify/bundle/bundle-check.js';
import { below, type Der, elements, objectId } from './der.js';

const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const FOR_TIME_STAMPS = '1.3.6.1.5.5.7.3.8';
const [SEQUENCE, OID, CONTEXT_0] = [0x30, 6, 0xa0];

interface Token {
  info: Buffer;
  certificates: X509Certificate[];
  signer: Der;
}

/** The stamp when it holds for these bytes under one of the authorities; else null. */
export function checkTimeStamp(
  token: Uint8Array,
  stamped: Uint8Array,
  authorities: readonly { path: string; pem: string }[],
): CheckedStamp | null {
  try {
    const read = readToken(Buffer.from(token));
    const at = stampTime(read.info);
    if (!isOf(read.info, stamped)) return null;
    for (const { path, pem } of authorities) {
      const known = certificatesIn(pem);
      if (!signers(read, known).some((signer) => leadsTo(signer, known, read.certificates, at))) continue;
      const first = known[0];
      const isLocal = /[Nn]ot independent/.test(`${first?.subject} ${first?.issuer}`);
      return { time: at.toISOString().replace(/\.\d+Z$/, '.000Z'), by: path, independent: !isLocal };
    }
  } catch {
    // Whatever can't be read is no time stamp.
  }
  return null;
}

/** A whole answer of an authority (RFC 3161, 2.4.2) or the token alone. */
function readToken(bytes: Buffer): Token {
  const outer = elements(bytes);
  const [whole] = outer;
  if (!whole || outer.length !== 1) throw new RangeError('not DER');
  const contentInfo = below(whole, 0).tag === OID ? whole : below(whole, 1);
  if (objectId(below(contentInfo, 0)) !== SIGNED_DATA) throw new RangeError('no signed data');
  const signedData = below(contentInfo, 1, 0);
  if (objectId(below(signedData, 2, 0)) !== TST_INFO) throw new RangeError('no time stamp');
  const parts = elements(signedData.content);
  const certificates = parts
    .filter(({ tag }) => tag === CONTEXT_0)
    .flatMap(({ content }) => elements(content));
  const [signer, ...others] = elements(parts.at(-1)?.content ?? Buffer.alloc(0));
  if (!signer || others.length > 0) throw new RangeError('one signer');
  return {
    info: below(signedData, 2, 1, 0).content,
    certificates: certificates.map(({ whole: der }) => new X509Certificate(der)),
    signer,
  };
}

function hashName(algorithm: Der): string {
  const name = HASHES[objectId(below(algorithm, 0))];
  if (name === undefined) throw new RangeError('unknown hash');
  return name;
}

function isOf(info: Buffer, stamped: Uint8Array): boolean {
  const imprint = below({ tag: SEQUENCE, whole: info, content: info }, 0, 2);
  const digest = createHash(hashName(below(imprint, 0)))
    .update(stamped)
    .digest();
  return digest.equals(below(imprint, 1).content);
}

function stampTime(info: Buffer): Date {
  const text = below({ tag: SEQUENCE, whole: info, content: info }, 0, 4).content.toString('latin1');
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text);
  const [, year, month, day, hour, minute, second] = found ?? [];
  if (year === undefined) throw new RangeError('no time');
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
}

/** Certificates with which the token's signature holds and that it names. */
function signers(
  { info, certificates, signer }: Token,
  known: readonly X509Certificate[],
): X509Certificate[] {
  const parts = elements(signer.content);
  const attributes = parts[3];
  const [digestAlgorithm, signature] = [parts[2], parts[5]];
  if (!digestAlgorithm || attributes?.tag !== CONTEXT_0 || !signature) return [];
  const hash = hashName(digestAlgorithm);
  const valueOf = (id: string) =>
    elements(attributes.content).find((attribute) => objectId(below(attribute, 0)) === id);
  const [type, digest] = [valueOf(CONTENT_TYPE), valueOf(MESSAGE_DIGEST)];
  if (!type || objectId(below(type, 1, 0)) !== TST_INFO) return [];
  if (
    !digest ||
    !createHash(hash)
      .update(info)
      .digest()
      .equals(below(digest, 1, 0).content)
  )
    return [];
  // CMS: what is signed is the attributes as a SET, not under the tag that they have in the message.
  const signed = Buffer.from(attributes.whole);
  signed[0] = 0x31;
  const named = namedCertificate(valueOf(SIGNING_CERTIFICATE_V2), valueOf(SIGNING_CERTIFICATE));
  return [...certificates, ...known].filter(
    (certificate) => named(certificate) && verify(hash, signed, certificate.publicKey, signature.content),
  );
}

/** RFC 5816: the token names its certificate by a hash, so that no other with the same key can take its place. */
function namedCertificate(
  v2: Der | undefined,
  v1: Der | undefined,
): (certificate: X509Certificate) => boolean {
  const attribute = v2 ?? v1;
  if (!attribute) return () => false;
  const parts = elements(below(attribute, 1, 0, 0, 0).content);
  const hasAlgorithm = v2 !== undefined && parts[0]?.tag === SEQUENCE && parts[1]?.tag === 4;
  const hash = !v2 ? 'sha1' : hasAlgorithm && parts[0] ? hashName(parts[0]) : 'sha256';
  const digest = parts[hasAlgorithm ? 1 : 0]?.content ?? Buffer.alloc(0);
  return (certificate) => createHash(hash).update(certificate.raw).digest().equals(digest);
}

function leadsTo(
  signer: X509Certificate,
  known: readonly X509Certificate[],
  others: readonly X509Certificate[],
  at: Date,
): boolean {
  const uses = signer.keyUsage;
  if (uses?.length !== 1 || uses[0] !== FOR_TIME_STAMPS) return false;
  let current = signer;
  for (let depth = 0; depth < 8; depth += 1) {
    if (at < new Date(current.validFrom) || at > new Date(current.validTo)) return false;
    const isRoot = current.checkIssued(current) && current.verify(current.publicKey);
    if (isRoot) return known.some(({ fingerprint256 }) => fingerprint256 === current.fingerprint256);
    const issuer = [...known, ...others].find(
      (candidate) => candidate.ca && current.checkIssued(candidate) && current.verify(candidate.publicKey),
    );
    if (!issuer) return false;
    current = issuer;
  }
  return false;
}

function certificatesIn(pem: string): X509Certificate[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  return found.map((text) => new X509Certificate(text));
}
