import type { LockedTask } from './interventions.store.js';
import { reservationsAfter } from './reservations.js';

function box(id: string, reservedFor: string | null, stage = 'pick'): { tasks: LockedTask[] } {
  const plan = { due: new Date(0), dueTerm: 'lead' as const, deadline: new Date(0) };
  return { tasks: [{ id, stage, position: 1, state: 'ready', token: 0, reservedFor, ...plan }] };
}

describe('a reservation of a shipment that joins a box', () => {
  it('goes with it', () => {
    expect(reservationsAfter(box('t', null), [box('o', 'bench 1')])).toEqual({
      taken: [{ taskId: 't', from: 'o', reservation: { stage: 'pick', stationId: 'bench 1' } }],
      dropped: [],
    });
    expect(reservationsAfter(box('t', 'bench 1'), [box('o', null), box('p', 'bench 1')])).toEqual({
      taken: [],
      dropped: [],
    });
  });

  it('is named where another bench has one', () => {
    const dropped = [{ stage: 'pick', stationId: 'bench 2' }];
    expect(reservationsAfter(box('t', 'bench 1'), [box('o', 'bench 2')])).toEqual({ taken: [], dropped });
    expect(reservationsAfter(box('t', null), [box('o', 'bench 1'), box('p', 'bench 2')])).toMatchObject({
      taken: [{ from: 'o' }],
      dropped,
    });
    expect(reservationsAfter(box('t', null, 'pack'), [box('o', 'bench 2')]).dropped).toEqual(dropped);
  });
});
