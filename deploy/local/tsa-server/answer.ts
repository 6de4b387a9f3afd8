import { AsnConvert } from '@peculiar/asn1-schema';
import {
  Accuracy,
  PKIFailureInfo,
  PKIFailureInfoFlags,
  PKIFreeText,
  PKIStatus,
  PKIStatusInfo,
  TimeStampReq,
  TimeStampResp,
  TimeStampToken,
  TSTInfo,
  TSTInfoVersion,
} from '@peculiar/asn1-tsp';
import { GeneralName } from '@peculiar/asn1-x509';
import { ContentInfo } from '@peculiar/asn1-cms';
import type { Authority } from './authority.js';
import { arrayBuffer, nameOf, newSerial } from './certificate.js';
import { POLICY_OID } from './names.js';
import { SHA256, signToken } from './token.js';

const SHA256_BYTES = 32;
/** The machine's clock is read in full seconds, and nobody says how well it is set. */
const ACCURACY_SECONDS = 1;

/**
 * Answers a TimeStampReq of RFC 3161: a token for a SHA-256 imprint, or a rejection that says why.
 * @param query DER, as it came
 * @returns DER of a TimeStampResp
 */
export function answerQuery(query: Buffer, authority: Authority, now: Date): Buffer {
  const request = readRequest(query);
  if (request === undefined) return rejection(PKIFailureInfoFlags.badDataFormat, 'not a TimeStampReq');
  const { hashAlgorithm, hashedMessage } = request.messageImprint;
  if (hashAlgorithm.algorithm !== SHA256 || hashedMessage.byteLength !== SHA256_BYTES) {
    return rejection(PKIFailureInfoFlags.badAlg, 'only SHA-256 imprints are stamped here');
  }
  if (request.reqPolicy !== undefined && request.reqPolicy !== POLICY_OID) {
    return rejection(PKIFailureInfoFlags.unacceptedPolicy, `the only policy is ${POLICY_OID}`);
  }
  if (request.extensions !== undefined && request.extensions.length > 0) {
    return rejection(PKIFailureInfoFlags.unacceptedExtension, 'no extension is known');
  }
  const token = signToken(statement(request, authority, now), authority, request.certReq);
  const { contentType, content } = AsnConvert.parse(token, ContentInfo);
  return response(
    new TimeStampResp({
      status: new PKIStatusInfo({ status: PKIStatus.granted }),
      timeStampToken: new TimeStampToken({ contentType, content }),
    }),
  );
}

function statement(request: TimeStampReq, authority: Authority, now: Date): TSTInfo {
  return new TSTInfo({
    version: TSTInfoVersion.v1,
    policy: POLICY_OID,
    messageImprint: request.messageImprint,
    serialNumber: newSerial(),
    genTime: new Date(Math.floor(now.getTime() / 1000) * 1000),
    accuracy: new Accuracy({ seconds: ACCURACY_SECONDS }),
    nonce: request.nonce,
    tsa: new GeneralName({ directoryName: nameOf(authority.name) }),
  });
}

function readRequest(query: Buffer): TimeStampReq | undefined {
  try {
    return AsnConvert.parse(query, TimeStampReq);
  } catch {
    return undefined;
  }
}

function rejection(reason: PKIFailureInfoFlags, why: string): Buffer {
  const status = new PKIStatusInfo({
    status: PKIStatus.rejection,
    statusString: new PKIFreeText([why]),
    failInfo: new PKIFailureInfo(reason),
  });
  return response(new TimeStampResp({ status }));
}

function response(answer: TimeStampResp): Buffer {
  return Buffer.from(arrayBuffer(new Uint8Array(AsnConvert.serialize(answer))));
}
