import {
  requireFittingSegment,
  requireRoomForClip,
  requireRoomInClip,
  requireRoomToday,
} from './upload-limits.js';

const limits = {
  segmentMaxBytes: 100,
  clipMaxBytes: 250,
  clipMaxSegments: 5,
  stationMaxOpenClips: 2,
  stationDayMaxBytes: 1000,
};
const refusal = (code: string, extra: object = {}) =>
  expect.objectContaining({ code, ...(Object.keys(extra).length > 0 && { extra }) });

describe('limits on what a station sends', () => {
  it('take a segment that fits, and say of any other what to do', () => {
    expect(requireFittingSegment({ n: 4, bytes: 100 }, limits)).toBe(100);
    const refused = (n: number, bytes: number | undefined) => () =>
      requireFittingSegment({ n, bytes }, limits);
    expect(refused(0, undefined)).toThrow(refusal('content_length_required'));
    expect(refused(0, 0)).toThrow(refusal('segment_empty'));
    expect(refused(0, 101)).toThrow(refusal('segment_too_large', { maxBytes: 100 }));
    expect(refused(5, 1)).toThrow(refusal('segment_number_too_large'));
  });

  it('end a clip at its length', () => {
    expect(() => requireRoomInClip(250, limits)).not.toThrow();
    expect(() => requireRoomInClip(251, limits)).toThrow(refusal('clip_too_large', { maxBytes: 250 }));
  });

  it('let a station go on at midnight UTC', () => {
    const now = new Date('2026-12-31T23:58:30Z');
    expect(() => requireRoomToday(1000, limits, now)).not.toThrow();
    expect(() => requireRoomToday(1001, limits, now)).toThrow(
      refusal('station_day_full', { maxBytes: 1000, retryAfterSeconds: 90 }),
    );
  });

  it('keep a station from opening clips without end', () => {
    expect(() => requireRoomForClip(1, limits)).not.toThrow();
    expect(() => requireRoomForClip(2, limits)).toThrow(
      refusal('station_clips_full', { maxOpenClips: 2, retryAfterSeconds: 60 }),
    );
  });
});
