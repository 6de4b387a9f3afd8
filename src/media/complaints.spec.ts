import { ComplaintReader } from './complaints.js';

const found = (...chunks: string[]) => {
  const reader = new ComplaintReader();
  chunks.forEach((chunk) => reader.add(chunk));
  return [...reader.found];
};

describe('what ffmpeg complains of', () => {
  it('is found however the text is cut, and however much follows it', () => {
    const flood = 'x'.repeat(100_000);
    expect(
      found('[vp8 @ 0x1] Picture size 16000x16000 exceeds spec', 'ified max pixel count 9', flood),
    ).toEqual(['too_large']);
  });

  it.each([
    ['Error: Cannot allocate memory', 'no_memory'],
    ['[h264] get_buffer() failed', 'no_memory'],
    ["[ffv1 @ 0x2] Codec (ffv1) not on whitelist 'h264,hevc'", 'codec_not_allowed'],
  ])('%s', (line, complaint) => {
    expect(found(line)).toEqual([complaint]);
  });

  it('is nothing for what it says of most recordings', () => {
    expect(found('[matroska] Unknown-sized element', '[mov] stream 0, timescale not set')).toEqual([]);
  });
});
