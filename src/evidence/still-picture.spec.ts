import { jpegSize } from './still-picture.js';

function jpeg(width: number, height: number, exifBytes = 20): Buffer {
  const exif = Buffer.alloc(exifBytes + 4);
  exif.writeUInt16BE(0xffe1, 0);
  exif.writeUInt16BE(exifBytes + 2, 2);
  const frame = Buffer.alloc(19);
  frame.writeUInt16BE(0xffc0, 0);
  frame.writeUInt16BE(17, 2);
  frame.writeUInt8(8, 4);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), exif, frame]);
}

describe('a still', () => {
  it('is measured by its frame header, however long its EXIF is', () => {
    expect(jpegSize(jpeg(1280, 720))).toEqual({ width: 1280, height: 720 });
    expect(jpegSize(jpeg(640, 480, 60_000))).toEqual({ width: 640, height: 480 });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['text', Buffer.from('#EXTM3U\nfile:///etc/passwd')],
    ['a JPEG without a frame', jpeg(1280, 720).subarray(0, 26)],
    ['a picture without height', jpeg(1280, 0)],
    ['a picture of absurd size', jpeg(65_000, 65_000)],
    [
      'the start of a JPEG and then something else',
      Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(40, 1)]),
    ],
  ])('is not %s', (_, head) => {
    expect(jpegSize(head)).toBeNull();
  });
});
