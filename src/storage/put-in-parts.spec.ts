import { ByteSource, partLengths } from './put-in-parts.js';

const MIB = 2 ** 20;

describe('a body in parts', () => {
  it('has parts of the wanted size and a shorter last one', () => {
    expect(partLengths(130 * MIB, 64 * MIB)).toEqual([64 * MIB, 64 * MIB, 2 * MIB]);
    expect(partLengths(128 * MIB, 64 * MIB)).toEqual([64 * MIB, 64 * MIB]);
  });

  it('never has more than 10,000 parts', () => {
    const lengths = partLengths(5 * 2 ** 40, 64 * MIB);
    expect(lengths.length).toBeLessThanOrEqual(10_000);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(5 * 2 ** 40);
  });

  it('is cut where the parts end, whatever its chunks are', async () => {
    const chunks = (async function* () {
      for (const text of ['abc', '', 'defgh', 'i']) yield await Promise.resolve(Buffer.from(text));
    })();
    const source = new ByteSource(chunks);
    const pieces: string[] = [];
    for (const length of [2, 5, 2]) {
      const taken: Buffer[] = [];
      for await (const piece of source.take(length)) taken.push(piece);
      pieces.push(Buffer.concat(taken).toString());
    }
    expect(pieces).toEqual(['ab', 'cdefg', 'hi']);
  });

  it('is refused when it ends too early', async () => {
    const chunks = (async function* () {
      yield await Promise.resolve(Buffer.from('ab'));
    })();
    const all = async () => {
      for await (const piece of new ByteSource(chunks).take(3)) expect(piece.length).toBeGreaterThan(0);
    };
    await expect(all()).rejects.toThrow(RangeError);
  });
});
