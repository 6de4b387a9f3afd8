import type { PositionFacts, TaskRow } from './position.facts.js';
import { positionView, whyOvertaken } from './position.view.js';

const noon = new Date('2026-12-01T03:00:00Z');
const plus = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

const task: TaskRow = {
  ...{ taskId: 't', brandId: 'b', warehouseId: 'w', shipmentId: 's', orderId: 'o', orderExternalId: 'N-1' },
  ...{
    stage: 'pick',
    pool: '',
    state: 'ready',
    held: false,
    reservedFor: null,
    band: 1,
    due: plus(1080),
    dueTerm: 'lead',
  },
  ...{ deadline: plus(2000), placeAt: plus(1080), readyAt: noon, arrivedAt: noon, releaseAt: noon },
  ...{
    shipBy: plus(2040),
    carrier: 'yamato',
    pickupAt: null,
    rankCode: 'vip',
    rankJa: 'むすび会員',
    rankEn: 'Musubi',
  },
  ...{ rankSource: 'external', rankLead: 1080, standardLead: 1440, rankRecordedAt: noon, now: plus(10) },
};
const facts: PositionFacts = {
  task,
  line: { ahead: 12, inWork: 3, meanSec: 120, peakPerHour: 6 },
  overtakings: [],
  overtakingsTotal: 0,
  changes: [],
};
const view = (changed: Partial<TaskRow> = {}, stations = 4) =>
  positionView({ ...facts, task: { ...task, ...changed } }, stations, { brandId: null });

describe('the explanation of a position', () => {
  it('names the term that decided it, and the rank behind it', () => {
    expect(view().decidedBy.code).toBe('lead');
    expect(view().decidedBy.text.en).toBe('By its rank: 360 minutes of head start on the time it came in.');
    expect(view().rank.text.ja).toBe('むすび会員:ショップ・CRMの指定です。先行時間は360分です。');
    expect(view({ dueTerm: 'ship_by' }).decidedBy.code).toBe('ship_by');
    const everybody = { rankSource: 'default' as const, rankJa: 'はじまり会員', rankEn: 'Hajimari' };
    expect(view({ ...everybody, due: plus(1440) }).rank.text.en).toBe(
      'Hajimari: the rank of everybody whom nothing else was said of.',
    );
    expect(view(everybody).rank.text.ja).toContain('先行時間は360分です');
    expect(view(everybody).rank.text.en).toContain('shorter than the longest here: 360 minutes');
    expect(view({ band: 0 }).decidedBy.code).toBe('guard');
    expect(view({ state: 'waiting', releaseAt: null }).decidedBy.code).toBe('waits_payment');
    expect(view({ state: 'waiting', held: true }).decidedBy.code).toBe('held');
    expect(view({ reservedFor: '作業台2' }).decidedBy.text.en).toContain('作業台2');
    expect(view({ state: 'claimed' }).decidedBy.code).toBe('in_work');
    expect(view({ state: 'cancelled' }).decidedBy.code).toBe('done');
  });

  it('shows the head start that was given, which a cap of the warehouse makes smaller than the rank’s', () => {
    expect(view({ due: plus(1320), placeAt: plus(1320) }).rank.headStartMinutes).toBe(120);
  });

  it('expects the start when the work before it is done', () => {
    expect(view().ahead).toEqual({ tasks: 12, inWork: 3, workMinutes: 24, stations: 4 });
    // 12 tasks of 2 minutes, and 3 in hand that are half done, at 4 stations.
    expect(view().expectedStart).toBe(plus(10 + (24 + 3) / 4).toISOString());
  });

  it('guarantees a latest start that leaves room for those who may still go first', () => {
    // 3 tasks of 2 minutes in hand, 12 before it, and 6 an hour for the 17 h 50 min that are left: (6 + 24 + 214) / 4 minutes.
    expect(view().guaranteedLatestStart).toBe(plus(10 + (6 + 24 + 2 * 6 * (1070 / 60)) / 4).toISOString());
    expect(view({ band: 0 }).guaranteedLatestStart).toBe(plus(10 + (6 + 24) / 4).toISOString());
    expect(view({ band: 0 }).guarantee.code).toBe('guard');
  });

  it('remarks on a guarantee that ends after the latest start: it doesn’t keep the truck by itself', () => {
    expect(view().guaranteeRemark).toBeNull();
    const tight = { deadline: plus(30), pickupAt: plus(60) };
    expect(view(tight).guaranteeRemark?.code).toBe('truck_not_kept');
    expect(view(tight).guaranteeRemark?.text.ja).toContain('集荷に間に合うとは限りません');
    // The guard's guarantee ends at 17.5 minutes.
    expect(view({ ...tight, band: 0 }).guaranteeRemark).toBeNull();
    const late = { deadline: plus(15), pickupAt: plus(60), band: 0 as const };
    expect(view(late).guaranteeRemark?.code).toBe('truck_not_kept_guarded');
    expect(view({ deadline: plus(30) }).guaranteeRemark?.code).toBe('ship_by_not_kept');
    expect(view({ ...tight, deadline: Infinity }).guaranteeRemark).toBeNull();
    expect(view(tight, 0).guaranteeRemark).toBeNull();
    expect(view({ ...tight, state: 'claimed' }).guaranteeRemark).toBeNull();
  });

  it('promises no time when nobody is at work', () => {
    expect(view({}, 0)).toMatchObject({ expectedStart: null, guaranteedLatestStart: null });
  });

  it('names other brands’ orders to the warehouse alone', () => {
    const other = { taskId: 'x', brandId: 'other', orderExternalId: 'Z-9', rank: 'vip', arrivedAt: plus(5) };
    const row = {
      ...{ ...other, startedAt: plus(6), takenBy: 'next' as const, band: 1 as const },
      ...{ placeAt: plus(900), dueTerm: 'lead' as const, headStartMinutes: 480, rankIsDefault: false },
    };
    const overtaken = { ...facts, overtakings: [row], overtakingsTotal: 1 };
    const shown = (brandId: string | null) =>
      positionView(overtaken, 4, { brandId }).overtakenBy.orders[0]?.orderExternalId;
    expect(shown(null)).toBe('Z-9');
    expect(shown('other')).toBe('Z-9');
    expect(shown('b')).toBeNull();
  });
});

describe('why a later order was started first', () => {
  const later = {
    ...{ takenBy: 'next' as const, band: 1 as const, placeAt: plus(900), dueTerm: 'lead' as const },
    ...{ headStartMinutes: 480, rankIsDefault: false },
  };
  it.each([
    ['head_start', later],
    ['head_start', { ...later, headStartMinutes: null }],
    ['brand_head_start', { ...later, rankIsDefault: true }],
    ['shorter_lead', { ...later, headStartMinutes: 360 }],
    ['ship_by', { ...later, dueTerm: 'ship_by' as const }],
    ['expedited', { ...later, dueTerm: 'expedited' as const }],
    ['truck', { ...later, band: 0 as const }],
    ['scan', { ...later, takenBy: 'scan' as const, placeAt: plus(3000) }],
    ['cart', { ...later, takenBy: 'cart' as const, placeAt: plus(3000) }],
    ['same_minute', { ...later, placeAt: new Date(plus(1080).getTime() + 30_000) }],
    ['moved', { ...later, placeAt: plus(3000) }],
  ])('is %s', (reason, other) => {
    expect(whyOvertaken(task, other)).toBe(reason);
  });
});
