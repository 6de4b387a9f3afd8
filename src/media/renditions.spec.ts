import type { ClipProbe } from './probe.js';
import {
  copyLimitMs,
  encodedFps,
  encodedSize,
  encodeFilters,
  encodeOutput,
  endsInTime,
  whyEncode,
} from './renditions.js';

const h264: ClipProbe = {
  container: 'mov',
  videoCodec: 'h264',
  width: 1280,
  height: 720,
  rotation: 0,
  pixelAspect: 1,
  pixelFormat: 'yuv420p',
  fps: 30,
  frameCount: 1800,
  durationMs: 60_000,
  declaredDurationMs: 60_000,
  hasAudio: false,
  longestKeyGapMs: 2000,
  bytes: 5_000_000,
};
const mask = { x: 0, y: 0.75, width: 0.5, height: 0.25 };

describe('a recording', () => {
  it('is only repacked when every browser plays it already', () => {
    expect(whyEncode(h264)).toBeNull();
    expect(whyEncode({ ...h264, container: 'matroska', width: 1920, height: 1080 })).toBeNull();
  });

  it.each([
    ['another codec', { videoCodec: 'vp8' }, 'codec'],
    ['another pixel format', { pixelFormat: 'yuv444p' }, 'pixel_format'],
    ['a turned picture', { rotation: 90 }, 'rotated'],
    ['pixels that are not square', { pixelAspect: 4 / 3 }, 'stretched_pixels'],
    ['4K', { width: 3840, height: 2160 }, 'too_many_pixels'],
    ['more bits than a phone network carries', { bytes: 60_000_000 }, 'too_many_bits'],
    ['a single key frame', { longestKeyGapMs: 60_000 }, 'sparse_key_frames'],
  ])('is encoded for %s', (_name, change, reason) => {
    expect(whyEncode({ ...h264, ...change })).toBe(reason);
  });

  it('is encoded whenever something has to be hidden', () => {
    expect(whyEncode(h264, mask)).toBe('mask');
  });
});

describe('the encoded picture', () => {
  it.each([
    ['1080p', { width: 1920, height: 1080 }, { width: 1280, height: 720 }],
    ['a small camera, not enlarged', { width: 640, height: 360 }, { width: 640, height: 360 }],
    ['odd sizes', { width: 641, height: 361 }, { width: 642, height: 362 }],
    ['a phone held upright', { width: 1080, height: 1920 }, { width: 720, height: 1280 }],
    [
      'a phone that says it is upright',
      { width: 1920, height: 1080, rotation: 90 },
      { width: 720, height: 1280 },
    ],
    ['4:3', { width: 1600, height: 1200 }, { width: 960, height: 720 }],
    ['stretched pixels', { width: 720, height: 480, pixelAspect: 4 / 3 }, { width: 960, height: 480 }],
  ])('fits 720p: %s', (_name, change, size) => {
    expect(encodedSize({ ...h264, ...change })).toEqual(size);
  });

  it.each([
    [30, 30],
    [29.97, 30],
    [29.83, 30],
    [25, 25],
    [10, 10],
    [23.4, 30],
    [60, 30],
    [0, 30],
  ])('of a film with %d frames a second is timed in steps of 1/%d s', (measured, fps) => {
    expect(encodedFps(measured)).toBe(fps);
  });

  it('is masked before it is scaled', () => {
    expect(encodeFilters(h264, mask)[0]).toBe(
      'drawbox=x=iw*0.00000:y=ih*0.75000:w=iw*0.50000:h=ih*0.25000:color=black:t=fill',
    );
  });

  it('is never masked by something that is no fraction', () => {
    expect(() => encodeFilters(h264, { ...mask, x: Number.NaN })).toThrow(RangeError);
    expect(() => encodeFilters(h264, { ...mask, width: 1.1 })).toThrow(RangeError);
  });

  it('has a key frame every two seconds', () => {
    expect(encodeOutput(h264, true).join(' ')).toContain('-g 60 -force_key_frames expr:gte(t,n_forced*2)');
  });
});

describe("the customer's film", () => {
  it('ends one step sooner when times were rounded by encoding', () => {
    expect(copyLimitMs(5000, { fps: 30 })).toBe(4966);
    expect(copyLimitMs(5000, null)).toBe(5000);
  });

  it('is turned down when a single frame is too late, or its first frame is no key frame', () => {
    expect(endsInTime({ shownAtMs: [0, 400, 200], keyAtMs: [0], endMs: 500 }, 401)).toBe(true);
    expect(endsInTime({ shownAtMs: [0, 400, 200], keyAtMs: [0], endMs: 500 }, 400)).toBe(false);
    expect(endsInTime({ shownAtMs: [0, 100], keyAtMs: [100], endMs: 200 }, 400)).toBe(false);
  });
});
