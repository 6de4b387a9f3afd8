import { recogniseContainer } from './container.js';

const ebml = (docType: string) =>
  Buffer.concat([
    Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282', 'hex'),
    Buffer.from([0x80 | docType.length]),
    Buffer.from(docType),
  ]);
const box = (type: string, brand = '') =>
  Buffer.concat([Buffer.from([0, 0, 0, 32]), Buffer.from(type + brand), Buffer.alloc(16)]);

describe('recogniseContainer', () => {
  it.each([
    ['WebM', ebml('webm'), 'matroska'],
    ['Matroska', ebml('matroska'), 'matroska'],
    ['MP4', box('ftyp', 'isom'), 'mov'],
    ['QuickTime without ftyp', box('moov'), 'mov'],
    ['a phone recording that starts with its media', box('mdat'), 'mov'],
  ])('accepts %s', (_name, head, container) => {
    expect(recogniseContainer(head)).toEqual({ container });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty_file'],
    ['an HLS playlist', Buffer.from('#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n'), 'playlist'],
    ['a playlist behind a byte order mark', Buffer.from('\ufeff#EXTM3U\n'), 'playlist'],
    ['an indented playlist', Buffer.from('\n\n #EXTM3U\n'), 'playlist'],
    ['a concat script', Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n"), 'playlist'],
    ['a concat script without its header', Buffer.from("file '/etc/passwd'\n"), 'playlist'],
    ['a DASH manifest', Buffer.from('<?xml version="1.0"?><MPD>'), 'playlist'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'still_image'],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'still_image'],
    ['an iPhone photo', box('ftyp', 'heic'), 'still_image'],
    ['an EBML file of another kind', ebml('evil'), 'unknown_container'],
    ['an AVI', Buffer.from('RIFF....AVI LIST'), 'unknown_container'],
    ['an Ogg', Buffer.from('OggS............'), 'unknown_container'],
    ['text', Buffer.from('hello'), 'unknown_container'],
  ])('refuses %s', (_name, head, refusal) => {
    expect(recogniseContainer(head)).toEqual({ refusal });
  });
});
