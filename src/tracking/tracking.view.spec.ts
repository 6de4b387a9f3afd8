import {
  AT,
  CHECKS,
  event,
  FILM,
  LINES,
  PACKED,
  PICKED,
  SHIPPED,
  STILL,
  trackingRows,
  unfinished,
} from '../../test/factories/tracking-rows.js';
import type { LinkRow, RecordRow } from './tracking.rows.js';
import { STATUS_KEYS, type StatusKey } from './tracking.texts.js';
import { trackingTexts, trackingView } from './tracking.view.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const view = (rows = trackingRows(), locale: 'ja' | 'en' = 'ja', now = NOW) =>
  trackingView(rows, { locale, now });

const [PICK, PACK, SHIP] = [unfinished(PICKED), unfinished(PACKED), unfinished(SHIPPED)];
const inWork = { shipment_state: 'in_work', handed_over_at: null };
const swap = event('swap_resolved', { exceptionId: 'x', shipmentLineId: 'line-1', defect: 'dent' });
const move = (state: string, place?: string) => event('carrier_event', { state, place }, AT.shipped);

const PLANNED = { record: { stages: [PICK, PACK, SHIP], checks: null, clips: null } };

/** How each status comes about: link, record, events. */
const SITUATIONS: Record<StatusKey, Parameters<typeof trackingRows>[0]> = {
  received: { ...PLANNED, link: { shipment_state: 'planned', handed_over_at: null, delivery_date: null } },
  awaiting_payment: {
    ...PLANNED,
    link: { shipment_state: 'planned', handed_over_at: null, payment_state: 'pending' },
  },
  scheduled: { ...PLANNED, link: { shipment_state: 'planned', handed_over_at: null } },
  picking: { link: inWork, record: { stages: [PICK, PACK, SHIP] } },
  packing: { link: inWork, record: { stages: [PICKED, PACK, SHIP] } },
  inspected: {
    link: inWork,
    record: {
      stages: [
        { ...PACKED, sections: ['inspect'] },
        { ...PACK, taskId: 'p', sections: ['pack'] },
      ],
    },
    events: [event('stage_completed', { stage: 'inspect', checks: 8, standards: [] })],
  },
  swapped: { link: inWork, record: { stages: [PICKED, PACK, SHIP] }, events: [swap] },
  short: {
    link: inWork,
    events: [event('short_picked', { exceptionId: 'x', shipmentLineId: 'line-2', quantity: 1 })],
  },
  packed: { link: { ...inWork, shipment_state: 'ready' } },
  late_ours: { link: { ...inWork, planned_ship_date: '2026-11-22' }, record: { stages: [PICK] } },
  handed_over: {},
  in_transit: { link: { carrier_state: 'in_transit' }, events: [move('in_transit', '横浜ベース店')] },
  out_for_delivery: { link: { carrier_state: 'out_for_delivery' }, events: [move('out_for_delivery')] },
  attempt_failed: { link: { carrier_state: 'attempt_failed' } },
  available_for_pickup: { link: { carrier_state: 'available_for_pickup' } },
  late_carrier: { link: { carrier_state: 'exception' }, events: [move('exception')] },
  carrier_silent: { link: { carrier_state: 'expired' } },
  delivered: { link: { shipment_state: 'delivered', delivered_at: new Date('2026-11-24T05:35:00Z') } },
  cancelled: { link: { order_state: 'cancelled', shipment_state: 'cancelled', handed_over_at: null } },
  returned: { link: { shipment_state: 'returned' } },
};

