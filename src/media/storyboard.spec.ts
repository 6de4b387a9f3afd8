import { planStoryboard, storyboardFilters, storyboardVtt } from './storyboard.js';

const film = (keys: number) => ({
  shownAtMs: [],
  keyAtMs: Array.from({ length: keys }, (_, index) => index * 2000),
  endMs: keys * 2000,
});
const size = { width: 1280, height: 720 };

describe('a storyboard', () => {
  it('shows every key frame of a short film', () => {
    const plan = planStoryboard(film(8), size);
    expect(plan).toMatchObject({ columns: 6, rows: 2, tile: { width: 160, height: 90 } });
    expect(plan?.keyFrames).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('chooses evenly in a long one', () => {
    const plan = planStoryboard(film(480), size);
    expect(plan?.keyFrames).toHaveLength(48);
    expect(plan?.keyFrames.slice(0, 3)).toEqual([0, 10, 20]);
    expect(plan?.atMs[1]).toBe(20_000);
  });

  it('is left out for a film without key frames', () => {
    expect(planStoryboard(film(0), size)).toBeNull();
  });

  it('tells a player which part of the picture belongs to which time', () => {
    const plan = planStoryboard(film(8), size);
    const vtt = plan ? storyboardVtt(plan, 'storyboard.jpg') : '';
    expect(
      vtt.startsWith('WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nstoryboard.jpg#xywh=0,0,160,90\n\n'),
    ).toBe(true);
    expect(vtt).toContain('00:00:14.000 --> 00:00:16.000\nstoryboard.jpg#xywh=160,90,160,90\n');
  });

  it('picks its frames by number', () => {
    const plan = planStoryboard(film(2), { width: 720, height: 1280 });
    expect(plan && storyboardFilters(plan)).toEqual(["select='eq(n,0)+eq(n,1)'", 'scale=90:160', 'tile=2x1']);
  });
});
