// A still is kept and shown as it came, so the only question is whether it is a JPEG at all. Its header is read segment by
// segment up to the frame header, which states the size; nothing is decoded.

export interface PictureSize {
  width: number;
  height: number;
}

const START_OF_IMAGE = 0xffd8;
const MAX_SIDE = 16_384;

/**
 * Reads the size out of a JPEG's frame header.
 * @param head the file's first bytes (64 KiB hold every camera's header)
 * @returns null when this is no JPEG, is cut off before its frame header, or states an absurd size
 */
export function jpegSize(head: Buffer): PictureSize | null {
  if (head.length < 4 || head.readUInt16BE(0) !== START_OF_IMAGE) return null;
  let at = 2;
  while (at + 9 <= head.length) {
    if (head[at] !== 0xff) return null;
    const marker = head[at + 1] ?? 0;
    if (isFrameHeader(marker)) return plausible(head.readUInt16BE(at + 7), head.readUInt16BE(at + 5));
    at += 2 + head.readUInt16BE(at + 2);
  }
  return null;
}

/** SOF0 to SOF15, without the three that define tables (DHT, JPG, DAC). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function plausible(width: number, height: number): PictureSize | null {
  return Math.min(width, height) > 0 && Math.max(width, height) <= MAX_SIDE ? { width, height } : null;
}
