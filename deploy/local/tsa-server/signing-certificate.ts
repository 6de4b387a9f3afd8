import { createHash } from 'node:crypto';
import { AsnArray, AsnConvert, AsnProp, AsnType, AsnTypeTypes, OctetString } from '@peculiar/asn1-schema';
import { arrayBuffer } from './certificate.js';

/** RFC 5035: ESSCertIDv2 with its default hash, SHA-256, and without the optional issuer. */
class EssCertIdV2 {
  @AsnProp({ type: OctetString })
  certHash: OctetString;

  constructor(certHash = new OctetString()) {
    this.certHash = certHash;
  }
}

@AsnType({ type: AsnTypeTypes.Sequence, itemType: EssCertIdV2 })
class EssCertIdsV2 extends AsnArray<EssCertIdV2> {}

class SigningCertificateV2 {
  @AsnProp({ type: EssCertIdsV2 })
  certs: EssCertIdsV2;

  constructor(certs = new EssCertIdsV2()) {
    this.certs = certs;
  }
}

export const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/** The attribute's value: the signature says by which certificate it wants to be checked. */
export function signingCertificate(certificate: Buffer): ArrayBuffer {
  const hash = new OctetString(arrayBuffer(createHash('sha256').update(certificate).digest()));
  return AsnConvert.serialize(new SigningCertificateV2(new EssCertIdsV2([new EssCertIdV2(hash)])));
}
