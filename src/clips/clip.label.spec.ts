import { LABEL_MARGIN_MS, labelAtMs } from './clip.label.js';

describe('the end of what a customer may see', () => {
  it('is open while no label was near', () => {
    expect(labelAtMs({ marks: [{ kind: 'scan', atMs: 500 }], sightMs: null })).toBeNull();
  });

  it('comes a margin before the first scan of a label', () => {
    expect(labelAtMs({ marks: [], sightMs: 42_000 })).toBe(42_000 - LABEL_MARGIN_MS);
  });

  it('comes before the label mark when that is earlier than any scan', () => {
    const marks = [
      { kind: 'label' as const, atMs: 30_000 },
      { kind: 'label' as const, atMs: 20_000 },
    ];
    expect(labelAtMs({ marks, sightMs: 42_000 })).toBe(20_000 - LABEL_MARGIN_MS);
  });

  it('leaves nothing when the label was there within the first moments', () => {
    expect(labelAtMs({ marks: [{ kind: 'label', atMs: 900 }], sightMs: null })).toBe(0);
  });

  it('leaves nothing when the label was scanned before the clip began', () => {
    expect(labelAtMs({ marks: [], sightMs: -30_000 })).toBe(0);
  });
});
