import { parseCopyRange, parseRange } from './range.js';

describe('a Range header', () => {
  it.each([
    ['bytes=0-4', { start: 0, end: 4 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-100', { start: 0, end: 9 }],
    ['bytes=8-100', { start: 8, end: 9 }],
    ['bytes=5-2', undefined],
    ['bytes=0-1,3-4', undefined],
    ['items=0-1', undefined],
    ['bytes=-', undefined],
    [undefined, undefined],
  ])('%s of ten bytes', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected);
  });

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('%s is not satisfiable', (header) => {
    expect(() => parseRange(header, 10)).toThrow(expect.objectContaining({ code: 'InvalidRange' }));
  });

  it('of a copy has to lie inside the source', () => {
    expect(parseCopyRange('bytes=0-9', 10)).toEqual({ start: 0, end: 9 });
    expect(() => parseCopyRange('bytes=0-10', 10)).toThrow(
      expect.objectContaining({ code: 'InvalidArgument' }),
    );
    expect(() => parseCopyRange('bytes=5-', 10)).toThrow(
      expect.objectContaining({ code: 'InvalidArgument' }),
    );
  });
});
