import type { BoxPart } from './box-parts.js';
import { type BoxTask, placeOfRaised, placeOfRest, raisedPart } from './box-place.js';

const noon = Date.parse('2026-12-01T03:00:00Z');
const at = (minutes: number) => new Date(noon + minutes * 60_000);

function part(orderId: string, due: number, changed: Partial<BoxPart> = {}): BoxPart {
  return {
    ...{ orderId, arrivedAt: at(due - 100), shipBy: at(due + 500), pickupAt: at(due + 400) },
    ...{
      plannedShipDate: '2026-12-01',
      flags: [],
      leadMinutes: 100,
      headStartMinutes: 0,
      headStartLimit: null,
    },
    tasks: [{ stage: 'pick', due: at(due), term: 'lead', deadline: at(due + 300) }],
    ...changed,
  };
}
const pick = (due: number, term: BoxTask['term'] = 'lead'): BoxTask => ({
  ...{ id: 't', stage: 'pick', due: at(due), term, deadline: at(due + 300) },
});

describe('a box that an order has left', () => {
  const vip = part('vip', 20, { flags: ['gift', 'noshi'], leadMinutes: 10, headStartMinutes: 90 });
  const plain = part('plain', 500, { flags: ['gift'] });
  const late = part('late', 900);

  it('stands where the first of the others would stand', () => {
    const place = placeOfRest([vip, plain, late], ['plain', 'late'], [pick(20)]);
    expect(place).toMatchObject({ shipBy: at(1000), pickupAt: at(900), flags: ['gift'], first: plain });
    expect(place?.dues).toEqual([{ id: 't', due: at(500), term: 'lead', deadline: at(800) }]);
  });

  it('never moves ahead: what has happened to it since counts', () => {
    expect(placeOfRest([vip, plain], ['plain'], [pick(700)])?.dues).toEqual([
      { id: 't', due: at(700), term: 'lead', deadline: at(1000) },
    ]);
  });

  it('stays ahead where staff moved the box, not where they moved the order that is gone', () => {
    expect(placeOfRest([vip, plain], ['plain'], [pick(5, 'expedited')])?.dues).toEqual([]);
    const tasks = [{ stage: 'pick', due: at(5), term: 'expedited' as const, deadline: at(300) }];
    const moved = { ...vip, tasks };
    expect(placeOfRest([moved, plain], ['plain'], [pick(5, 'expedited')])?.dues).toMatchObject([
      { due: at(500), term: 'lead' },
    ]);
  });

  it('keeps its place where nobody recorded what an order brought', () => {
    expect(placeOfRest([vip, plain], ['plain', 'unknown'], [pick(20)])).toBeNull();
    expect(placeOfRest([plain], ['plain'], [pick(20)])).toBeNull();
  });

  it('keeps the head start of a rank that was raised since, for as much as that moves ahead', () => {
    const headStart = { leadMinutes: 40, headStartMinutes: 60, limit: null };
    const raised = raisedPart(plain, headStart);
    expect(raised).toMatchObject({ leadMinutes: 40, headStartMinutes: 60 });
    const place = placeOfRest([vip, raised], ['plain'], [pick(20)]);
    expect(place?.dues).toMatchObject([{ due: at(440), term: 'lead' }]);
    const promised = { ...plain, tasks: [{ ...pick(430, 'ship_by'), deadline: at(430) }] };
    expect(raisedPart(promised, headStart).tasks).toMatchObject([{ due: at(430), term: 'ship_by' }]);
  });
});

describe('a box that holds goods of customers whose rank was raised', () => {
  const owner = part('owner', 500);
  const guest = part('guest', 900);
  const headStart = { leadMinutes: 10, headStartMinutes: 90, limit: null };

  it('moves ahead to where they would stand, and has their head start', () => {
    const raised = raisedPart(guest, { ...headStart, leadMinutes: -400 });
    expect(placeOfRaised([raised], owner, [pick(500)])).toEqual({
      first: raised,
      dues: [{ id: 't', due: at(400), term: 'lead', deadline: at(800) }],
    });
  });

  it('counts from the release of a hold, not from before', () => {
    const raised = raisedPart(guest, headStart);
    expect(placeOfRaised([raised], { arrivedAt: at(3000) }, [pick(4000)]).dues).toMatchObject([
      { due: at(3010) },
    ]);
  });

  it('stays where it is when another order puts it further ahead', () => {
    const raised = raisedPart(guest, headStart);
    expect(placeOfRaised([raised], owner, [pick(500)])).toEqual({ first: null, dues: [] });
    expect(placeOfRaised([raised], owner, [pick(5, 'expedited')]).dues).toEqual([]);
  });
});
