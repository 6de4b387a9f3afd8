import { retentionFromDefault, whyNotDeletable, whyNotRetainable, type Retention } from './object-lock.js';

const NOW = Date.UTC(2026, 0, 1);
const DAY = 24 * 3600 * 1000;
const governed: Retention = { mode: 'GOVERNANCE', until: NOW + DAY };
const compliant: Retention = { mode: 'COMPLIANCE', until: NOW + DAY };

describe('deleting a version', () => {
  it('is free without a lock and after the retention', () => {
    expect(whyNotDeletable({ legalHold: false }, NOW, false)).toBeNull();
    expect(
      whyNotDeletable({ legalHold: false, retention: { ...compliant, until: NOW } }, NOW, false),
    ).toBeNull();
  });

  it('is refused under governance unless it is bypassed', () => {
    expect(whyNotDeletable({ legalHold: false, retention: governed }, NOW, false)).toBe(
      'governance retention',
    );
    expect(whyNotDeletable({ legalHold: false, retention: governed }, NOW, true)).toBeNull();
  });

  it('is refused under compliance, bypass or not', () => {
    expect(whyNotDeletable({ legalHold: false, retention: compliant }, NOW, true)).toBe(
      'compliance retention',
    );
  });

  it('is refused under a legal hold, bypass or not, whatever the retention', () => {
    expect(whyNotDeletable({ legalHold: true }, NOW, true)).toBe('legal hold');
    expect(whyNotDeletable({ legalHold: true, retention: { ...governed, until: 0 } }, NOW, true)).toBe(
      'legal hold',
    );
  });
});

describe('changing a retention', () => {
  const later = (retention: Retention): Retention => ({ ...retention, until: retention.until + DAY });
  const sooner = (retention: Retention): Retention => ({ ...retention, until: retention.until - 1 });

  it('may always make it stronger', () => {
    expect(whyNotRetainable(undefined, governed, NOW, false)).toBeNull();
    expect(whyNotRetainable(governed, later(governed), NOW, false)).toBeNull();
    expect(whyNotRetainable(governed, compliant, NOW, false)).toBeNull();
    expect(whyNotRetainable(compliant, later(compliant), NOW, false)).toBeNull();
  });

  it('may weaken governance only with the bypass', () => {
    expect(whyNotRetainable(governed, sooner(governed), NOW, false)).toBe('governance retention');
    expect(whyNotRetainable(governed, undefined, NOW, false)).toBe('governance retention');
    expect(whyNotRetainable(governed, undefined, NOW, true)).toBeNull();
  });

  it('may never weaken compliance', () => {
    expect(whyNotRetainable(compliant, sooner(compliant), NOW, true)).toBe('compliance retention');
    expect(whyNotRetainable(compliant, undefined, NOW, true)).toBe('compliance retention');
    expect(whyNotRetainable(compliant, later(governed), NOW, true)).toBe('compliance retention');
  });

  it('is free once it has run out', () => {
    expect(whyNotRetainable({ ...compliant, until: NOW }, undefined, NOW, false)).toBeNull();
  });
});

it('a default retention counts from the creation of the version', () => {
  expect(retentionFromDefault({ mode: 'GOVERNANCE', days: 2 }, NOW)).toEqual({
    mode: 'GOVERNANCE',
    until: NOW + 2 * DAY,
  });
});
