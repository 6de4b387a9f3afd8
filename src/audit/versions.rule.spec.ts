import { judgeVersion, readEvidenceKey } from './versions.rule.js';

const version = (overrides: object = {}) => ({
  ...{ key: 'k', versionId: 'v1', isLatest: true, deleteMarker: false, bytes: 1, lastModified: new Date(0) },
  ...overrides,
});
const named = new Map([['k', new Set(['v1'])]]);

describe('a version in storage', () => {
  it.each([
    ['is the one that is named', {}, undefined],
    ['is named and no longer the newest', { isLatest: false }, undefined],
    ['is newer than the one that is named', { versionId: 'v2' }, 'object_overwritten'],
    ['hides the one that is named', { versionId: 'v2', deleteMarker: true }, 'object_hidden'],
    ['lies below the one that is named', { versionId: 'v0', isLatest: false }, 'orphan'],
    ['is of an object that nobody names', { key: 'other' }, 'orphan'],
    ['hides an object that nobody names', { key: 'other', deleteMarker: true }, undefined],
  ])('%s', (_, overrides, code) => {
    expect(judgeVersion(version(overrides), named)).toBe(code);
  });
});

describe('a key of evidence', () => {
  const brand = '01a22bfb-39b9-720f-b802-120f938154c6';
  const clip = '01a22bfb-3938-7612-a61b-93a5754f6fa6';

  it('names brand, clip and, for documents and renditions, the digest', () => {
    const digest = 'ab'.repeat(32);
    expect(readEvidenceKey(`${brand}/${clip}/original`)).toEqual({ brandId: brand, subjectId: clip });
    expect(readEvidenceKey(`${brand}/${clip}/${digest}.x.json.sig`)).toEqual({
      brandId: brand,
      subjectId: clip,
      sha256: digest,
    });
  });

  it.each(['keys/00.pem', 'tile/0/000', `${brand}/x`])('is not %s', (key) => {
    expect(readEvidenceKey(key)).toBeUndefined();
  });
});
