import { z } from 'zod';
import { containerOfFile, type Container } from './container.js';
import { averageFps, FrameTimesReader, longestKeyGapMs, type FrameTimes } from './frame-times.js';
import { MediaError } from './media-error.js';
import {
  ALLOWED_VIDEO_CODECS,
  ffprobeArguments,
  type MediaLimits,
  type MediaSource,
} from './media-options.js';
import type { ToolOutput } from './run-ffmpeg.js';

/** What a recording is. Sizes in pixels as stored, before rotation. */
export interface ClipProbe {
  container: Container;
  videoCodec: string;
  width: number;
  height: number;
  /** Clockwise turn that a player applies before showing: 0, 90, 180 or 270. */
  rotation: number;
  /** Width of a stored pixel over its height, 1 nearly always. */
  pixelAspect: number;
  pixelFormat: string;
  /** Measured over all frames, since live recordings state none. */
  fps: number;
  frameCount: number;
  /** Until the last frame stops being shown, measured. */
  durationMs: number;
  /** What the header promises; null when it says nothing, as in every live WebM. */
  declaredDurationMs: number | null;
  hasAudio: boolean;
  longestKeyGapMs: number;
  bytes: number;
}

export type RunProbe = (args: readonly string[], onLine: (line: string) => void) => Promise<ToolOutput>;

/** Packets of ten hours at 60 frames a second: beyond, a file is refused before its list fills our memory. */
const MAX_PACKETS = 2_160_000;

/** Only what is read below: a title can have megabytes. */
const SHOWN = [
  'stream=codec_type,codec_name,width,height,pix_fmt,sample_aspect_ratio',
  ...['stream_disposition=attached_pic', 'stream_tags=rotate', 'stream_side_data=rotation'],
  'format=start_time,duration,size',
].join(':');
const MAX_DESCRIPTION_LENGTH = 1 << 20;

const number = z.coerce.number().optional().catch(undefined);
const videoStream = z.object({
  codec_type: z.literal('video'),
  codec_name: z.string().default('unknown'),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  pix_fmt: z.string().default('unknown'),
  disposition: z.object({ attached_pic: number }).optional().catch(undefined),
  sample_aspect_ratio: z.string().optional(),
  tags: z.object({ rotate: number }).optional().catch(undefined),
  side_data_list: z
    .array(z.object({ rotation: number }))
    .optional()
    .catch(undefined),
});
const probeOutput = z.object({
  streams: z.array(z.looseObject({ codec_type: z.string().optional() })).default([]),
  format: z.object({ start_time: number, duration: number, size: number }).prefault({}),
});

type VideoStream = z.infer<typeof videoStream>;
type ProbeOutput = z.infer<typeof probeOutput>;

/**
 * Reads what a file is: container from its first bytes, streams from ffprobe, times from its packets (one pass over the
 * file). Throws a refusing {@link MediaError} for everything that isn't a recording within the limits.
 */
export async function probeFile(
  path: string,
  limits: MediaLimits,
  run: RunProbe,
): Promise<{ probe: ClipProbe; times: FrameTimes }> {
  const source = { path, container: await containerOfFile(path) };
  const output = await readStreams(source, limits, run);
  const video = videoStreamOf(output, limits);
  const times = await readFrameTimes(source, limits, run, (output.format.start_time ?? 0) * 1000);
  if (times.shownAtMs.length === 0) throw MediaError.refused('unreadable');
  if (times.endMs > limits.maxDurationMs) throw MediaError.refused('too_long');
  return { probe: describeClip(source.container, output, video, times), times };
}

/** The times of all frames of a file of ours, e.g. a finished rendition. `startMs` is 0 for what we made. */
export async function readFrameTimes(
  source: MediaSource,
  limits: MediaLimits,
  run: RunProbe,
  startMs: number,
): Promise<FrameTimes> {
  const reader = new FrameTimesReader(startMs);
  const entries = 'packet=pts_time,dts_time,duration_time,flags';
  const show = ['-select_streams', 'v:0', '-show_entries', entries, '-of', 'csv=p=0'];
  await run(ffprobeArguments(source, limits, show), (line) => {
    if (reader.count >= MAX_PACKETS) throw MediaError.refused('too_long');
    reader.add(line);
  }).catch(refuseUnreadable);
  return reader.result();
}