describe('status of a tracking page', () => {
  it.each(STATUS_KEYS)('reaches %s, and says it in both languages without holes', (key) => {
    for (const locale of ['ja', 'en'] as const) {
      const { status } = view(trackingRows(SITUATIONS[key]), locale);
      expect(status.key).toBe(key);
      expect(status.title).toBe(trackingTexts(locale).statuses[key].title);
      expect(status.text).not.toBe('');
      expect(status.text).not.toMatch(/[{}]|undefined|null/);
    }
  });

  it('names dates, places and numbers in the reader’s language and the brand’s time zone', () => {
    expect(view(trackingRows(SITUATIONS.scheduled)).status.text).toBe(
      '11月24日(火) 14時〜16時にお届けできるよう、11月23日(月)に発送します。',
    );
    expect(view(trackingRows(SITUATIONS.in_transit)).status.text).toBe(
      '横浜ベース店(11/23 17:31)。お届け予定は11月24日(火) 14時〜16時です。',
    );
    expect(view(trackingRows(SITUATIONS.handed_over), 'en').status.text).toBe(
      'Handed to Yamato Transport. Tracking number 3012-0000-0010.',
    );
    expect(view(trackingRows(SITUATIONS.delivered), 'en').status.text).toBe('Tuesday 24 November, 14:35.');
    expect(view(trackingRows(SITUATIONS.packed)).status.text).toBe('11:05に箱を閉じ、集荷を待っています。');
  });

  it('leaves out what is not known', () => {
    const noWindow = {
      ...SITUATIONS.scheduled,
      link: { ...SITUATIONS.scheduled?.link, delivery_window: null },
    };
    expect(view(trackingRows(noWindow), 'en').status.text).toBe(
      'We ship on Monday 23 November so that it arrives Tuesday 24 November.',
    );
    const noWaybill = trackingRows({ record: { waybills: null } });
    expect(view(noWaybill).status.text).toBe('ヤマト運輸にお渡ししました。');
  });

  it('admits a missed date before it says anything reassuring', () => {
    const nextDay = new Date('2026-11-23T15:00:00Z');
    const rows = trackingRows({ link: inWork, record: { stages: [PICKED, PACK] } });
    expect(view(rows, 'ja', NOW).status.key).toBe('packing');
    expect(view(rows, 'ja', nextDay).status.key).toBe('late_ours');
    expect(view(rows, 'ja', nextDay).status.text).toContain('11月23日(月)とお約束しましたが');
  });

  it('never says that a parcel is on its way or has arrived while stages are undone, whatever the carrier says', () => {
    const said = Object.keys(trackingTexts('ja').journey.states);
    for (const shipment_state of ['planned', 'in_work', 'cancelled'])
      for (const carrier_state of said) {
        const link = { ...inWork, shipment_state, carrier_state };
        const rows = {
          link,
          record: { stages: [PICK, PACK, SHIP] },
          events: [move(carrier_state, '横浜ベース店')],
        };
        const page = view(trackingRows(rows));
        expect([carrier_state, ['received', 'scheduled', 'picking', 'cancelled']]).toEqual([
          carrier_state,
          expect.arrayContaining([page.status.key]),
        ]);
        expect(page.steps.slice(3).map((step) => step.state)).not.toContain('done');
        expect(page.journey).toHaveLength(['pending', 'info_received'].includes(carrier_state) ? 1 : 0);
        expect(page.parcels).toEqual([]);
        const gift = { ...link, gift: true, audience: 'recipient' as const };
        expect(view(trackingRows({ ...rows, link: gift })).items).toEqual([]);
      }
  });

  it('believes a carrier that was at the parcel before our scan at the truck, once every stage is done', () => {
    const ready = { shipment_state: 'ready', handed_over_at: null, carrier_state: 'in_transit' };
    const page = view(trackingRows({ link: ready, events: [move('in_transit', '横浜ベース店')] }));
    expect(page.status).toMatchObject({ key: 'in_transit', text: expect.stringContaining('横浜ベース店') });
    expect(page.parcels).toHaveLength(1);
    const delivered = { ...ready, carrier_state: 'delivered' };
    expect(view(trackingRows({ link: delivered })).status.key).toBe('delivered');
    expect(view(trackingRows({ link: { ...ready, carrier_state: 'info_received' } })).status.key).toBe(
      'packed',
    );
  });

  it('marks the steps up to the current one, and none when there is no way ahead', () => {
    const states = (key: StatusKey) => view(trackingRows(SITUATIONS[key])).steps.map((step) => step.state);
    expect(states('packing')).toEqual(['done', 'done', 'current', 'todo', 'todo']);
    expect(states('delivered')).toEqual(Array(5).fill('done'));
    expect(states('cancelled')).toEqual([]);
  });
});

