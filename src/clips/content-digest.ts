// RFC 9530: "Content-Digest = sf-dictionary"; a member is `sha-256=:<base64>:` (a byte sequence of RFC 9651), several are
// divided by commas. Other algorithms may stand beside it; we only read the one that storage can check.
import { AppError } from '../http/app-error.js';

const MEMBER = /^sha-256=:([A-Za-z0-9+/]{43}=):(?:;.*)?$/;
const NAMES_SHA_256 = /^sha-256\s*(=|;|$)/i;

const EXAMPLE = 'Content-Digest: sha-256=:<base64 of the SHA-256 of the bytes>:';

/**
 * Reads the SHA-256 that the sender states for the bytes of a request.
 * @returns the 32 bytes of the digest
 * @throws AppError content_digest_missing, content_digest_malformed
 */
export function parseContentDigest(header: string | string[] | undefined): Buffer {
  const members = [header ?? []]
    .flat()
    .flatMap((line) => line.split(','))
    .map((member) => member.trim());
  // RFC 9651, 4.2.2: of a key that is given twice the last one counts.
  const stated = members.findLast((member) => NAMES_SHA_256.test(member));
  if (stated === undefined) {
    throw new AppError('content_digest_missing', `Send the digest of the bytes: ${EXAMPLE}`);
  }
  const base64 = MEMBER.exec(stated)?.[1];
  const digest = Buffer.from(base64 ?? '', 'base64');
  // Base64 of another spelling (stray bits in the last character) would be a second name for the same bytes.
  if (base64 === undefined || digest.toString('base64') !== base64) {
    throw new AppError('content_digest_malformed', `Write the header as RFC 9530 does: ${EXAMPLE}`);
  }
  return digest;
}
