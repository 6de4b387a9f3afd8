import { chaptersVtt } from './chapters.js';

describe('chapters', () => {
  it('begin at what was scanned and answered, and last until the next', () => {
    const scans = [
      { atMs: 6000, kind: 'waybill', code: '123456789013' },
      { atMs: 1500, kind: 'item', code: '4901234567894' },
    ];
    expect(chaptersVtt(9000, scans, [{ kind: 'answer', atMs: 4000, checkCode: 'P-01' }])).toBe(
      [
        'WEBVTT\n',
        '1\n00:00:01.500 --> 00:00:04.000\nscan item 4901234567894\n',
        '2\n00:00:04.000 --> 00:00:06.000\nanswer P-01\n',
        '3\n00:00:06.000 --> 00:00:09.000\nscan waybill\n',
      ].join('\n'),
    );
  });

  it('leave out what happened before or after, and never hold a code of anything but goods', () => {
    const scans = [
      { atMs: -1, kind: 'item', code: '4901234567894' },
      { atMs: 9000, kind: 'item', code: '4901234567894' },
      { atMs: 10, kind: 'unknown', code: 'https://example.com/hanako' },
    ];
    expect(chaptersVtt(9000, scans, [])).toBe('WEBVTT\n\n1\n00:00:00.010 --> 00:00:09.000\nscan unknown\n');
    expect(chaptersVtt(9000, scans.slice(0, 2), [{ kind: 'scan', atMs: 5 }])).toBeNull();
  });

  it('can not be broken by a code', () => {
    const scans = [{ atMs: 0, kind: 'item', code: 'A\n\n2\n00:00 --> 00:01\n<b>' }];
    expect(chaptersVtt(1000, scans, [])?.split('\n\n')).toHaveLength(2);
  });
});
