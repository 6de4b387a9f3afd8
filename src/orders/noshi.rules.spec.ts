import { hasNoshiMark, NOSHI_KINDS, whyNotAllowed } from './noshi.rules.js';
import type { Noshi } from './orders.contract.js';

const thanks: Noshi = {
  kind: 'celebration',
  omotegaki: '御礼',
  mizuhiki: 'red_white_bow',
  nameLines: ['三枝'],
  placement: 'inner',
};

describe('noshi', () => {
  it('allows every title with the cord of its kind', () => {
    const refused = Object.entries(NOSHI_KINDS).flatMap(([kind, { omotegaki, mizuhiki }]) =>
      omotegaki.flatMap((title) =>
        mizuhiki.map((cord) =>
          whyNotAllowed({ ...thanks, kind: kind as Noshi['kind'], omotegaki: title, mizuhiki: cord }),
        ),
      ),
    );
    expect(refused).toHaveLength(21);
    expect(refused.every((refusal) => refusal === null)).toBe(true);
  });

  it('refuses a bow on a wedding gift', () => {
    expect(whyNotAllowed({ ...thanks, kind: 'wedding', omotegaki: '寿' })).toMatchObject({
      field: 'mizuhiki',
    });
  });

  it('refuses a festive cord and a festive title on a mourning gift', () => {
    expect(whyNotAllowed({ ...thanks, kind: 'mourning', omotegaki: '志' })).toMatchObject({
      field: 'mizuhiki',
    });
    expect(whyNotAllowed({ ...thanks, kind: 'mourning', mizuhiki: 'black_white_knot' })).toMatchObject({
      field: 'omotegaki',
    });
  });

  it('refuses titles that are not in the table', () => {
    expect(whyNotAllowed({ ...thanks, omotegaki: 'ありがとう' })).toMatchObject({ field: 'omotegaki' });
  });

  it('takes up to three names and advises 有志一同 beyond', () => {
    expect(whyNotAllowed({ ...thanks, nameLines: ['三枝', '高瀬', '久世'] })).toBeNull();
    expect(whyNotAllowed({ ...thanks, nameLines: ['三枝', '高瀬', '久世', '伊佐'] })?.advice).toContain(
      '有志一同',
    );
  });

  it('writes a reading only beside a newborn’s name', () => {
    expect(whyNotAllowed({ ...thanks, furigana: 'さえぐさ' })).toMatchObject({ field: 'furigana' });
    expect(
      whyNotAllowed({ ...thanks, omotegaki: '出産内祝', nameLines: ['結'], furigana: 'ゆい' }),
    ).toBeNull();
  });

  it('leaves the mark out for the sick and the dead', () => {
    expect(hasNoshiMark(thanks)).toBe(true);
    expect(
      hasNoshiMark({ ...thanks, kind: 'sympathy', omotegaki: '御見舞', mizuhiki: 'red_white_knot_5' }),
    ).toBe(false);
    expect(hasNoshiMark({ ...thanks, kind: 'mourning', omotegaki: '志', mizuhiki: 'black_white_knot' })).toBe(
      false,
    );
  });
});
