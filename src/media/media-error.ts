import type { Complaint } from './complaints.js';

/** Why a file is refused: the file is at fault, another attempt gives the same answer. Kept in the timeline for good. */
export const REFUSALS = [
  'empty_file',
  'playlist',
  'still_image',
  'unknown_container',
  'unreadable',
  'no_video',
  'codec_not_allowed',
  'frame_too_large',
  'too_long',
] as const;

export type Refusal = (typeof REFUSALS)[number];

const SENTENCES = {
  empty_file: 'The file has no bytes.',
  playlist: 'This is a playlist or a script that names other files, not a recording.',
  still_image: 'This is a picture, not a recording.',
  unknown_container: 'Only WebM, Matroska, MP4 and QuickTime files are accepted.',
  unreadable: 'The recording is damaged: no frame of it can be read.',
  no_video: 'The recording has no picture.',
  codec_not_allowed: 'The picture is coded in a way that no browser or phone records.',
  frame_too_large: 'The picture has more pixels than is allowed.',
  too_long: 'The recording is longer than is allowed.',
} satisfies Record<Refusal, string>;

/**
 * What went wrong with a clip. `refused`: the file is at fault, don't try again. `failed`: ffmpeg ended with an error
 * or hit its memory limit. `timed_out`: the wall clock limit. `aborted`: the caller's signal, try again later.
 * `tool_missing`: no usable ffmpeg or ffprobe.
 */
export type MediaErrorKind = 'refused' | 'failed' | 'timed_out' | 'aborted' | 'tool_missing';

/** The only error that `src/media` throws on purpose. */
export class MediaError extends Error {
  constructor(
    readonly kind: MediaErrorKind,
    message: string,
    readonly detail: { refusal?: Refusal; stderrTail?: string; complaints?: ReadonlySet<Complaint> } = {},
  ) {
    super(message);
    this.name = 'MediaError';
  }

  static refused(refusal: Refusal, stderrTail?: string): MediaError {
    return new MediaError('refused', SENTENCES[refusal], { refusal, stderrTail });
  }
}