async function readStreams(source: MediaSource, limits: MediaLimits, run: RunProbe): Promise<ProbeOutput> {
  const lines: string[] = [];
  let length = 0;
  const args = ffprobeArguments(source, limits, ['-show_entries', SHOWN, '-of', 'json']);
  const { stderrTail, complaints } = await run(args, (line) => {
    length += line.length;
    if (length > MAX_DESCRIPTION_LENGTH) throw MediaError.refused('unreadable');
    lines.push(line);
  }).catch(refuseUnreadable);
  // A decoder that hits -max_pixels leaves the size at 0, and the ffprobe of some versions goes on.
  if (complaints.has('too_large')) throw MediaError.refused('frame_too_large', stderrTail);
  return parseProbeOutput(lines.join('\n'));
}

/** Parses what ffprobe shows as JSON. Throws `unreadable` for anything else. */
export function parseProbeOutput(json: string): ProbeOutput {
  try {
    return probeOutput.parse(JSON.parse(json));
  } catch {
    throw MediaError.refused('unreadable');
  }
}

/** The first picture stream, which is the one that every later call maps. */
export function videoStreamOf(output: ProbeOutput, limits: Pick<MediaLimits, 'maxPixels'>): VideoStream {
  const first = output.streams.find((stream) => stream.codec_type === 'video');
  if (!first) throw MediaError.refused(output.streams.length > 0 ? 'no_video' : 'unreadable');
  const parsed = videoStream.safeParse(first);
  if (!parsed.success) throw MediaError.refused('unreadable');
  if (parsed.data.disposition?.attached_pic) throw MediaError.refused('no_video'); // a song's cover
  if (!ALLOWED_VIDEO_CODECS.some((codec) => codec === parsed.data.codec_name))
    throw MediaError.refused('codec_not_allowed');
  if (parsed.data.width * parsed.data.height > limits.maxPixels) throw MediaError.refused('frame_too_large');
  return parsed.data;
}

function describeClip(
  container: Container,
  output: ProbeOutput,
  video: VideoStream,
  times: FrameTimes,
): ClipProbe {
  const declared = output.format.duration;
  return {
    container,
    videoCodec: video.codec_name,
    width: video.width,
    height: video.height,
    rotation: rotationOf(video),
    pixelAspect: pixelAspectOf(video.sample_aspect_ratio),
    pixelFormat: video.pix_fmt,
    fps: Math.round(averageFps(times) * 100) / 100,
    frameCount: times.shownAtMs.length,
    durationMs: times.endMs,
    declaredDurationMs: declared ? Math.round(declared * 1000) : null,
    hasAudio: output.streams.some((stream) => stream.codec_type === 'audio'),
    longestKeyGapMs: longestKeyGapMs(times),
    bytes: output.format.size ?? 0,
  };
}

/** New ffprobes state a counter-clockwise angle in the side data, old ones a clockwise tag. */
function rotationOf(video: VideoStream): number {
  const counterClockwise = video.side_data_list?.find((entry) => entry.rotation !== undefined)?.rotation;
  const clockwise = counterClockwise !== undefined ? -counterClockwise : (video.tags?.rotate ?? 0);
  return (((Math.round(clockwise / 90) * 90) % 360) + 360) % 360;
}

function pixelAspectOf(ratio: string | undefined): number {
  const [width, height] = (ratio ?? '').split(':').map(Number);
  return width && height ? width / height : 1;
}

/** A file that ffprobe gives up on is at fault itself; an abort or a time-out is not its fault. */
function refuseUnreadable(error: unknown): never {
  if (error instanceof RangeError) throw MediaError.refused('unreadable');
  if (!(error instanceof MediaError) || error.kind !== 'failed') throw error;
  const { stderrTail, complaints } = error.detail;
  if (complaints?.has('too_large')) throw MediaError.refused('frame_too_large', stderrTail);
  throw MediaError.refused(
    complaints?.has('codec_not_allowed') ? 'codec_not_allowed' : 'unreadable',
    stderrTail,
  );
}
