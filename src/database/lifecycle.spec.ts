import { endsOf, inEndsOf, inSourcesOf, reachableFrom, sourcesOf } from './lifecycle.js';

const DOOR = { open: ['shut'], shut: ['open', 'walled_up'], walled_up: [] } as const;

describe('a lifecycle as a table', () => {
  it('tells where a state comes from, what ends it and what can come of it', () => {
    expect(sourcesOf(DOOR, 'shut')).toEqual(['open']);
    expect(endsOf(DOOR)).toEqual(['walled_up']);
    expect(reachableFrom(DOOR, 'open')).toEqual(['open', 'shut', 'walled_up']);
  });

  it('guards an UPDATE', () => {
    expect(inSourcesOf(DOOR, 'walled_up')).toBe("in ('shut')");
    expect(inEndsOf(DOOR)).toBe("in ('walled_up')");
  });

  it('has no guard for a state that nothing leads to', () => {
    const street = { open: ['closed'], closed: [] } as const;
    expect(() => inSourcesOf(street, 'open')).toThrow('lets nothing through');
  });
});
