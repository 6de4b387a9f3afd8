import {
  consistencyRanges,
  inclusionRanges,
  provesConsistency,
  provesInclusion,
  type Range,
  subtreesOf,
} from './merkle-proofs.js';
import { EMPTY_ROOT, leafHash, nodeHash, rootOf } from './merkle-tree.js';

const hex = (text: string) => Buffer.from(text, 'hex');

// The vectors of Certificate Transparency's reference implementation, also known to Go's and Trillian's.
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = ENTRIES.map((entry) => leafHash(hex(entry)));

/** The definitions of RFC 6962 word by word, on the leaves themselves. */
function naiveRoot(of: readonly Buffer[]): Buffer {
  const [only] = of;
  if (!only) return EMPTY_ROOT;
  if (of.length === 1) return only;
  const k = 2 ** Math.floor(Math.log2(of.length - 1));
  return nodeHash(naiveRoot(of.slice(0, k)), naiveRoot(of.slice(k)));
}

const hashOf = (of: readonly Buffer[], { start, end }: Range) => naiveRoot(of.slice(start, end));
const inclusionOf = (of: readonly Buffer[], index: number) =>
  inclusionRanges(index, of.length).map((range) => hashOf(of, range));
const consistencyOf = (of: readonly Buffer[], from: number) =>
  consistencyRanges(from, of.length).map((range) => hashOf(of, range));

describe('the tree of RFC 6962', () => {
  it('has the known roots', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(rootOf([])).toEqual(EMPTY_ROOT);
    expect(ROOTS.map((_, at) => rootOf(leaves.slice(0, at + 1)).toString('hex'))).toEqual(ROOTS);
  });

  it.each([
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('has the known proof of entry %i among %i', (index, size, proof) => {
    expect(inclusionOf(leaves.slice(0, size), index).map((hash) => hash.toString('hex'))).toEqual(proof);
  });

  it.each([
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('has the known proof that %i entries are the first of %i', (from, to, proof) => {
    expect(consistencyOf(leaves.slice(0, to), from).map((hash) => hash.toString('hex'))).toEqual(proof);
  });
});

describe('proofs of every tree up to 20 entries', () => {
  const many = Array.from({ length: 20 }, (_, at) => leafHash(Buffer.from(`entry ${at}`)));
  const trees = many.map((_, at) => many.slice(0, at + 1));

  it('show each entry at its own place and no other', () => {
    for (const tree of trees) {
      const [size, root] = [tree.length, rootOf(tree)];
      expect(root).toEqual(naiveRoot(tree));
      for (const [index, leaf] of tree.entries()) {
        const proof = inclusionOf(tree, index);
        expect(provesInclusion({ index, size, leaf, proof, root })).toBe(true);
        const other = tree[(index + 1) % size] ?? leaf;
        expect(provesInclusion({ index, size, leaf: other, proof, root })).toBe(size === 1);
        expect(provesInclusion({ index: index + 1, size, leaf, proof, root })).toBe(false);
        expect(provesInclusion({ index, size, leaf, proof: [...proof, leaf], root })).toBe(false);
        expect(provesInclusion({ index, size, leaf, proof: proof.slice(1), root })).toBe(proof.length === 0);
      }
    }
  });

  it('show each smaller tree as the beginning, and none with another entry in it', () => {
    for (const tree of trees) {
      for (let from = 0; from <= tree.length; from += 1) {
        const proof = consistencyOf(tree, from);
        const told = {
          from,
          to: tree.length,
          fromRoot: rootOf(tree.slice(0, from)),
          toRoot: rootOf(tree),
          proof,
        };
        expect(provesConsistency(told)).toBe(true);
        expect(provesConsistency({ ...told, fromRoot: leafHash(Buffer.from('forged')) })).toBe(false);
        expect(provesConsistency({ ...told, proof: [...proof, EMPTY_ROOT] })).toBe(false);
        if (from > 0) expect(provesConsistency({ ...told, toRoot: EMPTY_ROOT })).toBe(false);
        if (proof.length > 0) expect(provesConsistency({ ...told, proof: proof.slice(1) })).toBe(false);
      }
    }
  });

  it('are refused for a tree that has shrunk', () => {
    const root = rootOf(many);
    expect(provesConsistency({ from: 20, to: 19, fromRoot: root, toRoot: root, proof: [] })).toBe(false);
  });
});

describe('a range of a proof', () => {
  it('is made of complete subtrees, the largest first', () => {
    expect(subtreesOf({ start: 0, end: 11 })).toEqual([
      { level: 3, index: 0 },
      { level: 1, index: 4 },
      { level: 0, index: 10 },
    ]);
    expect(subtreesOf({ start: 8, end: 11 })).toEqual([
      { level: 1, index: 4 },
      { level: 0, index: 10 },
    ]);
    expect(subtreesOf({ start: 0, end: 0 })).toEqual([]);
  });

  it('is known without bit operators, beyond 2^32 entries', () => {
    const size = 2 ** 40 + 3;
    expect(inclusionRanges(2 ** 40 + 1, size)).toEqual([
      { start: 2 ** 40, end: 2 ** 40 + 1 },
      { start: 2 ** 40 + 2, end: size },
      { start: 0, end: 2 ** 40 },
    ]);
    expect(subtreesOf({ start: 0, end: size })[0]).toEqual({ level: 40, index: 0 });
  });
});
