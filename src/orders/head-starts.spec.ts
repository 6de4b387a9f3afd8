import { headStartIn } from '../shipments/head-start.js';
import { HeadStarts, type ShareFacts } from './head-starts.js';

const noon = new Date('2026-12-01T03:00:00Z');
const plus = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

describe('the head start of an order', () => {
  it('is measured against the warehouse’s standard lead, whatever its own brand’s default is', () => {
    const leads = { standardLead: 1440, capMinutes: null };
    expect(headStartIn(leads, 1440)).toEqual({ leadMinutes: 1440, headStartMinutes: 0, limit: null });
    expect(headStartIn(leads, 0)).toEqual({ leadMinutes: 0, headStartMinutes: 1440, limit: null });
    expect(headStartIn(leads, 2000)).toEqual({ leadMinutes: 2000, headStartMinutes: 0, limit: null });
  });

  it('is capped by the warehouse, for a default rank no less than for any other', () => {
    const capped = { leadMinutes: 1380, headStartMinutes: 60, limit: 'warehouse_cap' };
    for (const lead of [0, 720, 1379]) {
      expect(headStartIn({ standardLead: 1440, capMinutes: 60 }, lead)).toEqual(capped);
    }
    expect(headStartIn({ standardLead: 1440, capMinutes: 60 }, 1380)).toEqual({ ...capped, limit: null });
  });
});

describe('an order that comes later', () => {
  it('goes first only within the cap and with a longer head start, whatever leads the brands choose', () => {
    const defaults = [0, 300, 900, 1440];
    const leads = { standardLead: Math.max(...defaults), capMinutes: 60 };
    const ranks = [0, 30, 299, 300, 840, 1379, 1380, 1381, 1440].map((lead) => headStartIn(leads, lead));
    for (const mine of ranks) {
      for (const theirs of ranks) {
        const gap = mine.leadMinutes - theirs.leadMinutes;
        expect(gap).toBeLessThanOrEqual(60);
        expect(gap).toBe(theirs.headStartMinutes - mine.headStartMinutes);
      }
    }
  });
});

describe('a brand’s share of the head starts', () => {
  // One station, ten minutes a shipment: half of an hour's head start is three shipments.
  const facts: ShareFacts = { share: 0.5, stations: 1, shipmentSec: 600, arrivals: new Map() };
  const leads = { standardLead: 1440, capMinutes: 60 };
  const standard = { leadMinutes: 720 };
  const vip = { leadMinutes: 360 };
  const granted = (of: HeadStarts, rank: typeof vip, at: Date, shipments = 1) =>
    of.grant(rank, at, shipments).headStartMinutes;

  it('is taken by its default rank too where that has a head start', () => {
    const own = new HeadStarts([standard, vip], leads, facts);
    expect([0, 1, 2, 3].map((minute) => granted(own, standard, plus(minute)))).toEqual([60, 60, 60, 0]);
    expect(own.grant(vip, plus(4), 1)).toEqual({
      ...{ leadMinutes: 1440, headStartMinutes: 0, limit: 'brand_share' },
    });
    expect(granted(own, vip, plus(60))).toBe(60);
  });

  it('lets everybody pass who has none to take', () => {
    const own = new HeadStarts([{ leadMinutes: 1440 }, vip], leads, { ...facts, share: 0 });
    expect(own.grant({ leadMinutes: 1440 }, noon, 5).limit).toBeNull();
    expect(granted(own, vip, noon)).toBe(0);
  });

  it('counts a raised order once, and never puts it back', () => {
    const own = new HeadStarts([standard, vip], { ...leads, capMinutes: null }, { ...facts, share: 1 / 108 });
    const held = own.grant(standard, noon, 1);
    expect(held.headStartMinutes).toBe(720);
    expect(granted(own, standard, plus(1))).toBe(0);
    expect(own.raise(held, vip, noon, 1)).toMatchObject({ headStartMinutes: 1080, limit: null });
    const limited = { leadMinutes: 1440, headStartMinutes: 0, limit: 'brand_share' as const };
    expect(own.raise(limited, vip, plus(2), 1)).toEqual(limited);
    expect(own.raise(null, vip, plus(2), 1)).toEqual(limited);
    const before = { leadMinutes: 300, headStartMinutes: 0, limit: null };
    expect(own.raise(before, vip, plus(2), 1)).toEqual(before);
  });
});
