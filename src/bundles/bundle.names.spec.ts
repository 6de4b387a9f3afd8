import { documentPaths, extensionOf, originalPath, renditionPath, sumLine } from './bundle.names.js';

describe('names in a bundle', () => {
  it.each([
    ['video/webm', 'webm'],
    ['video/webm;codecs="vp8"', 'webm'],
    ['VIDEO/MP4', 'mp4'],
    ['video/x-matroska', 'mkv'],
    ['application/x-sh; ../..', 'bin'],
    ['', 'bin'],
  ])('takes the extension of %p from a closed list: %s', (contentType, extension) => {
    expect(extensionOf(contentType)).toBe(extension);
  });

  it('names a clip by its id and a rendition by its kind', () => {
    expect(originalPath('c1', 'video/webm')).toBe('originals/c1.webm');
    expect(renditionPath('c1', 'storyboard_vtt', 'text/vtt')).toBe('renditions/c1.storyboard_vtt.vtt');
  });

  it('keeps what belongs to a document beside it, the signature with its key', () => {
    expect(documentPaths('ab', 'k1')).toEqual({
      document: 'documents/ab.json',
      signature: 'documents/ab.k1.sig',
      timeStamp: 'documents/ab.tsr',
      proof: 'documents/ab.tlog-proof',
    });
  });

  it('writes digests as sha256sum does', () => {
    expect(sumLine('ab', 'keys.json')).toBe('ab  keys.json\n');
  });
});
