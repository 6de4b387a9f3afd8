// Browsers sign ECDSA as two numbers of 32 bytes (IEEE P1363); openssl and everybody who verifies read DER.

const NUMBER_BYTES = 32;
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** A P-256 signature in DER, from either spelling. */
export function toDerSignature(signature: Buffer): Buffer {
  if (signature.length !== 2 * NUMBER_BYTES) return signature;
  const [r, s] = [signature.subarray(0, NUMBER_BYTES), signature.subarray(NUMBER_BYTES)].map(derInteger);
  const body = Buffer.concat([r ?? Buffer.alloc(0), s ?? Buffer.alloc(0)]);
  return Buffer.concat([Buffer.from([SEQUENCE, body.length]), body]);
}

/** X.690 8.3: the fewest bytes, and one more where the first bit would make it negative. */
function derInteger(bytes: Buffer): Buffer {
  const from = bytes.findIndex((byte) => byte !== 0);
  const digits = from < 0 ? bytes.subarray(-1) : bytes.subarray(from);
  const isNegative = (digits[0] ?? 0) >= 0x80;
  const value = isNegative ? Buffer.concat([Buffer.alloc(1), digits]) : digits;
  return Buffer.concat([Buffer.from([INTEGER, value.length]), value]);
}
