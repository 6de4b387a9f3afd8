import type { StationTask } from '../api/types.js';
import { couldBeLabel, guessScan } from './kept-scan.js';

const line: StationTask['lines'][number] = {
  id: '01a201fd-5d3b-761f-a56a-009a1b7c10da',
  sku: 'TEA-SEN-050',
  codes: ['2026010101016', 'TEA-SEN-050'],
  name: { ja: '煎茶', en: 'Sencha' },
  ...{ shelf: null, flags: [], engraving: null, quantity: 2, counted: 0, short: 0 },
};
const waybill: StationTask['waybills'][number] = {
  id: '01a201fd-5d3b-761f-a56a-009a1b7c10db',
  carrier: 'yamato',
  number: '3012-0000-0010',
  parcelNo: 1,
  ...{ boundAt: null, handedOverAt: null, issuedOn: '2026-11-22' },
};
const task = {
  lines: [line],
  waybills: [waybill],
  carrier: 'yamato',
  orderExternalId: '250-1234567-1234567',
};

it('knows an item by barcode or SKU, in any width, with and without leading zeros', () => {
  for (const code of ['2026010101016', '02026010101016', '２０２６０１０１０１０１６', 'tea-sen-050'])
    expect(guessScan(task, code)).toEqual({ kind: 'item', line });
});

it('knows a label of this parcel with and without hyphens', () => {
  expect(guessScan(task, '301200000010').kind).toBe('waybill');
});

it('takes everything else for unknown, so that it stays out of the box', () => {
  for (const code of ['2026010104048', 'TEA', '', '301200000021'])
    expect(guessScan(task, code).kind).toBe('unknown');
});

it('takes what may have come from an address label for one, right or misread', () => {
  for (const code of [
    '3012-0000-0010',
    '301200000018',
    'A30120000001B',
    '３０１２ー００００ー００１８',
    'EE123456780JP',
  ])
    expect(couldBeLabel(task, code)).toBe(true);
  for (const code of ['2026010101016', 'TEA-SEN-050', '250-1234567-1234567', 'WOD-CHA-200', ''])
    expect(couldBeLabel(task, code)).toBe(false);
  expect(couldBeLabel({ ...task, carrier: 'other' }, 'COURIER-778812')).toBe(true);
});
