import { contrast, paletteOf } from './brand-palette.js';
import { carrierPage, printedNumber } from './carrier-links.js';
import { windowText } from './delivery-window.js';
import { reasonsFor } from './report.reasons.js';

describe('a brand’s colours', () => {
  it.each([
    [{ ink: '#22312B', paper: '#F7F4EC', accent: '#5B7A4B', seal: '#A63D2F' }],
    [{ ink: '#ffffff', paper: '#ffffff', accent: '#ffee00', seal: '#ffdddd' }],
    [{ ink: '#000000', paper: '#000000', accent: '#111111', seal: '#220000' }],
    [{ ink: '#888888', paper: '#777777', accent: '#808080', seal: '#7f7f7f' }],
    [{ ink: 'red', paper: '' }],
  ])('can be read whatever they are: %j', (colours) => {
    for (const palette of Object.values(paletteOf(colours))) {
      for (const ground of [palette.paper, palette.card, palette.tint]) {
        for (const text of [palette.ink, palette.soft, palette.accent, palette.seal]) {
          expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
        }
      }
      expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.onSeal, palette.seal)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('carriers', () => {
  it('have a page of their own for a number', () => {
    expect(carrierPage('yamato', '3012-0000-0010')).toBe(
      'https://jizen.kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id=301200000010',
    );
    expect(carrierPage('japan_post', 'RR473124829JP')).toContain('reqCodeNo1=RR473124829JP');
    expect(carrierPage('other', '301200000010')).toBeNull();
  });

  it('get no address made of anything but a number', () => {
    expect(carrierPage('sagawa', '1234"><script>')).toBeNull();
    expect(carrierPage('sagawa', '')).toBeNull();
  });

  it('print twelve digits in fours', () => {
    expect(printedNumber('301200000010')).toBe('3012-0000-0010');
    expect(printedNumber('RR473124829JP')).toBe('RR473124829JP');
  });
});

describe('delivery windows', () => {
  it('are read in both languages, and left alone when unknown', () => {
    expect(windowText('午前中', 'en')).toBe('in the morning');
    expect(windowText('14時〜16時', 'en')).toBe('14:00–16:00');
    expect(windowText('14-16', 'ja')).toBe('14時〜16時');
    expect(windowText('夜間', 'en')).toBe('夜間');
    expect(windowText(null, 'ja')).toBeNull();
  });
});

describe('reasons for a report', () => {
  const link = {
    gift: false,
    audience: 'orderer',
    shipment_state: 'planned',
    carrier_state: 'pending',
    flags: [],
  } as const;
  const reasons = (over: object) => reasonsFor({ ...link, flags: [], ...over });

  it('are those that can be true by now', () => {
    expect(reasons({})).toEqual(['late', 'other']);
    expect(reasons({ shipment_state: 'handed_over' })).toEqual(['not_received', 'late', 'other']);
    expect(reasons({ shipment_state: 'delivered', flags: ['chilled'] })).toEqual(
      expect.arrayContaining(['delivered_not_found', 'damaged', 'temperature']),
    );
    expect(reasons({ shipment_state: 'delivered' })).not.toContain('engraving_wrong');
  });

  it('never lead a gift’s recipient to prices, nor a customer to what is for staff', () => {
    const recipient = reasons({ shipment_state: 'delivered', gift: true, audience: 'recipient' });
    expect(recipient).not.toContain('price_shown');
    expect(reasons({ shipment_state: 'delivered', gift: true })).toContain('price_shown');
    for (const list of [recipient, reasons({ shipment_state: 'delivered' })]) {
      expect(list).not.toContain('return_differs');
      expect(list).not.toContain('unauthorised');
    }
  });
});
