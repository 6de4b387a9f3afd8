// What a file is, is read from its first bytes and never from its name: a playlist called film.webm made a stock ffmpeg
// read a local file into its output. Only the two families that browsers and phones record are let through; the demuxer
// is then forced, so ffmpeg never guesses.
import { open } from 'node:fs/promises';
import { MediaError, type Refusal } from './media-error.js';

/** `matroska` also stands for WebM, `mov` also for MP4: each is one demuxer of ffmpeg. */
export type Container = 'matroska' | 'mov';

/** How many bytes from the start of a file {@link recogniseContainer} wants to see. */
export const HEAD_BYTES = 4096;

const EBML_MAGIC = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);
const EBML_DOC_TYPE_ID = Buffer.from([0x42, 0x82]);
const MOV_FIRST_BOXES = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'];
const IMAGE_BRANDS = ['heic', 'heix', 'heim', 'mif1', 'msf1', 'avif', 'avis'];

/** Recognises the container, or says why the file is refused. */
export function recogniseContainer(head: Buffer): { container: Container } | { refusal: Refusal } {
  if (head.length === 0) return { refusal: 'empty_file' };
  if (head.subarray(0, 4).equals(EBML_MAGIC)) {
    return ebmlDocType(head) ? { container: 'matroska' } : { refusal: 'unknown_container' };
  }
  const box = head.toString('latin1', 4, 8);
  if (box === 'ftyp' && IMAGE_BRANDS.includes(head.toString('latin1', 8, 12)))
    return { refusal: 'still_image' };
  if (MOV_FIRST_BOXES.includes(box)) return { container: 'mov' };
  return { refusal: whatElse(head) };
}

/** Reads the head of a file and recognises it. Throws a refusing {@link MediaError}. */
export async function containerOfFile(path: string): Promise<Container> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const found = recogniseContainer(buffer.subarray(0, bytesRead));
    if ('refusal' in found) throw MediaError.refused(found.refusal);
    return found.container;
  } finally {
    await file.close();
  }
}

function ebmlDocType(head: Buffer): boolean {
  const at = head.indexOf(EBML_DOC_TYPE_ID);
  if (at < 0) return false;
  const docType = head.toString('latin1', at + 3, at + 11);
  return docType.startsWith('webm') || docType.startsWith('matroska');
}

function whatElse(head: Buffer): Refusal {
  const text = head
    .toString('latin1', 0, 64)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^(#EXTM3U|ffconcat|file |\[playlist\]|<\?xml|<MPD|<smil)/i.test(text)) return 'playlist';
  if (isPicture(head)) return 'still_image';
  return 'unknown_container';
}

function isPicture(head: Buffer): boolean {
  const magics = ['ffd8ff', '89504e470d0a1a0a', '474946383', '424d', '49492a00', '4d4d002a'];
  const hex = head.toString('hex', 0, 16);
  const isWebp = head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP';
  return isWebp || magics.some((magic) => hex.startsWith(magic));
}
