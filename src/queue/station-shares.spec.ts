import { stationShares } from './station-shares.js';

const all = { zones: null, temperatures: null, skills: null };
const onlyA = { ...all, zones: ['A'] };

describe('the stations that a pool can count on', () => {
  it('are divided by the work that waits', () => {
    const pools = [
      { id: 'pick', key: '', workSec: 300 },
      { id: 'pack', key: '', workSec: 100 },
    ];
    expect(Object.fromEntries(stationShares([all, all], pools))).toEqual({ pick: 1.5, pack: 0.5 });
  });

  it('are those that serve it', () => {
    const pools = [
      { id: 'a', key: 'zone=A', workSec: 100 },
      { id: 'b', key: 'zone=B', workSec: 100 },
    ];
    expect(Object.fromEntries(stationShares([all, onlyA], pools))).toEqual({ a: 1.5, b: 0.5 });
    expect(Object.fromEntries(stationShares([onlyA], pools))).toEqual({ a: 1, b: 0 });
  });

  it('are none where nothing waits', () => {
    expect(stationShares([all], [{ id: 'idle', key: '', workSec: 0 }]).get('idle')).toBe(0);
  });
});
