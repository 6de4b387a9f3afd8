import { poolKeyOf, type PoolRules, requirementsOf, serves } from './pool-key.js';

const rules: PoolRules = {
  poolBy: ['zone', 'temperature', 'skill'],
  zones: [
    { code: 'A', shelfPrefixes: ['A-'] },
    { code: 'A-loft', shelfPrefixes: ['A-9'] },
    { code: 'R', shelfPrefixes: ['R-'] },
  ],
  skills: [{ code: 'engraving', flags: ['engraving'] }],
};
const tea = { isFirstStage: true, temperature: 'ambient', flags: [], shelves: ['A-01-1', 'A-02-3'] };
const everything = { zones: null, temperatures: null, skills: null };

describe('the pool of a task', () => {
  it('is the one pool of the warehouse unless the warehouse separates its pools', () => {
    expect(poolKeyOf({ ...rules, poolBy: [] }, { ...tea, temperature: 'chilled' })).toBe('');
  });

  it('names zone, temperature and skill in one order', () => {
    const task = { ...tea, temperature: 'chilled', flags: ['engraving'], shelves: ['R-01-1'] };
    expect(poolKeyOf(rules, task)).toBe('zone=R,temp=chilled,skill=engraving');
    expect(requirementsOf('zone=R,temp=chilled,skill=engraving')).toEqual({
      zone: 'R',
      temperature: 'chilled',
      skill: 'engraving',
    });
  });

  it('takes the zone with the longest prefix, and none when the goods lie in several or in no zone', () => {
    expect(poolKeyOf(rules, { ...tea, shelves: ['A-91'] })).toBe('zone=A-loft');
    expect(poolKeyOf(rules, { ...tea, shelves: ['A-01', 'R-01'] })).toBe('');
    expect(poolKeyOf(rules, { ...tea, shelves: ['A-01', null] })).toBe('');
    expect(poolKeyOf(rules, { ...tea, shelves: ['Z-01'] })).toBe('');
  });

  it('asks for a zone only where goods are taken from shelves', () => {
    expect(poolKeyOf(rules, { ...tea, isFirstStage: false })).toBe('');
  });
});

describe('a station', () => {
  it('serves every pool unless something was said about it', () => {
    expect(serves(everything, 'zone=R,temp=chilled,skill=engraving')).toBe(true);
    expect(serves({ zones: [], temperatures: [], skills: [] }, '')).toBe(true);
  });

  it('serves a pool when it can do all that the pool asks for', () => {
    expect(serves({ ...everything, zones: ['A'] }, 'zone=A,temp=chilled')).toBe(true);
    expect(serves({ ...everything, zones: ['A'] }, 'zone=R')).toBe(false);
    expect(serves({ ...everything, temperatures: [] }, 'temp=chilled')).toBe(false);
    expect(serves({ ...everything, skills: ['noshi'] }, 'skill=engraving')).toBe(false);
  });
});
