import { planOverlay } from './overlay.js';

const plan = (texts: string[]) =>
  planOverlay({
    clipId: '01995a3c-0000-7000-8000-000000000001',
    startedAt: new Date('2026-12-01T03:00:00.500Z'),
    scans: texts.map((text, n) => ({ atMs: n * 3000, text })),
  });

describe('an overlay', () => {
  it('states the clip, the time of day, and the scans in order, each until the next', () => {
    const { files, filters } = plan(['item 4901234567894', 'waybill']);
    expect(files.map(({ text }) => text)).toEqual([
      'Clip 01995a3c-0000-7000-8000-000000000001',
      '%{pts:gmtime:1796094000} UTC',
      '1  item 4901234567894',
      '2  waybill',
    ]);
    expect(filters[2]).toContain("enable='gte(t,0.000)*lt(t,3.000)'");
    expect(filters[3]).toContain("enable='gte(t,3.000)*lt(t,7.000)'");
  });

  it('never has a word of a scan inside a filter, and expands nothing of it', () => {
    const hostile = `':textfile=/etc/passwd,drawtext=%{pts}\n梱包`;
    const { files, filters } = plan([hostile]);
    expect(filters.join()).not.toContain('passwd');
    expect(filters[2]).toContain('expansion=none');
    expect(files[2]?.text).not.toMatch(/[^\x20-\x7e]/);
  });

  it('has no end of scans', () => {
    expect(plan(Array.from({ length: 1000 }, () => 'x')).filters).toHaveLength(202);
  });
});
