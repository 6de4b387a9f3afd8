import { requireComplete } from './clip-completion.js';

const received = (...numbers: number[]) => numbers.map((n) => ({ n, bytes: 10 }));

describe('completing a recording', () => {
  it('accepts exactly what was stated', () => {
    expect(() => requireComplete({ segments: 3, totalBytes: 30 }, received(0, 1, 2))).not.toThrow();
  });

  it('names the missing numbers', () => {
    expect(() => requireComplete({ segments: 5, totalBytes: 50 }, received(0, 2, 4))).toThrow(
      expect.objectContaining({ code: 'segments_missing', extra: { missing: [1, 3], missingCount: 2 } }),
    );
  });

  it('names at most a hundred of them', () => {
    expect(() => requireComplete({ segments: 1000, totalBytes: 1 }, [])).toThrow(
      expect.objectContaining({
        extra: { missing: Array.from({ length: 100 }, (_, n) => n), missingCount: 1000 },
      }),
    );
  });

  it('refuses segments beyond the stated count', () => {
    expect(() => requireComplete({ segments: 1, totalBytes: 10 }, received(0, 1))).toThrow(
      expect.objectContaining({ code: 'segments_unexpected', extra: { unexpected: [1] } }),
    );
  });

  it('refuses another length', () => {
    expect(() => requireComplete({ segments: 2, totalBytes: 21 }, received(0, 1))).toThrow(
      expect.objectContaining({ code: 'total_mismatch', extra: { receivedBytes: 20 } }),
    );
  });
});
