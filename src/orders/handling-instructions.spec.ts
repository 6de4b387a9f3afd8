import { instructionsOf, type InstructedOrder } from './handling-instructions.js';

const plain: InstructedOrder = {
  gift: false,
  noshi: null,
  wishes: [],
  lines: [
    { sku: 'WOD-CHA-200', nameJa: '桜皮の茶筒 200g', nameEn: 'Cherry-bark tea canister', engraving: null },
  ],
};

describe('handling instructions', () => {
  it('has none for a plain order', () => {
    expect(instructionsOf(plain)).toEqual([]);
  });

  it('names title, cord, names and placement of a noshi, and keeps prices out of a gift', () => {
    const instructions = instructionsOf({
      ...plain,
      gift: true,
      noshi: {
        kind: 'celebration',
        omotegaki: '御礼',
        mizuhiki: 'red_white_bow',
        nameLines: ['三枝'],
        placement: 'inner',
      },
    });
    expect(instructions.map(({ kind }) => kind)).toEqual(['noshi', 'no_prices']);
    expect(instructions[0]?.ja).toBe('のし:表書き「御礼」、紅白 蝶結び、名入れ「三枝」、内のし');
    expect(instructions[0]?.en).toBe(
      'Noshi: title "御礼", red and white bow, name "三枝", under the wrapping',
    );
  });

  it('keeps festive inserts out of a mourning order', () => {
    const instructions = instructionsOf({
      ...plain,
      noshi: {
        kind: 'mourning',
        omotegaki: '志',
        mizuhiki: 'black_white_knot',
        nameLines: ['本庄'],
        placement: 'inner',
      },
    });
    expect(instructions.map(({ kind }) => kind)).toEqual(['noshi', 'mourning']);
    expect(instructions[0]?.ja).toContain('のし印なし');
  });

  it('quotes the letters of an engraving, and leaves a wish in the customer’s words', () => {
    const [line] = plain.lines;
    const instructions = instructionsOf({
      ...plain,
      wishes: ['包みは緑のリボンで'],
      lines: [{ ...line!, engraving: '千尋' }],
    });
    expect(instructions).toEqual([
      {
        kind: 'engraving',
        ja: '名入れ(刻印):桜皮の茶筒 200gに「千尋」',
        en: 'Engraving: "千尋" on Cherry-bark tea canister',
        detail: { sku: 'WOD-CHA-200', text: '千尋' },
      },
      { kind: 'wish', ja: '包みは緑のリボンで', en: '包みは緑のリボンで', detail: {} },
    ]);
  });
});
