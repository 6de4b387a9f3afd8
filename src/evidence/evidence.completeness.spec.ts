import {
  completenessOf,
  isProven,
  type StageClip,
  type StageEvidence,
  unrecordedStages,
} from './evidence.completeness.js';

const film = (more: Partial<StageClip> = {}): StageClip => ({
  ...{ kind: 'film', state: 'completed', overtaken: false },
  ...more,
});
const stage = (more: Partial<StageEvidence> = {}): StageEvidence => ({
  ...{ stage: 'pack', evidence: 'film', done: true, clips: [], waived: false },
  ...more,
});

describe('the evidence of a stage', () => {
  it.each(['completed', 'stored', 'sealed'] as const)('is there with a film that is %s', (state) => {
    expect(isProven(stage({ clips: [film({ state })] }))).toBe(true);
  });

  it.each<[string, StageClip[]]>([
    ['there is none', []],
    ['it still uploads', [film({ state: 'recording' })]],
    ['it was given up', [film({ state: 'abandoned' })]],
    ['another station has overtaken it', [film({ overtaken: true })]],
    ['there are only pictures', [film({ kind: 'still' })]],
  ])('is missing as long as %s', (_, clips) => {
    expect(isProven(stage({ clips }))).toBe(false);
  });

  it('counts when another take beside an overtaken one is whole', () => {
    expect(isProven(stage({ clips: [film({ overtaken: true }), film()] }))).toBe(true);
  });

  it('may be a film where a picture would do', () => {
    expect(isProven(stage({ evidence: 'still', clips: [film()] }))).toBe(true);
    expect(isProven(stage({ evidence: 'still', clips: [film({ kind: 'still' })] }))).toBe(true);
  });

  it('is the log of scans itself where no more is asked, once the stage is done', () => {
    expect(isProven(stage({ evidence: 'scan_log' }))).toBe(true);
    expect(isProven(stage({ evidence: 'scan_log', done: false }))).toBe(false);
  });
});

describe('the evidence of a shipment', () => {
  const pick = stage({ stage: 'pick', evidence: 'scan_log' });
  const packed = stage({ clips: [film()] });
  const ship = stage({ stage: 'ship', evidence: 'still' });

  it('is complete when no stage lacks any', () => {
    const shown = { ...ship, clips: [film({ kind: 'still' })] };
    expect(completenessOf([pick, packed, shown])).toEqual({ verdict: 'complete', missing: [], waived: [] });
    expect(completenessOf([]).verdict).toBe('complete');
  });

  it('is missing, with the stages that lack it', () => {
    expect(completenessOf([pick, stage(), ship])).toEqual({
      ...{ verdict: 'missing', missing: ['pack', 'ship'], waived: [] },
    });
  });

  it('is waived when somebody has waived all that is missing, and missing when only a part', () => {
    const waived = { ...ship, waived: true };
    expect(completenessOf([pick, packed, waived])).toEqual({
      ...{ verdict: 'waived', missing: [], waived: ['ship'] },
    });
    expect(completenessOf([stage(), waived]).verdict).toBe('missing');
    expect(completenessOf([pick, { ...packed, waived: true }]).verdict).toBe('complete');
  });
});

describe('at the label', () => {
  it('only a stage is told of that nobody has begun to record', () => {
    const begun = stage({ clips: [film({ state: 'recording' })] });
    expect(
      unrecordedStages([begun, stage({ stage: 'wrap' }), stage({ stage: 'pick', evidence: 'scan_log' })]),
    ).toEqual(['wrap']);
    expect(unrecordedStages([stage({ waived: true })])).toEqual([]);
    expect(unrecordedStages([stage({ clips: [film({ state: 'abandoned' })] })])).toEqual(['pack']);
    expect(unrecordedStages([stage({ clips: [film({ overtaken: true })] })])).toEqual(['pack']);
  });
});
