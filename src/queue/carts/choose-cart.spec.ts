import { type CartCandidate, chooseCart, withinLimit } from './choose-cart.js';

const at = (minute: number, zone: string | null = null, band: 0 | 1 = 1): CartCandidate => ({
  ...{ id: `${band}-${minute}-${zone ?? ''}`, band, placeAt: minute * 60_000, zone },
});

describe('a picking trip', () => {
  const line = [at(0, 'A'), at(5, 'B'), at(10, 'A'), at(20, 'B'), at(30, 'A'), at(200, 'A')];
  const ids = (...places: number[]) => places.map((place) => line[place]?.id);

  it('takes the line as it is when it may not bend', () => {
    expect(chooseCart(line, { size: 3, bendMinutes: 0 })).toEqual({
      ids: ids(0, 1, 2),
      passedOver: [0, 0, 0],
    });
  });

  it('stays in the zone of the most urgent order within the limit, and says what it left behind', () => {
    const cart = chooseCart(line, { size: 3, bendMinutes: 30 });
    expect(cart).toEqual({ ids: ids(0, 2, 4), passedOver: [0, 1, 2] });
  });

  it('never takes what stands further behind an order left behind than the limit', () => {
    // 200 is 195 minutes behind the first that was left: the rest of the cart is filled in the order of the line.
    expect(chooseCart(line, { size: 4, bendMinutes: 30 }).ids).toEqual(ids(0, 1, 2, 4));
  });

  it('leaves nothing behind whose truck is nearly out of time', () => {
    const urgent = [at(0, 'A', 0), at(1, 'B', 0), at(2, 'A')];
    expect(chooseCart(urgent, { size: 2, bendMinutes: 60 }).ids).toEqual(['0-0-A', '0-1-B']);
  });

  it('is as long as the line when that is shorter than the cart, and empty for an empty line', () => {
    expect(chooseCart(line, { size: 50, bendMinutes: 10 }).ids).toHaveLength(6);
    expect(chooseCart([], { size: 5, bendMinutes: 10 })).toEqual({ ids: [], passedOver: [] });
  });

  it('bends by no more than the limit on random lines', () => {
    let seed = 7;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 500; round += 1) {
      const many = Array.from({ length: 40 }, () =>
        at(Math.floor(random() * 300), 'ABC'[Math.floor(random() * 3)] ?? null, random() < 0.1 ? 0 : 1),
      )
        .map((one, n) => ({ ...one, id: String(n) }))
        .sort((x, y) => x.band - y.band || x.placeAt - y.placeAt);
      const bendMinutes = Math.floor(random() * 60);
      const cart = chooseCart(many, { size: 1 + Math.floor(random() * 20), bendMinutes });
      const taken = many.filter(({ id }) => cart.ids.includes(id));
      const left = many.filter(({ id }) => !cart.ids.includes(id));
      const last = taken.at(-1);
      const before = left.filter((one) => last && many.indexOf(one) < many.indexOf(last));
      expect(before.every(({ band }) => band === 1)).toBe(true);
      for (const one of before) {
        expect((last?.placeAt ?? 0) - one.placeAt).toBeLessThanOrEqual(bendMinutes * 60_000);
      }
    }
  });
});

describe('what a station asks for', () => {
  const wish = { size: 8, bendMinutes: 60 };

  it('holds within what the warehouse allows at the stage', () => {
    expect(withinLimit(wish, { orders: 6, bendMinutes: 10 })).toEqual({ size: 6, bendMinutes: 10 });
    expect(withinLimit(wish, { orders: 20, bendMinutes: 90 })).toEqual(wish);
  });

  it('bends nothing where the warehouse has stated no limit', () => {
    expect(withinLimit(wish, undefined)).toEqual({ size: 8, bendMinutes: 0 });
  });
});
