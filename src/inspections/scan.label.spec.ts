import { waybillFacts } from '../../test/factories/task-facts.js';
import { couldBeLabel } from './scan.label.js';

const yamato = { carrier: 'yamato', waybills: [] };

describe('a text that may have come from an address label', () => {
  it.each([
    ['twelve digits', '301200000010'],
    ['a wrong check digit', '3012-0000-0018'],
    ['NW-7 letters', 'A301200000010B'],
    ['a lost digit', '30120000001'],
    ['one digit too many', '3012000000105'],
    ['full width', '３０１２ー００００ー００１０'],
    ['S10', 'EE123456785JP'],
    ['S10, misread', 'EE12345678JP'],
    ['an SSCC', '(00)340123450000000018'],
    ["a carrier's two-dimensional code", 'https://label.example/t?n=3012-0000-0010'],
  ])('is one with %s', (_, code) => expect(couldBeLabel(code, yamato)).toBe(true));

  it.each([
    ['an SKU', 'WOD-CHA-200'],
    ['a badge', 'EMP-00417'],
    ['an address of a page', 'https://example.com/hanako'],
    ['nothing', ''],
  ])('is not %s', (_, code) => expect(couldBeLabel(code, yamato)).toBe(false));

  it('is any number where the carrier has numbers of any form, or is not known', () => {
    const courier = waybillFacts('COURIER-1', { carrier: 'other' });
    for (const task of [
      { carrier: 'other', waybills: [] },
      { carrier: null, waybills: [] },
      { carrier: 'yamato', waybills: [courier] },
    ]) {
      expect(couldBeLabel('COURIER-778812', task)).toBe(true);
    }
    expect(couldBeLabel('COURIER-778812', yamato)).toBe(false);
  });
});
