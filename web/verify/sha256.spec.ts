import { createHash, randomBytes } from 'node:crypto';
import { hex } from './bytes.js';
import { Sha256 } from './sha256.js';

describe('SHA-256 over pieces', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 100_000])(
    'is what everybody else says, for %d bytes',
    (length) => {
      const bytes = randomBytes(length);
      const hash = new Sha256();
      for (let at = 0; at < length; at += 37) hash.update(bytes.subarray(at, at + 37));
      expect(hex(hash.digest())).toBe(createHash('sha256').update(bytes).digest('hex'));
    },
  );
});
