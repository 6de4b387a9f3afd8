import { readOrdersCsv, writeOrdersCsv } from './orders-csv.js';

const HEADER = 'placed_at,rank,ship_by,carrier,minutes';

describe('orders as a CSV', () => {
  it('takes an order a line, with what is known of it', () => {
    const text = `${HEADER}\r\n2026-11-24T09:15:00+09:00,vip,2026-11-24T17:30:00+09:00,"Yamato, cool",6.5\r\n`;
    expect(readOrdersCsv(text)).toEqual({
      orders: [
        {
          placedAt: '2026-11-24T09:15:00+09:00',
          rank: 'vip',
          shipBy: '2026-11-24T17:30:00+09:00',
          carrier: 'Yamato, cool',
          minutes: 6.5,
        },
      ],
      problems: [],
    });
  });

  it('finds the columns by name, with a byte order mark and in any sequence', () => {
    const { orders } = readOrdersCsv('\uFEFFRank,placed_at\nstandard,2026-11-24T00:15:00Z\n\n');
    expect(orders).toEqual([
      { placedAt: '2026-11-24T00:15:00Z', rank: 'standard', shipBy: null, carrier: null, minutes: null },
    ]);
  });

  it('names each bad line and says what to do', () => {
    const { orders, problems } = readOrdersCsv(
      `${HEADER}\nyesterday,vip,,,\n2026-11-24T00:15:00Z,,,,-3\n2026-11-24T00:15:00Z,vip,,,,\n2026-11-24T00:15:00Z,vip\n`,
    );
    expect(orders).toHaveLength(1);
    expect(problems).toEqual([
      'line 2: placed_at must be a time with its offset, such as 2026-11-24T09:15:00+09:00',
      'line 3: rank must be a rank’s code, such as vip or standard; minutes must be empty or a number between 0.01 and 1440',
      'line 4: more fields than the header names; put a field with a comma in "quotes"',
    ]);
  });

  it('says what a header lacks, and when there are no orders', () => {
    expect(readOrdersCsv('when,rank\n').problems[0]).toContain('line 1: the header lacks placed_at');
    expect(readOrdersCsv(`${HEADER}\n`).problems).toEqual([
      'no orders: add one line an order below the header',
    ]);
  });

  it('reads what it writes', () => {
    const orders = [
      { placedAt: '2026-11-24T00:15:00Z', rank: 'a "b", c', shipBy: null, carrier: null, minutes: 5 },
      {
        placedAt: '2026-11-24T00:16:00Z',
        rank: 'vip',
        shipBy: '2026-11-24T08:00:00Z',
        carrier: 'north',
        minutes: null,
      },
    ];
    expect(readOrdersCsv(writeOrdersCsv(orders))).toEqual({ orders, problems: [] });
  });
});
