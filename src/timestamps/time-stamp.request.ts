import { randomBytes } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

export const SHA256_OID = '2.16.840.1.101.3.4.2.1';
const NONCE_BYTES = 16;

export interface TimeStampRequest {
  /** DER of a TimeStampReq. */
  der: Buffer;
  /** SHA-256 of what is stamped. */
  imprint: Buffer;
  nonce: bigint;
}

/** Asks for a token over a SHA-256 digest, with the authority's certificate in it and a nonce against old answers. */
export function timeStampRequest(imprint: Buffer): TimeStampRequest {
  const nonce = randomBytes(NONCE_BYTES);
  // A positive INTEGER of full length: without a sign bit, and without a zero that DER would have to drop.
  nonce.writeUInt8((nonce.readUInt8(0) & 0x3f) | 0x40, 0);
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256_OID, parameters: null }),
      hashedMessage: new OctetString(Uint8Array.from(imprint).buffer),
    }),
    nonce: Uint8Array.from(nonce).buffer,
    certReq: true,
  });
  return { der: Buffer.from(AsnConvert.serialize(request)), imprint, nonce: integer(nonce) };
}

/** An ASN.1 INTEGER that isn't negative, by its content bytes. */
export function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}