describe('record of a tracking page', () => {
  it('tells each completed stage with its standard, its count and the customer’s sentences', () => {
    const [pick, pack, ship] = view().stages;
    expect(pick).toEqual({
      title: '商品のご用意',
      at: '11/23 10:12',
      standard: '検品基準 第3版',
      count: '3項目を確認',
      checks: ['ご注文の商品を、バーコードで照合しました', '数を照合しました'],
    });
    expect(pack?.checks).toContain('「千尋」の文字を一字ずつ確かめました');
    expect(ship?.checks).toContain('ヤマト運輸にお渡ししました(17:31)');
  });

  it('names every version when a stage was answered by two', () => {
    const checks = CHECKS.map((check) => (check.code === 'PA8' ? { ...check, version: 4 } : check));
    expect(view(trackingRows({ record: { checks } })).stages[1]?.standard).toBe('検品基準 第3版・第4版');
    expect(view(trackingRows({ record: { checks } }), 'en').stages[1]?.standard).toBe('Standard v3, v4');
  });

  it('does not tell a sentence whose fact is unknown, nor a failed check, nor a photo’s caption as a check', () => {
    const lines = LINES.map((line) => ({ ...line, engraving: null }));
    const checks = CHECKS.map((check) => (check.code === 'PA8' ? { ...check, value: 'fail' } : check));
    const [, pack] = view(trackingRows({ record: { lines, checks } })).stages;
    expect(pack?.checks).toEqual(['一品ずつ、もう一度照合しました']);
  });

  it('tells an exchange as a story, and never in a packer’s own words', () => {
    expect(view(trackingRows({ events: [swap] })).swaps).toEqual([
      {
        text: '検品でへこみが見つかったため、新しい品に替えました。発送日は変わりません。',
        item: '桜皮の茶筒 200g',
        at: '11月23日(月) 11:05',
      },
    ]);
    const own = event('swap_resolved', { ...swap.data, defect: 'ボコボコ' });
    expect(view(trackingRows({ events: [own] })).swaps[0]?.text).toContain('気になる点があったため');
  });
});

