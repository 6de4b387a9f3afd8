import {
  gs1CheckDigit,
  hasGs1CheckDigit,
  hasMod7CheckDigit,
  hasS10CheckDigit,
  mod7CheckDigit,
  toHalfWidth,
} from './barcode.checkdigits.js';

describe('check digits', () => {
  it('computes mod 7 over the first eleven digits of a Japanese waybill', () => {
    expect(mod7CheckDigit('12345678901')).toBe(3);
    expect(mod7CheckDigit('20096118543')).toBe(4);
    expect(hasMod7CheckDigit('200961185434')).toBe(true);
    expect(hasMod7CheckDigit('200961185435')).toBe(false);
  });

  it('knows the waybill numbers of the three carriers', () => {
    const valid = ['301200000010', '301200000021', '301200000135', '405500000216', '609100000316'];
    expect(valid.filter((number) => !hasMod7CheckDigit(number))).toEqual([]);
  });

  it('finds every single wrong digit of a GTIN', () => {
    const gtin = '2026010101016';
    expect(hasGs1CheckDigit(gtin)).toBe(true);
    for (let index = 0; index < gtin.length; index += 1) {
      const wrong = (Number(gtin[index]) + 1) % 10;
      expect(hasGs1CheckDigit(`${gtin.slice(0, index)}${wrong}${gtin.slice(index + 1)}`)).toBe(false);
    }
  });

  it('uses the same mod 10 for GTIN-8, 12, 13, 14 and SSCC', () => {
    expect(gs1CheckDigit('9638507')).toBe(4);
    expect(hasGs1CheckDigit('036000291452')).toBe(true);
    expect(hasGs1CheckDigit('4006381333931')).toBe(true);
    expect(hasGs1CheckDigit('10614141000415')).toBe(true);
    expect(hasGs1CheckDigit('095287654321012346')).toBe(true);
  });

  it('checks UPU S10 numbers', () => {
    expect(hasS10CheckDigit('RR473124829JP')).toBe(true);
    expect(hasS10CheckDigit('RR473124828JP')).toBe(false);
    expect(hasS10CheckDigit('RR47312482JP')).toBe(false);
  });

  it('reads what a scanner types while a Japanese input method is on', () => {
    expect(toHalfWidth(' 3012ー0000ー0010 ')).toBe('3012-0000-0010');
    expect(toHalfWidth('a301200000010a')).toBe('A301200000010A');
  });
});
