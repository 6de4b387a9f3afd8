import type { AuditReport } from '../auditor.js';
import { readOptions } from './options.js';
import { reportText } from './report-text.js';

const report = (overrides: Partial<AuditReport> = {}): AuditReport => ({
  ...{ checked: { clips: 2 }, counts: {}, findings: [], leftOff: 0, differences: 0 },
  ...overrides,
});

describe('the report of an audit', () => {
  it('says so when nothing was found', () => {
    expect(reportText(report(), 'en')).toBe('Looked at: clips 2\nNo differences.\n');
  });

  it('says what each finding means and where it is', () => {
    const object = { bucket: 'originals' as const, key: 'b/c/original', versionId: 'v1' };
    const text = reportText(
      report({
        findings: [{ code: 'original_missing', clipId: 'c1', object, members: ['x'] }],
        ...{ leftOff: 3, differences: 4 },
      }),
      'ja',
    );
    expect(text.split('\n')).toEqual([
      'original_missing: 録画の原本が保管場所にありません。削除されました。',
      '    clipId c1',
      '    originals/b/c/original v1',
      '    x',
      '… and 3 more',
      'Looked at: clips 2',
      '4 differences. Nothing was changed.',
      '',
    ]);
  });
});

describe('the options of an audit', () => {
  it('are none by default', () => {
    expect(readOptions([])).toEqual({ deep: false, json: false, lang: 'en' });
  });

  it('name a time and a brand', () => {
    expect(
      readOptions(['--deep', '--since', '2026-11-29', '--brand', '01a22bfb-39b9-720f-b802-120f938154c6']),
    ).toEqual({
      ...{ deep: true, json: false, lang: 'en' },
      since: new Date('2026-11-29T00:00:00Z'),
      brandId: '01a22bfb-39b9-720f-b802-120f938154c6',
    });
  });

  it.each([[['--since', 'yesterday']], [['--brand', 'minori']], [['--repair']]])('refuse %p', (args) => {
    expect(readOptions(args)).toMatchObject({ code: 2 });
  });
});
