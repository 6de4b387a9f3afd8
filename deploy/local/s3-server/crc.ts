/* eslint-disable @typescript-eslint/no-non-null-assertion -- typed arrays indexed within bounds, in loops over every byte */
import { crc32 } from 'node:zlib';

/**
 * The CRCs that S3 offers and Node doesn't (CRC-32C, CRC-64/NVME), and the combination of part CRCs into the CRC of the
 * whole. Both are reflected CRCs with all-ones initial value and final XOR.
 */
export interface RunningCrc {
  update(chunk: Buffer): void;
  /** Big-endian, as S3 writes it in base64. */
  digest(): Buffer;
}

const CRC32_POLYNOMIAL = 0xedb88320n;
const CRC32C_POLYNOMIAL = 0x82f63b78n;
const CRC64NVME_POLYNOMIAL = 0x9a6c9329ac4bc9b5n;
const SLICES = 8;

const bigEndian = (value: bigint, bytes: number): Buffer =>
  Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex');

export class Crc32 implements RunningCrc {
  private value = 0;

  update(chunk: Buffer): void {
    this.value = crc32(chunk, this.value);
  }

  digest(): Buffer {
    return bigEndian(BigInt(this.value), 4);
  }
}

/** table[slice * 256 + byte]: the CRC of `byte` followed by `slice` zero bytes ("slicing-by-8"). */
function sliceTable(polynomial: bigint): bigint[] {
  const table: bigint[] = [];
  for (let byte = 0n; byte < 256n; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    table.push(value);
  }
  for (let index = 256; index < SLICES * 256; index++) {
    const previous = table[index - 256] ?? 0n;
    table.push((previous >> 8n) ^ (table[Number(previous & 0xffn)] ?? 0n));
  }
  return table;
}

const CRC32C_TABLE = Uint32Array.from(sliceTable(CRC32C_POLYNOMIAL), Number);
const CRC64_TABLE = sliceTable(CRC64NVME_POLYNOMIAL);
const CRC64_LOW = Uint32Array.from(CRC64_TABLE, (value) => Number(value & 0xffffffffn));
const CRC64_HIGH = Uint32Array.from(CRC64_TABLE, (value) => Number(value >> 32n));

export class Crc32c implements RunningCrc {
  private value = 0xffffffff;

  update(chunk: Buffer): void {
    const table = CRC32C_TABLE;
    const wholeEnd = chunk.length - (chunk.length % SLICES);
    let crc = this.value;
    let at = 0;
    for (; at < wholeEnd; at += SLICES) {
      crc ^= chunk[at]! | (chunk[at + 1]! << 8) | (chunk[at + 2]! << 16) | (chunk[at + 3]! << 24);
      crc =
        table[1792 + (crc & 255)]! ^
        table[1536 + ((crc >>> 8) & 255)]! ^
        table[1280 + ((crc >>> 16) & 255)]! ^
        table[1024 + (crc >>> 24)]! ^
        table[768 + chunk[at + 4]!]! ^
        table[512 + chunk[at + 5]!]! ^
        table[256 + chunk[at + 6]!]! ^
        table[chunk[at + 7]!]!;
    }
    for (; at < chunk.length; at++) crc = table[(crc ^ chunk[at]!) & 255]! ^ (crc >>> 8);
    this.value = crc >>> 0;
  }

  digest(): Buffer {
    return bigEndian(BigInt((this.value ^ 0xffffffff) >>> 0), 4);
  }
}

/** As two 32-bit halves: BigInt arithmetic would be some fifty times slower. */
export class Crc64Nvme implements RunningCrc {
  private low = 0xffffffff;
  private high = 0xffffffff;

  update(chunk: Buffer): void {
    const wholeEnd = chunk.length - (chunk.length % SLICES);
    let { low, high } = this;
    let at = 0;
    for (; at < wholeEnd; at += SLICES) {
      low ^= chunk[at]! | (chunk[at + 1]! << 8) | (chunk[at + 2]! << 16) | (chunk[at + 3]! << 24);
      high ^= chunk[at + 4]! | (chunk[at + 5]! << 8) | (chunk[at + 6]! << 16) | (chunk[at + 7]! << 24);
      const a = 1792 + (low & 255);
      const b = 1536 + ((low >>> 8) & 255);
      const c = 1280 + ((low >>> 16) & 255);
      const d = 1024 + (low >>> 24);
      const e = 768 + (high & 255);
      const f = 512 + ((high >>> 8) & 255);
      const g = 256 + ((high >>> 16) & 255);
      const h = high >>> 24;
      low = xor8(CRC64_LOW, a, b, c, d, e, f, g, h);
      high = xor8(CRC64_HIGH, a, b, c, d, e, f, g, h);
    }
    for (; at < chunk.length; at++) {
      const index = (low ^ chunk[at]!) & 255;
      low = ((low >>> 8) | (high << 24)) ^ CRC64_LOW[index]!;
      high = (high >>> 8) ^ CRC64_HIGH[index]!;
    }
    this.low = low >>> 0;
    this.high = high >>> 0;
  }

  digest(): Buffer {
    const high = BigInt((this.high ^ 0xffffffff) >>> 0);
    return bigEndian((high << 32n) | BigInt((this.low ^ 0xffffffff) >>> 0), 8);
  }
}

// eslint-disable-next-line max-params -- the hot loop: an array of indexes here would halve the speed
function xor8(
  t: Uint32Array,
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
): number {
  return t[a]! ^ t[b]! ^ t[c]! ^ t[d]! ^ t[e]! ^ t[f]! ^ t[g]! ^ t[h]!;
}

export type CombinableCrc = 'CRC32' | 'CRC32C' | 'CRC64NVME';

const FIELDS = {
  CRC32: { polynomial: CRC32_POLYNOMIAL, bits: 32n },
  CRC32C: { polynomial: CRC32C_POLYNOMIAL, bits: 32n },
  CRC64NVME: { polynomial: CRC64NVME_POLYNOMIAL, bits: 64n },
} as const satisfies Record<CombinableCrc, { polynomial: bigint; bits: bigint }>;

/** a · b modulo the polynomial, bits reflected: the highest bit is x⁰. */
function multiplyModulo(
  a: bigint,
  b: bigint,
  { polynomial, bits }: { polynomial: bigint; bits: bigint },
): bigint {
  let product = 0n;
  let power = b;
  for (let mask = 1n << (bits - 1n); mask > 0n; mask >>= 1n) {
    if (a & mask) product ^= power;
    power = power & 1n ? (power >> 1n) ^ polynomial : power >> 1n;
  }
  return product;
}

/**
 * The CRC of A‖B from CRC(A), CRC(B) and B's length in bytes: CRC(A) · x^(8·length) + CRC(B), since appending a byte
 * multiplies by x⁸. Lets a multipart upload state the CRC of the whole without reading it again.
 */
export function combineCrc(
  algorithm: CombinableCrc,
  first: Buffer,
  second: Buffer,
  secondLength: number,
): Buffer {
  const field = FIELDS[algorithm];
  let shift = 1n << (field.bits - 1n);
  let square = 1n << (field.bits - 1n - 8n);
  for (let length = BigInt(secondLength); length > 0n; length >>= 1n) {
    if (length & 1n) shift = multiplyModulo(shift, square, field);
    square = multiplyModulo(square, square, field);
  }
  const combined =
    multiplyModulo(BigInt(`0x${first.toString('hex')}`), shift, field) ^
    BigInt(`0x${second.toString('hex')}`);
  return bigEndian(combined, Number(field.bits / 8n));
}
