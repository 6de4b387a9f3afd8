import { CARRIER_MOVES, carrierStateAfter, shipmentStateAfter } from './carrier.state.js';
import { isInHouse, mayMove, SHIPMENT_MOVES } from './shipment.state.js';
import { CarrierState, ShipmentState } from './shipments.contract.js';

function reachable(moves: Record<string, readonly string[]>, start: string): string[] {
  const seen = new Set([start]);
  for (const state of seen) for (const next of moves[state] ?? []) seen.add(next);
  return [...seen].sort();
}

const terminal = (moves: Record<string, readonly string[]>) =>
  Object.keys(moves)
    .filter((state) => moves[state]?.length === 0)
    .sort();

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour));

describe('a shipment’s life', () => {
  it('reaches every state from planned and ends only as returned or cancelled', () => {
    expect(reachable(SHIPMENT_MOVES, 'planned')).toEqual([...ShipmentState.options].sort());
    expect(terminal(SHIPMENT_MOVES)).toEqual(['cancelled', 'returned']);
  });

  it('can be cancelled exactly while it is in the house', () => {
    for (const state of ShipmentState.options) expect(mayMove(state, 'cancelled')).toBe(isInHouse(state));
  });
});

describe('a carrier’s events', () => {
  it('reach every state from pending, and nothing follows a delivery', () => {
    expect(reachable(CARRIER_MOVES, 'pending')).toEqual([...CarrierState.options].sort());
    expect(terminal(CARRIER_MOVES)).toEqual(['delivered']);
  });

  it('tell the same story in every order of arrival', () => {
    const events = [
      { state: 'info_received', occurredAt: at(1) },
      { state: 'in_transit', occurredAt: at(2) },
      { state: 'out_for_delivery', occurredAt: at(3) },
      { state: 'attempt_failed', occurredAt: at(4) },
      { state: 'delivered', occurredAt: at(6) },
    ] as const;
    const told = { state: 'delivered', pickedUpAt: at(2), deliveredAt: at(6) };
    expect(carrierStateAfter(events)).toEqual(told);
    expect(carrierStateAfter([...events].reverse())).toEqual(told);
  });

  it('do not move a parcel backwards when an older one arrives late', () => {
    expect(
      carrierStateAfter([
        { state: 'out_for_delivery', occurredAt: at(3) },
        { state: 'in_transit', occurredAt: at(2) },
      ]).state,
    ).toBe('out_for_delivery');
    expect(
      carrierStateAfter([
        { state: 'delivered', occurredAt: at(3) },
        { state: 'exception', occurredAt: at(4) },
      ]).state,
    ).toBe('delivered');
  });

  it('move the shipment only along its own table', () => {
    expect(shipmentStateAfter('handed_over', 'delivered')).toBe('delivered');
    expect(shipmentStateAfter('ready', 'in_transit')).toBe('handed_over');
    expect(shipmentStateAfter('ready', 'info_received')).toBe('ready');
    for (const state of CarrierState.options) {
      expect(shipmentStateAfter('planned', state)).toBe('planned');
      expect(shipmentStateAfter('in_work', state)).toBe('in_work');
    }
    expect(shipmentStateAfter('cancelled', 'delivered')).toBe('cancelled');
  });
});
