// Arguments for ffmpeg, decided apart from running it. Every call carries the same hardening (facts about hostile input:
// a playlist in a film's clothes, 437 KB that took 1.2 GB): only local files, only the demuxer that the file's first
// bytes named, bounded frame size, streams, length, output and threads, and only the first picture stream.
import ffmpeg from 'fluent-ffmpeg';
import type { Container } from './container.js';

/** What browsers and phones record, and the decoders of ffmpeg that read it. Nothing else is ever opened. */
export const ALLOWED_VIDEO_CODECS = ['h264', 'hevc', 'vp8', 'vp9', 'av1', 'mjpeg', 'mpeg4'] as const;
const VIDEO_DECODERS = [...ALLOWED_VIDEO_CODECS, 'libvpx', 'libvpx-vp9', 'libdav1d', 'libaom-av1'];
// Sound is never used, but some versions of ffprobe give a whole file up when one stream can't be opened.
const AUDIO_DECODERS = [
  ...['opus', 'libopus', 'vorbis', 'libvorbis', 'aac', 'aac_fixed', 'mp3', 'mp3float', 'alac', 'flac'],
  ...['pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_f32le', 'pcm_alaw', 'pcm_mulaw', 'amrnb'],
];
const DECODERS = [...VIDEO_DECODERS, ...AUDIO_DECODERS].join(',');

/** A file that may be hostile. `path` is absolute and made by us, never taken from a request. */
export interface MediaSource {
  path: string;
  container: Container;
}

export interface MediaLimits {
  /** Width × height of a decoded frame. */
  maxPixels: number;
  maxStreams: number;
  maxDurationMs: number;
  maxOutputBytes: number;
  /** Address space of one ffmpeg. */
  memoryBytes: number;
  threads: number;
}

export interface CommandParts {
  source: MediaSource;
  limits: MediaLimits;
  /** Before `-i`, after the hardening, e.g. `-ss`. */
  input?: readonly string[];
  filters?: readonly string[];
  output: readonly string[];
  outputPath: string;
}

/** Seconds with millisecond precision, as ffmpeg reads them. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** Options that must precede the input of every ffmpeg and ffprobe call. */
export function hardenedInput(container: Container, limits: MediaLimits): string[] {
  return [
    ['-protocol_whitelist', 'file,pipe'],
    ['-format_whitelist', container === 'matroska' ? 'matroska,webm' : 'mov,mp4,m4a,3gp,3g2,mj2'],
    ['-f', container],
    // A QuickTime file may name others as the place of its frames.
    container === 'mov' ? ['-enable_drefs', '0'] : [],
    ['-codec_whitelist', DECODERS],
    ['-max_streams', String(limits.maxStreams)],
    ['-max_pixels', String(limits.maxPixels)],
  ].flat();
}

/** The whole argument list of one ffmpeg call with one input and one output (the 2018 binary crashes on two). */
export function ffmpegArguments(parts: CommandParts): string[] {
  const { source, limits } = parts;
  const threads = ['-threads', String(limits.threads)];
  const command = ffmpeg(`file:${source.path}`)
    .inputOptions(
      ...hardenedInput(source.container, limits),
      ...threads,
      ...['-t', seconds(limits.maxDurationMs)],
      ...(parts.input ?? []),
    )
    .outputOptions(
      ...['-map', '0:v:0', '-an', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
      ...threads,
      ...parts.output,
      ...['-fs', String(limits.maxOutputBytes)],
    )
    .output(`file:${parts.outputPath}`);
  if (parts.filters?.length) command.videoFilters([...parts.filters]);
  const quiet = ['-y', '-nostdin', '-hide_banner', '-loglevel', 'error', '-nostats'];
  // Else as many as the machine has cores, each of which reserves address space.
  const filterThreads = ['-filter_threads', String(limits.threads)];
  return [...quiet, ...filterThreads, ...command._getArguments()];
}

/** The same list without the paths of this machine, for a statement about how a file was made. */
export function publicArguments(parts: CommandParts): string[] {
  const source = { ...parts.source, path: '/INPUT' };
  return ffmpegArguments({ ...parts, source, outputPath: 'OUTPUT' });
}

/** Argument list of an ffprobe call. */
export function ffprobeArguments(
  source: MediaSource,
  limits: MediaLimits,
  show: readonly string[],
): string[] {
  return ['-v', 'error', ...hardenedInput(source.container, limits), ...show, `file:${source.path}`];
}
