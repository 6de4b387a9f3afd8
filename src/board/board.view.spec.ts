import { sentenceOf } from './board.view.js';

const moment = { timeZone: 'Asia/Tokyo', day: '2026-11-24', people: 4 };
const counts = { left: 42, toDo: 40, inWork: 2, atRisk: 6, late: 0, waiting: 0, held: 0, done: 3 };
const told = {
  ...{ carrier: 'yamato' as const, pickupAt: new Date('2026-11-24T08:30:00Z') },
  ...{ counts, minutesToGo: 72, peopleMissing: 1 },
};

describe('the sentence of a truck', () => {
  it('says what is left, how long there is, and who won’t make it with whom', () => {
    expect(sentenceOf(told, moment)).toEqual({
      en: 'Yamato 17:30: 42 left, 1:12 to go, 6 won’t make it with 4 people (1 more needed)',
      ja: expect.stringMatching(/^ヤマト運輸 17:30.残り42件、あと1時間12分、4人では6件が間に合いません/),
    });
  });

  it.each([
    ['all will make it with 4 people', { counts: { ...counts, atRisk: 0 } }],
    ['nothing left to do, 3 done', { counts: { ...counts, left: 0, atRisk: 0 } }],
    ['nothing left to do but what is held (2)', { counts: { ...counts, left: 0, held: 2, atRisk: 0 } }],
    ['nothing to do yet', { counts: { ...counts, left: 0, done: 0, waiting: 5 } }],
    ['has left; 42 parcels missed it', { minutesToGo: -1 }],
    ['has left with everything that was ready', { minutesToGo: -1, counts: { ...counts, left: 0 } }],
  ])('says: %s', (words, changed) => {
    expect(sentenceOf({ ...told, ...changed }, moment).en).toContain(words);
  });

  it('says that nobody is at work, and which day a truck of another day leaves', () => {
    expect(sentenceOf(told, { ...moment, people: 0 }).en).toContain('nobody is at work (1 needed)');
    expect(sentenceOf(told, { ...moment, day: '2026-11-23' }).en).toMatch(/^Yamato tomorrow 17:30: /);
    expect(sentenceOf(told, { ...moment, day: '2026-11-22' }).ja).toMatch(/^ヤマト運輸 11月24日\(火\) 17:30/);
  });
});
