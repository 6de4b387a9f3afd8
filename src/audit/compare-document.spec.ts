import { differingEntries, differingMembers, parseDocument, textAt } from './compare-document.js';

const signedAt = new Date('2026-11-30T10:00:00.000Z');
const earlier = new Date('2026-11-30T09:00:00.000Z');
const row = (id: string, code = '49', recordedAt = earlier) => ({ entry: { id, code, atMs: 5 }, recordedAt });

describe('members that differ', () => {
  it.each([
    ['nothing', { a: 1, b: { c: null } }, { a: 1, b: { c: null } }, []],
    ['what the document says beyond', { a: 1 }, { a: 1, later: true }, []],
    ['a member deep inside', { clip: { take: 1 } }, { clip: { take: 2 } }, ['clip.take']],
    ['one that the document lacks', { a: null }, {}, ['a']],
    ['a list of another order', { marks: [1, 2] }, { marks: [2, 1] }, ['marks']],
    ['a list that is longer', { marks: [{ a: 1 }] }, { marks: [{ a: 1 }, { a: 2 }] }, ['marks']],
    ['an entry of a list that says more', { marks: [{ a: 1 }] }, { marks: [{ a: 1, b: 2 }] }, ['marks']],
    ['a text in place of members', { clip: { id: 'x' } }, { clip: 'x' }, ['clip']],
  ])('are told by path: %s', (_, expected, document, paths) => {
    expect(differingMembers(expected, document)).toEqual(paths);
  });
});

describe('entries that differ', () => {
  const signed = (...entries: { id: string; code: string; atMs?: number }[]) => ({ entries, signedAt });

  it('are those that rows no longer have', () => {
    expect(differingEntries('scans', [], signed({ id: 's1', code: '49', atMs: 5 }))).toEqual(['scans[s1]']);
  });

  it('are those that say something else', () => {
    expect(differingEntries('scans', [row('s1', '50')], signed({ id: 's1', code: '49', atMs: 5 }))).toEqual([
      'scans[s1].code',
    ]);
  });

  it('are those that came later but claim to have been there; what is late is not wrong', () => {
    expect(differingEntries('scans', [row('s1')], signed())).toEqual(['scans[s1]']);
    expect(differingEntries('scans', [row('s1', '49', new Date(signedAt.getTime() + 1))], signed())).toEqual(
      [],
    );
  });

  it('have a place in the film only where the document has one', () => {
    expect(differingEntries('scans', [row('s1')], signed({ id: 's1', code: '49' }))).toEqual([]);
    expect(differingEntries('scans', [row('s1')], signed({ id: 's1', code: '49', atMs: 6 }))).toEqual([
      'scans[s1].atMs',
    ]);
  });
});

describe('a document', () => {
  it('is read member by member, and is nothing when it is no object', () => {
    const document = parseDocument(Buffer.from('{"clip":{"id":"c1"},"n":1}'));
    expect(
      document && [textAt(document, 'clip.id'), textAt(document, 'n'), textAt(document, 'clip.x.y')],
    ).toEqual(['c1', undefined, undefined]);
    expect([parseDocument(Buffer.from('[1]')), parseDocument(Buffer.from('{'))]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
