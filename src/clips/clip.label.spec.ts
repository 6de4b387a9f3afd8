import { LABEL_MARGIN_MS, labelAtMs } from './clip.label.js';

const startedAt = new Date('2026-12-01T03:00:00Z');
const at = (ms: number) => new Date(startedAt.getTime() + ms);

describe('the end of what a customer may see', () => {
  it('is open while no label was near', () => {
    expect(labelAtMs({ startedAt, marks: [{ kind: 'scan', atMs: 500 }], waybillScans: [] })).toBeNull();
  });

  it('comes a margin before the first waybill scan', () => {
    const end = labelAtMs({ startedAt, marks: [], waybillScans: [at(60_000), at(42_000)] });
    expect(end).toBe(42_000 - LABEL_MARGIN_MS);
  });

  it('comes before the label mark when that is earlier than any scan', () => {
    const end = labelAtMs({
      startedAt,
      marks: [{ kind: 'label', atMs: 20_000 }],
      waybillScans: [at(42_000)],
    });
    expect(end).toBe(20_000 - LABEL_MARGIN_MS);
  });

  it('leaves nothing when the label was there within the first moments', () => {
    expect(labelAtMs({ startedAt, marks: [{ kind: 'label', atMs: 900 }], waybillScans: [] })).toBe(0);
  });

  it('leaves nothing when the waybill was scanned before the clip began', () => {
    expect(labelAtMs({ startedAt, marks: [], waybillScans: [at(-30_000)] })).toBe(0);
  });
});
