import { averageFps, framesBefore, FrameTimesReader, longestKeyGapMs } from './frame-times.js';

function read(lines: string[], startMs = 0) {
  const reader = new FrameTimesReader(startMs);
  lines.forEach((line) => reader.add(line));
  return reader.result();
}

describe('frame times', () => {
  // Stored order of a stream with B-frames: the picture of 400 ms comes before those of 100–300 ms.
  const reordered = read([
    '0.000000,-0.200000,0.100000,K_',
    '0.400000,-0.100000,0.100000,__',
    '0.200000,0.000000,0.100000,__',
    '0.100000,0.100000,0.100000,__',
    '0.300000,0.200000,0.100000,__',
    '0.500000,0.300000,0.100000,K_',
  ]);

  it('take the end from the last frame and not from a header', () => {
    expect(reordered.endMs).toBe(600);
    expect(averageFps(reordered)).toBeCloseTo(10);
  });

  it('start at zero when the file does not', () => {
    expect(read(['5.000000,5.000000,0.040000,K_'], 5000)).toEqual({
      shownAtMs: [0],
      keyAtMs: [0],
      endMs: 40,
    });
  });

  it('guess how long the last frame lasts when the recorder did not say', () => {
    expect(read(['0,0,N/A,K', '0.1,0.1,N/A,_', '0.2,0.2,N/A,_']).endMs).toBe(300);
  });

  it('fall back to the decoding time, and skip lines without any', () => {
    expect(read(['N/A,1.000000,N/A,__', 'N/A,N/A,N/A,__', '']).shownAtMs).toEqual([1000]);
  });

  it('never let a frame through that is shown at or after the end, whatever the stored order', () => {
    expect(framesBefore(reordered, 350)).toBe(1);
    expect(framesBefore(reordered, 500)).toBe(5);
    expect(framesBefore(reordered, 501)).toBe(6);
    expect(framesBefore(reordered, 0)).toBe(0);
  });

  it('find the longest stretch without a key frame, the last one included', () => {
    expect(longestKeyGapMs(reordered)).toBe(500);
    expect(longestKeyGapMs(read(['0,0,1,K', '1,1,1,_', '2,2,8,_']))).toBe(10_000);
  });
});
