// Whether a certificate may sign time stamps, and whom it leads to. Verifiers use openssl, which looks at more (policies, name
// constraints, revocation); this is what keeps a wrong or foreign token from being taken for a time stamp.
import type { X509Certificate } from 'node:crypto';
import { Certificate, ExtendedKeyUsage, id_ce_extKeyUsage, id_kp_timeStamping } from '@peculiar/asn1-x509';
import { parse } from './time-stamp.structures.js';

const LONGEST_CHAIN = 8;

/** RFC 3161 2.3: one extended key usage, time stamping and nothing else, and critical. @returns what is wrong, or null */
export function whyNotForTimeStamps(certificate: X509Certificate): string | null {
  const { extensions } = parse('certificate', certificate.raw, Certificate).tbsCertificate;
  const [usage, ...more] = (extensions ?? []).filter(({ extnID }) => extnID === id_ce_extKeyUsage);
  if (!usage || more.length > 0) return 'its certificate has no extended key usage';
  if (!usage.critical) return 'the extended key usage of its certificate is not critical';
  const purposes = parse('extended key usage', Buffer.from(usage.extnValue.buffer), ExtendedKeyUsage);
  const onlyStamps = purposes.length === 1 && purposes[0] === id_kp_timeStamping;
  return onlyStamps ? null : 'its certificate is not for time stamps alone';
}

/** The certificates from the signer's up to the last that is known, and whether that one is an anchor. */
export interface Chain {
  certificates: X509Certificate[];
  anchored: boolean;
}

/**
 * Climbs from a certificate to its issuers.
 * @param known certificates that came along; they are believed only because of who issued them
 * @param anchors configured certificates, believed as they are
 */
export function chainOf(
  leaf: X509Certificate,
  known: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
): Chain {
  const certificates = [leaf];
  for (let last = leaf; certificates.length <= LONGEST_CHAIN;) {
    if (anchors.some((anchor) => anchor.raw.equals(last.raw))) return { certificates, anchored: true };
    const anchor = anchors.find((candidate) => isIssuedBy(last, candidate));
    if (anchor) return { certificates: [...certificates, anchor], anchored: true };
    const issuer = known.find((candidate) => candidate.ca && isIssuedBy(last, candidate));
    if (!issuer || certificates.includes(issuer)) break;
    certificates.push(issuer);
    last = issuer;
  }
  return { certificates, anchored: false };
}

/** Whether all of them were valid at an instant. */
export function areValidAt(certificates: readonly X509Certificate[], at: Date): boolean {
  return certificates.every(
    ({ validFrom, validTo }) => Date.parse(validFrom) <= at.getTime() && at.getTime() <= Date.parse(validTo),
  );
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
