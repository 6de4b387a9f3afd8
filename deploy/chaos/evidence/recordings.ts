import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Chance } from '../chance.js';

export interface Piece {
  n: number;
  bytes: Buffer;
  sha256: string;
}

/** One recording: what the station has, what it was told is kept, and how it ended. */
export interface Recording {
  clipId: string;
  station: string;
  contentType: 'video/mp4' | 'video/webm';
  pieces: readonly Piece[];
  totalBytes: number;
  /** Of the whole, base64. */
  sha256: string;
  /** Numbers that an answer said are kept. */
  acknowledged: Set<number>;
  isCompleted: boolean;
}

const PIECE_BYTES = [24_000, 220_000] as const;
const NOISE_BYTES = [60_000, 900_000] as const;
const MP4_BOX_HEAD = 8;

/** A film that nobody else has: the same pictures, with a box of noise behind them that players pass over. */
export function uniqueFilm(film: Buffer, station: string, chance: Chance): Recording {
  const noise = randomBytes(4_096);
  const box = Buffer.alloc(MP4_BOX_HEAD);
  box.writeUInt32BE(MP4_BOX_HEAD + noise.length, 0);
  box.write('free', 4, 'ascii');
  return recordingOf(Buffer.concat([film, box, noise]), 'video/mp4', station, chance);
}

/** A recording that is no film: kept and sealed all the same. */
export function noise(station: string, chance: Chance): Recording {
  return recordingOf(randomBytes(chance.whole(...NOISE_BYTES)), 'video/webm', station, chance);
}

function recordingOf(
  bytes: Buffer,
  contentType: Recording['contentType'],
  station: string,
  chance: Chance,
): Recording {
  const pieces: Piece[] = [];
  for (let from = 0; from < bytes.length;) {
    const piece = bytes.subarray(from, from + chance.whole(...PIECE_BYTES));
    pieces.push({ n: pieces.length, bytes: piece, sha256: digestOf(piece) });
    from += piece.length;
  }
  return {
    ...{ clipId: uuid(), station, contentType, pieces, totalBytes: bytes.length, sha256: digestOf(bytes) },
    ...{ acknowledged: new Set<number>(), isCompleted: false },
  };
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}
