import { createHash, sign } from 'node:crypto';
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  CMSVersion,
  ContentInfo,
  DigestAlgorithmIdentifier,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignatureAlgorithmIdentifier,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import {
  AsnArray,
  AsnConvert,
  AsnObjectIdentifierConverter,
  AsnType,
  AsnTypeTypes,
  OctetString,
} from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import { id_ct_tstInfo, type TSTInfo } from '@peculiar/asn1-tsp';
import type { Authority } from './authority.js';
import { arrayBuffer, ECDSA_SHA256 } from './certificate.js';
import { SIGNING_CERTIFICATE_V2, signingCertificate } from './signing-certificate.js';

export const SHA256 = '2.16.840.1.101.3.4.2.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

@AsnType({ type: AsnTypeTypes.Set, itemType: Attribute })
class AttributeSet extends AsnArray<Attribute> {}

/** Signs what a token says; `withCertificate` puts the authority's certificate in. DER of a ContentInfo. */
export function signToken(info: TSTInfo, authority: Authority, withCertificate: boolean): ArrayBuffer {
  const content = AsnConvert.serialize(info);
  const certificate = AsnConvert.parse(authority.certificate, Certificate);
  const signedData = new SignedData({
    version: CMSVersion.v3,
    digestAlgorithms: new DigestAlgorithmIdentifiers([new DigestAlgorithmIdentifier({ algorithm: SHA256 })]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: id_ct_tstInfo,
      eContent: new EncapsulatedContent({ single: new OctetString(content) }),
    }),
    certificates: withCertificate ? new CertificateSet([new CertificateChoices({ certificate })]) : undefined,
    signerInfos: new SignerInfos([signerInfo(content, certificate, authority)]),
  });
  return AsnConvert.serialize(
    new ContentInfo({ contentType: SIGNED_DATA, content: AsnConvert.serialize(signedData) }),
  );
}

function signerInfo(content: ArrayBuffer, certificate: Certificate, authority: Authority): SignerInfo {
  const { issuer, serialNumber } = certificate.tbsCertificate;
  const signedAttrs = signedAttributes(content, authority);
  // RFC 5652 5.4: "the DER encoding of the SET OF tag, rather than of the IMPLICIT [0] tag, MUST be included in the digest".
  const signed = Buffer.from(AsnConvert.serialize(new AttributeSet(signedAttrs)));
  return new SignerInfo({
    version: CMSVersion.v1,
    sid: new SignerIdentifier({ issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }) }),
    digestAlgorithm: new DigestAlgorithmIdentifier({ algorithm: SHA256 }),
    signedAttrs,
    signatureAlgorithm: new SignatureAlgorithmIdentifier({ algorithm: ECDSA_SHA256 }),
    signature: new OctetString(arrayBuffer(sign('sha256', signed, authority.privateKey))),
  });
}

/** In the order that DER demands of a SET OF: by their bytes. */
function signedAttributes(content: ArrayBuffer, authority: Authority): Attribute[] {
  const digest = createHash('sha256').update(Buffer.from(content)).digest();
  const values: [string, ArrayBuffer][] = [
    [CONTENT_TYPE, AsnObjectIdentifierConverter.toASN(id_ct_tstInfo).toBER()],
    [MESSAGE_DIGEST, AsnConvert.serialize(new OctetString(arrayBuffer(digest)))],
    [SIGNING_CERTIFICATE_V2, signingCertificate(authority.certificate)],
  ];
  return values
    .map(([attrType, value]) => new Attribute({ attrType, attrValues: [value] }))
    .map((attribute) => ({ attribute, der: Buffer.from(AsnConvert.serialize(attribute)) }))
    .sort((left, right) => Buffer.compare(left.der, right.der))
    .map(({ attribute }) => attribute);
}
