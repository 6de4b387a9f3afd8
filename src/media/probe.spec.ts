import { MediaError } from './media-error.js';
import { parseProbeOutput, videoStreamOf } from './probe.js';

const limits = { maxPixels: 4096 * 2304 };
const video = { codec_type: 'video', codec_name: 'h264', width: 1280, height: 720, pix_fmt: 'yuv420p' };

function refusalOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    return error instanceof MediaError ? error.detail.refusal : String(error);
  }
}

describe('ffprobe output', () => {
  it('is read with text and numbers alike, and with unknown fields', () => {
    const output = parseProbeOutput(
      JSON.stringify({
        streams: [{ ...video, index: 0 }],
        format: { start_time: '0.021', size: '300', probe_score: 1 },
      }),
    );
    expect(output.format).toEqual({ start_time: 0.021, size: 300 });
    expect(videoStreamOf(output, limits)).toMatchObject({ width: 1280, height: 720 });
  });

  it('is refused when it is no JSON', () => {
    expect(refusalOf(() => parseProbeOutput(''))).toBe('unreadable');
  });

  it.each([
    ['sound only', [{ codec_type: 'audio' }], 'no_video'],
    ['a song with a cover', [{ ...video, disposition: { attached_pic: 1 } }], 'no_video'],
    ['no stream at all', [], 'unreadable'],
    ['a picture without a size', [{ ...video, width: 0 }], 'unreadable'],
    ['a huge picture', [{ ...video, width: 16_000, height: 16_000 }], 'frame_too_large'],
  ])('is refused for %s', (_name, streams, refusal) => {
    expect(refusalOf(() => videoStreamOf(parseProbeOutput(JSON.stringify({ streams })), limits))).toBe(
      refusal,
    );
  });
});
