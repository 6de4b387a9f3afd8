// SHA-256 (FIPS 180-4) over pieces, in plain JavaScript: WebCrypto takes whole files only, and WebAssembly would need another
// word in the page's policy than `script-src 'self'`.
import type { Bytes } from './bytes.js';

/** The first 32 bits of the fractional parts of the cube and square roots of the first primes. */
const PRIMES = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n }, (__, d) => d).some((d) => d > 1 && n % d === 0),
);
const fraction = (root: number) => ((root - Math.floor(root)) * 0x1_0000_0000) | 0;
const ROUNDS = Int32Array.from(PRIMES.slice(0, 64), (prime) => fraction(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

export class Sha256 {
  private readonly state = Int32Array.from(START);
  private readonly words = new Int32Array(64);
  private readonly block = new Uint8Array(64);
  private length = 0;

  update(bytes: Uint8Array): this {
    let at = 0;
    while (at < bytes.length) {
      const filled = this.length % 64;
      const part = bytes.subarray(at, at + 64 - filled);
      this.block.set(part, filled);
      at += part.length;
      this.length += part.length;
      if (this.length % 64 === 0) this.compress();
    }
    return this;
  }

  digest(): Bytes {
    const bits = this.length * 8;
    const padding = new Uint8Array(((119 - (this.length % 64)) % 64) + 9);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bits / 0x1_0000_0000));
    view.setUint32(padding.length - 4, bits % 0x1_0000_0000);
    this.update(padding);
    const digest = new Uint8Array(32);
    this.state.forEach((word, at) => new DataView(digest.buffer).setInt32(at * 4, word));
    return digest;
  }

  private compress(): void {
    const { words } = this;
    const view = new DataView(this.block.buffer);
    for (let t = 0; t < 16; t += 1) words[t] = view.getInt32(t * 4);
    for (let t = 16; t < 64; t += 1) {
      const [x, y] = [words[t - 15] ?? 0, words[t - 2] ?? 0];
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      words[t] = ((words[t - 16] ?? 0) + s0 + (words[t - 7] ?? 0) + s1) | 0;
    }
    this.round();
  }

  private round(): void {
    const { state, words } = this;
    let a = state[0] ?? 0,
      b = state[1] ?? 0,
      c = state[2] ?? 0,
      d = state[3] ?? 0,
      e = state[4] ?? 0,
      f = state[5] ?? 0,
      g = state[6] ?? 0,
      h = state[7] ?? 0;
    for (let t = 0; t < 64; t += 1) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const one = (h + s1 + ((e & f) ^ (~e & g)) + (ROUNDS[t] ?? 0) + (words[t] ?? 0)) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => {
      state[at] = ((state[at] ?? 0) + word) | 0;
    });
  }
}

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));
