import { Turns } from './turns.js';

describe('turns', () => {
  it('lets so many in at once, the others in order, also after one that failed', async () => {
    const turns = new Turns(2);
    const began: number[] = [];
    let inside = 0;
    let most = 0;
    const work = async (n: number) => {
      began.push(n);
      most = Math.max(most, (inside += 1));
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      if (n === 1) throw new Error('the second');
      return n;
    };
    const results = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => turns.take(() => work(n))));
    expect(began).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBe(2);
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, true]);
  });
});
