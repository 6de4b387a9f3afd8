import { whyNotReadable, whyNotWritable } from './preconditions.js';

const version = { etag: 'abc', modifiedAt: Date.UTC(2026, 0, 1, 12, 0, 0, 500) };
const SAME = 'Thu, 01 Jan 2026 12:00:00 GMT';
const BEFORE = 'Thu, 01 Jan 2026 11:59:59 GMT';

describe('reading on a condition', () => {
  it.each([
    [{}, null],
    [{ ifMatch: '"abc"' }, null],
    [{ ifMatch: '"x", "abc"' }, null],
    [{ ifMatch: '*' }, null],
    [{ ifMatch: '"x"' }, 'PreconditionFailed'],
    [{ ifNoneMatch: '"abc"' }, 'NotModified'],
    [{ ifNoneMatch: '"x"' }, null],
    [{ ifModifiedSince: SAME }, 'NotModified'],
    [{ ifModifiedSince: BEFORE }, null],
    [{ ifModifiedSince: 'nonsense' }, null],
    [{ ifUnmodifiedSince: SAME }, null],
    [{ ifUnmodifiedSince: BEFORE }, 'PreconditionFailed'],
    [{ ifMatch: '"abc"', ifUnmodifiedSince: BEFORE }, null],
    [{ ifNoneMatch: '"x"', ifModifiedSince: SAME }, null],
  ])('%j → %s', (conditions, expected) => {
    expect(whyNotReadable(conditions, version)).toBe(expected);
  });
});

describe('writing on a condition', () => {
  it.each([
    [{}, version, null],
    [{ ifNoneMatch: '*' }, undefined, null],
    [{ ifNoneMatch: '*' }, version, 'PreconditionFailed'],
    [{ ifNoneMatch: '"abc"' }, version, 'NotImplemented'],
    [{ ifMatch: '"abc"' }, version, null],
    [{ ifMatch: '"x"' }, version, 'PreconditionFailed'],
    [{ ifMatch: '"abc"' }, undefined, 'NoSuchKey'],
  ])('%j', (conditions, current, expected) => {
    expect(whyNotWritable(conditions, current)).toBe(expected);
  });
});
