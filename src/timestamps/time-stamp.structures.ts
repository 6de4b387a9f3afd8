// The structures of RFC 3161 and RFC 5652 as we need them to check a token: certificates stay the bytes that they are, since
// a certificate that was taken apart and put together again may have another fingerprint.
import {
  Attribute,
  DigestAlgorithmIdentifiers,
  EncapsulatedContentInfo,
  RevocationInfoChoices,
  type SignerInfo,
  SignerInfos,
} from '@peculiar/asn1-cms';
import {
  AsnArray,
  AsnConvert,
  AsnProp,
  AsnPropTypes,
  AsnType,
  AsnTypeTypes,
  OctetString,
} from '@peculiar/asn1-schema';
import { id_ct_tstInfo, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { TimeStampProblem } from './time-stamp.problem.js';

const SIGNED_DATA = '1.2.840.113549.1.7.2';

class SignedDataWithRawCertificates {
  @AsnProp({ type: AsnPropTypes.Integer })
  version = 3;

  @AsnProp({ type: DigestAlgorithmIdentifiers })
  digestAlgorithms = new DigestAlgorithmIdentifiers();

  @AsnProp({ type: EncapsulatedContentInfo })
  encapContentInfo = new EncapsulatedContentInfo();

  @AsnProp({ type: AsnPropTypes.Any, repeated: 'set', context: 0, implicit: true, optional: true })
  certificates?: ArrayBuffer[];

  @AsnProp({ type: RevocationInfoChoices, context: 1, implicit: true, optional: true })
  crls?: RevocationInfoChoices;

  @AsnProp({ type: SignerInfos })
  signerInfos = new SignerInfos();
}

/** RFC 5035 and RFC 2634: the certificate that a signature wants to be checked by. The issuer's name, if given, isn't read. */
class EssCertId {
  @AsnProp({ type: AlgorithmIdentifier, optional: true })
  hashAlgorithm?: AlgorithmIdentifier;

  @AsnProp({ type: OctetString })
  certHash = new OctetString();

  @AsnProp({ type: AsnPropTypes.Any, optional: true })
  issuerSerial?: ArrayBuffer;
}

@AsnType({ type: AsnTypeTypes.Sequence, itemType: EssCertId })
class EssCertIds extends AsnArray<EssCertId> {}

export class SigningCertificate {
  @AsnProp({ type: EssCertIds })
  certs = new EssCertIds();

  @AsnProp({ type: AsnPropTypes.Any, optional: true })
  policies?: ArrayBuffer;
}

@AsnType({ type: AsnTypeTypes.Set, itemType: Attribute })
class AttributeSet extends AsnArray<Attribute> {}

/** A token taken apart; nothing of it has been checked. */
export interface ReadToken {
  info: TSTInfo;
  /** The bytes of `info`: what the message digest is over. */
  content: Buffer;
  /** DER */
  certificates: Buffer[];
  signer: SignerInfo;
}

/**
 * Takes a TimeStampResp apart.
 * @throws TimeStampProblem rejected, unreadable
 */
export function readTimeStampResponse(response: Buffer): ReadToken {
  const { status, timeStampToken } = parse('answer', response, TimeStampResp);
  // "When the status contains the value zero or one, a TimeStampToken MUST be present."
  if (Number(status.status) > 1) {
    throw new TimeStampProblem('rejected', refusal(Number(status.status), status.statusString ?? []));
  }
  if (timeStampToken?.contentType !== SIGNED_DATA) throw unreadable('no signed data in the answer');
  const signedData = parse('token', Buffer.from(timeStampToken.content), SignedDataWithRawCertificates);
  const { eContentType, eContent } = signedData.encapContentInfo;
  if (eContentType !== id_ct_tstInfo || !eContent?.single) throw unreadable('no TSTInfo in the token');
  const content = Buffer.from(eContent.single.buffer);
  // "The time-stamp token MUST NOT contain any signatures other than the signature of the TSA."
  const [signer, ...others] = signedData.signerInfos;
  if (!signer || others.length > 0) throw unreadable('not exactly one signature');
  const certificates = (signedData.certificates ?? []).map((der) => Buffer.from(der));
  return { info: parse('TSTInfo', content, TSTInfo), content, certificates, signer };
}

/** The one value of a signed attribute, undefined when it isn't there once. */
export function attributeValue(attributes: readonly Attribute[], type: string): Buffer | undefined {
  const found = attributes.filter(({ attrType }) => attrType === type);
  const [value] = found[0]?.attrValues ?? [];
  return found.length === 1 && value ? Buffer.from(value) : undefined;
}

/**
 * What a signature is over. RFC 5652 5.4: "a separate encoding of the signedAttrs field is performed for message digest
 * calculation": DER of a SET, not the [0] that stands in the token.
 */
export function signedBytes(attributes: readonly Attribute[]): Buffer {
  return Buffer.from(AsnConvert.serialize(new AttributeSet([...attributes])));
}

/** Reads DER as a structure. @throws TimeStampProblem unreadable */
export function parse<T>(what: string, der: Buffer, structure: new () => T): T {
  try {
    return AsnConvert.parse(der, structure);
  } catch {
    throw unreadable(`the ${what} is not the structure that it should be`);
  }
}

function refusal(status: number, words: readonly string[]): string {
  const said = words
    .join(' ')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .slice(0, 200);
  return `status ${status}${said ? `: ${said}` : ''}`;
}

function unreadable(why: string): TimeStampProblem {
  return new TimeStampProblem('unreadable', why);
}
