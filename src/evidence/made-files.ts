import { open, writeFile } from 'node:fs/promises';
import { describeFile, type FileFacts } from '../media/file-facts.js';
import { MediaError } from '../media/media-error.js';
import type { ClipRenditions, Rendition } from '../media/render-clip.js';
import type { RenditionRecipe } from './rendition-statement.js';
import { jpegSize } from './still-picture.js';

export type RenditionKind =
  | 'staff'
  | 'customer'
  | 'digest'
  | 'poster'
  | 'storyboard'
  | 'storyboard_vtt'
  | 'still'
  | 'chapters'
  | 'export';

/** A finished file on local disk, with what its statement says of how it was made. */
export interface MadeFile {
  kind: RenditionKind;
  file: FileFacts;
  contentType: string;
  durationMs: number | null;
  recipe: RenditionRecipe;
}

const JPEG_HEAD_BYTES = 1 << 18;

/** The files of a film. `tool` names the program that made the pictures. */
export function filmFiles(made: ClipRenditions, tool: string): MadeFile[] {
  const { staff, customer, poster, storyboard } = made;
  const posterArgs = ['-ss', (poster.atMs / 1000).toFixed(3), '-frames:v', '1'];
  return [
    film('staff', staff),
    ...(customer ? [film('customer', customer)] : []),
    picture('poster', poster, 'image/jpeg', { id: 'poster/1', tool, from: poster.from, args: posterArgs }),
    ...(storyboard
      ? [
          picture('storyboard', storyboard.image, 'image/jpeg', {
            id: 'storyboard/1',
            tool,
            from: 'staff',
            args: [],
          }),
          picture('storyboard_vtt', storyboard.vtt, 'text/vtt', {
            id: 'storyboard/1',
            tool,
            from: 'staff',
            args: [],
          }),
        ]
      : []),
  ];
}

/** Chapters of a film; `text` is WebVTT, written to `path`. */
export async function chaptersFile(path: string, text: string): Promise<MadeFile> {
  await writeFile(path, text);
  const recipe = { id: 'chapters/1', tool: 'akashi', from: 'scans', args: [] };
  return picture('chapters', await describeFile(path), 'text/vtt', recipe);
}

/**
 * A still is shown as it came.
 * @throws MediaError refused, for anything that isn't a JPEG
 */
export async function stillFile(path: string): Promise<MadeFile[]> {
  if (!jpegSize(await headOf(path))) throw MediaError.refused('unknown_container');
  const recipe = { id: 'still-copy/1', tool: 'akashi', from: 'original', args: [] };
  return [picture('still', await describeFile(path), 'image/jpeg', recipe)];
}

/** A film as it was made. */
export function film(
  kind: 'staff' | 'customer' | 'digest' | 'export',
  { recipe, durationMs, ...file }: Rendition,
): MadeFile {
  return { kind, file, contentType: 'video/mp4', durationMs, recipe };
}

function picture(
  kind: RenditionKind,
  file: FileFacts,
  contentType: string,
  recipe: RenditionRecipe,
): MadeFile {
  return { kind, file, contentType, durationMs: null, recipe };
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(JPEG_HEAD_BYTES), 0, JPEG_HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