describe('film and stills of a tracking page', () => {
  const film = (link: Partial<LinkRow>, record: Partial<RecordRow> = {}) =>
    view(trackingRows({ link, record })).film;

  it('are the customer’s cut and the poster, for entitled viewers', () => {
    expect(film({})).toMatchObject({
      kind: 'ready',
      text: 'お荷物を包むまでの42秒です(2月21日まで)。',
      videoUrl: '/t/s/01930000-0000-7000-8000-000000000001/media/clip-film/customer',
      posterUrl: '/t/s/01930000-0000-7000-8000-000000000001/media/clip-film/poster',
    });
    expect(film({ rank_film: false })).toBeNull();
    expect(film({ rank_film: false, link_film: true })).toMatchObject({ kind: 'ready' });
  });

  it('begin with the digest where there is one, and all of the film is one tap away', () => {
    const renditions = [...FILM.renditions, { kind: 'digest', durationMs: 32_000 }];
    const url = '/t/s/01930000-0000-7000-8000-000000000001/media/clip-film';
    expect(film({})).toMatchObject({ wholeUrl: null });
    expect(film({}, { clips: [{ ...FILM, renditions }] })).toMatchObject({
      text: expect.stringContaining('32秒'),
      videoUrl: `${url}/digest`,
      wholeUrl: `${url}/customer`,
    });
    const labelled = { ...FILM, renditions, beforeLabel: false };
    expect(film({}, { clips: [labelled] })?.kind).toBe('text');
  });

  it('says what is the matter when there is no film (yet)', () => {
    const titles = (record: Partial<RecordRow>, link: Partial<LinkRow> = {}) => film(link, record)?.title;
    expect(titles({ clips: null, stages: [PICK, PACK] }, inWork)).toBe('梱包の様子を動画でご覧いただけます');
    expect(titles({ clips: [{ ...FILM, mediaState: 'rendering', renditions: [] }] })).toBe(
      '梱包の動画を準備しています',
    );
    const rejected = film({}, { clips: [{ ...FILM, mediaState: 'rejected', renditions: [] }] });
    expect(rejected).toMatchObject({ title: '写真で記録しました' });
    expect(rejected).toMatchObject({
      text: '撮影機器の不具合のため動画を撮影できませんでした。検品の記録と写真をご覧ください。',
    });
    expect(titles({ clips: null })).toBe('写真で記録しました');
  });

  it('never come from a film that only staff may see, an overtaken take, or a stage with the label', () => {
    const staffOnly = { ...FILM, renditions: [{ kind: 'poster', durationMs: null }] };
    expect(film({}, { clips: [staffOnly] })).toMatchObject({ kind: 'text' });
    expect(film({}, { clips: [{ ...FILM, overtaken: true }] })).toMatchObject({ kind: 'text' });
    expect(film({}, { clips: [{ ...FILM, taskId: 'task-ship' }] })).toMatchObject({ kind: 'text' });
  });

  it('show a still under the words of its check, and none that a label may be on', () => {
    expect(view().stills).toEqual([
      {
        url: '/t/s/01930000-0000-7000-8000-000000000001/media/clip-still/still',
        caption: '箱を閉じる前の写真です',
      },
    ]);
    for (const over of [{ beforeLabel: false }, { answersCustomer: false }, { taskId: 'task-ship' }]) {
      expect(view(trackingRows({ record: { clips: [{ ...STILL, ...over }] } })).stills).toEqual([]);
    }
  });
});

describe('a gift’s recipient', () => {
  const gift = { gift: true, audience: 'recipient' } as const;
  const checks = CHECKS.map((check) =>
    check.code === 'PA8'
      ? { ...check, customerJa: '金額の入った書類はお入れしていません', appliesTo: ['gift'] }
      : check,
  );

  it('learns the way of the parcel and nothing about what is inside', () => {
    const page = view(trackingRows({ link: gift, events: [swap], record: { checks } }));
    expect(page).toMatchObject({ film: null, stills: [], swaps: [], items: [] });
    expect(page.giftTitle).toBe('贈り物をお届けします');
    expect(page.recordHidden).toContain('中身はお楽しみに');
    expect(page.stages.flatMap((stage) => stage.checks)).toEqual([]);
    expect(JSON.stringify(page)).not.toMatch(/茶筒|千尋|S-10231|media/);
  });

  it('reads the record after delivery, still without film and prices', () => {
    const page = view(trackingRows({ link: { ...gift, shipment_state: 'delivered' }, record: { checks } }));
    expect(page.items).toHaveLength(2);
    expect(page.film).toBeNull();
    expect(JSON.stringify(page.stages)).not.toContain('金額');
  });
});

describe('words of a tracking page', () => {
  const all = (['ja', 'en'] as const).flatMap((locale) =>
    STATUS_KEYS.map((key) => JSON.stringify(view(trackingRows(SITUATIONS[key]), locale))),
  );

  it('are never the warehouse’s own', () => {
    for (const page of all) expect(page).not.toMatch(/出荷|VIP|証拠|優良|テレコ|欠品|封印|evidence|dispute/i);
  });

  it('never show a placeholder', () => {
    const shown = { ...view(), texts: null };
    expect(JSON.stringify(shown)).not.toMatch(/\{\w+\}/);
  });

  it('have no exclamation marks', () => {
    for (const page of all) expect(page).not.toMatch(/[!!](?!=)/);
  });
});
