import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { exitCodeOf } from './footage.js';

const HEAD_BYTES = 12;
const EBML = '1a45dfa3';
const MOV_FIRST_BOXES = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'];

/**
 * Why a file given with `--clip` can't be the story's film, before anything is played: the server would refuse it only
 * after the whole story. Asked are the name, the first bytes and ffmpeg for one picture.
 * @returns a sentence, or null for a film
 */
export async function whyNotFilm(file: string, ffmpegPath: string): Promise<string | null> {
  if (!/\.(mp4|webm|mkv)$/i.test(file)) return `--clip takes an mp4, webm or mkv file, not ${file}.`;
  const head = await headOf(file);
  const isMatroska = head.toString('hex', 0, 4) === EBML;
  if (!isMatroska && !MOV_FIRST_BOXES.includes(head.toString('latin1', 4, 8)))
    return `${file} is no mp4, webm or mkv file, whatever its name says: record or export it again.`;
  // The demuxer is named, so that ffmpeg guesses no other, and may open nothing but this file.
  const demuxer = ['-protocol_whitelist', 'file', '-f', isMatroska ? 'matroska' : 'mov'];
  const picture = ['-i', `file:${file}`, '-map', '0:v:0', '-frames:v', '1', '-f', 'null', '-'];
  const ffmpeg = spawn(ffmpegPath, ['-v', 'error', '-xerror', ...demuxer, ...picture], { stdio: 'ignore' });
  if ((await exitCodeOf(ffmpeg)) === 0) return null;
  return `${file} has no picture that ffmpeg can read: it is cut short, damaged or sound alone.`;
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
