import { createSHA256 } from 'hash-wasm';

export const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

/** Standard base64 of the SHA-256 of one segment. */
export async function sha256Base64(bytes: ArrayBuffer): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** SHA-256 over many pieces, one in memory at a time. @returns base64 of the digest and the number of bytes */
export async function sha256OfPieces(pieces: AsyncIterable<ArrayBuffer>) {
  const hash = await createSHA256();
  hash.init();
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(new Uint8Array(piece));
    bytes += piece.byteLength;
  }
  return { sha256: toBase64(hash.digest('binary')), bytes };
}
