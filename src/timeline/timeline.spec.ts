import { timelineEn } from '../i18n/en/timeline.js';
import { timelineJa } from '../i18n/ja/timeline.js';
import { isTimelineKind, TIMELINE_KINDS } from './timeline-kinds.js';
import { actorText, timelineSentence, type SentenceNames } from './timeline.sentences.js';

const names: SentenceNames = {
  locale: 'ja',
  timeZone: 'Asia/Tokyo',
  stages: { pack: '検品・梱包' },
  lines: { 'line-1': '桜皮の茶筒' },
  ranks: { vip: 'むすび会員' },
};

describe('timeline sentences', () => {
  it.each([
    ['ja', timelineJa],
    ['en', timelineEn],
  ] as const)('has a title for every kind in %s', (_, texts) => {
    expect(Object.keys(texts.kinds).sort()).toEqual(Object.keys(TIMELINE_KINDS).sort());
    expect(Object.values(texts.kinds).filter(([title]) => title === '')).toEqual([]);
  });

  it.each(['ja', 'en'] as const)('names only members that the kind’s data has, in %s', (locale) => {
    const texts = locale === 'ja' ? timelineJa : timelineEn;
    for (const kind of Object.keys(TIMELINE_KINDS).filter(isTimelineKind)) {
      const used = texts.kinds[kind].join(' ').match(/(?<=\{)\w+/g) ?? [];
      expect(Object.keys(TIMELINE_KINDS[kind].data.shape)).toEqual(expect.arrayContaining(used));
    }
  });

  it('puts codes into words at reading', () => {
    expect(timelineSentence('swap_resolved', { shipmentLineId: 'line-1', defect: 'dent' }, names)).toEqual({
      title: '差し替えました',
      detail: '桜皮の茶筒:へこみ',
    });
    const completed = { stage: 'pack', checks: 9, standards: [{ section: 'pack', version: 3 }] };
    expect(timelineSentence('stage_completed', completed, { ...names, locale: 'en' })).toEqual({
      title: '検品・梱包: completed',
      detail: '9 checks (pack v3)',
    });
  });

  it('keeps a packer’s own words about a defect, for staff', () => {
    const sentence = timelineSentence('swap_opened', { shipmentLineId: 'line-1', defect: '糸くず' }, names);
    expect(sentence.detail).toBe('桜皮の茶筒:糸くず');
  });

  it('leaves out a detail whose values are not there', () => {
    expect(timelineSentence('carrier_event', { state: 'in_transit' }, names)).toEqual({
      title: '配送会社:輸送中',
      detail: null,
    });
  });

  it('shows the code of a kind from a newer version', () => {
    expect(timelineSentence('drone_landed', {}, names)).toEqual({ title: 'drone_landed', detail: null });
  });

  it('names actors by their kind', () => {
    expect(actorText('station', 'en')).toBe('Station');
    expect(actorText('customer', 'ja')).toBe('お客さま');
  });
});
