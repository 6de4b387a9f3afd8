import { gs1CheckDigit, mod7CheckDigit } from '../items/barcode.checkdigits.js';
import {
  formatWaybillNumber,
  normaliseWaybillNumber,
  readScan,
  settleReading,
  whyNotWaybillOf,
} from './waybill-numbers.js';

const WAYBILL = '301200000010';

/** Twelve digits that are right as GTIN-12 and, as asked, right or wrong as a waybill. */
function twelveDigits(alsoWaybill: boolean): string {
  for (let serial = 10_000_000_000; ; serial += 1) {
    const body = String(serial);
    if ((gs1CheckDigit(body) === mod7CheckDigit(body)) === alsoWaybill) return body + gs1CheckDigit(body);
  }
}

describe('waybill numbers', () => {
  it('reads one number from every form in which it is printed, typed or scanned', () => {
    for (const raw of [
      WAYBILL,
      '3012-0000-0010',
      '3012ー0000ー0010',
      'a301200000010a',
      'D301200000010B',
      ' 3012 0000 0010 ',
    ]) {
      expect(normaliseWaybillNumber(raw)).toBe(WAYBILL);
      expect(readScan(raw)).toEqual({ kind: 'waybill', number: WAYBILL });
    }
  });

  it('prints twelve digits in groups of four', () => {
    expect(formatWaybillNumber(WAYBILL)).toBe('3012-0000-0010');
    expect(formatWaybillNumber('RR473124829JP')).toBe('RR473124829JP');
  });

  it('takes S10 and SSCC for waybills', () => {
    expect(readScan('rr473124829jp')).toEqual({ kind: 'waybill', number: 'RR473124829JP' });
    expect(readScan('(00)095287654321012346')).toEqual({ kind: 'waybill', number: '095287654321012346' });
    expect(readScan('00095287654321012346')).toEqual({ kind: 'waybill', number: '095287654321012346' });
  });

  it('never takes a product code for a waybill', () => {
    for (const raw of ['2026010101016', '96385074', '10614141000415', '2026010101016']) {
      expect(readScan(raw).kind).toBe('product');
    }
    const upc = twelveDigits(false);
    expect(readScan(upc)).toEqual({ kind: 'product', gtin: `00${upc}` });
  });

  it('never takes a waybill for a product', () => {
    expect(readScan('a301200000010a').kind).toBe('waybill');
    expect(readScan(WAYBILL).kind).toBe('waybill');
  });

  it('says so when twelve digits are right as both, and lets the order decide', () => {
    const both = twelveDigits(true);
    const reading = readScan(both);
    expect(reading.kind).toBe('product_or_waybill');
    expect(settleReading(reading, { product: () => true, waybill: () => false }).kind).toBe('product');
    expect(settleReading(reading, { product: () => false, waybill: () => true }).kind).toBe('waybill');
    expect(settleReading(reading, { product: () => true, waybill: () => true }).kind).toBe(
      'product_or_waybill',
    );
    expect(readScan(`a${both}a`).kind).toBe('waybill');
  });

  it('names a wrong check digit instead of guessing', () => {
    expect(readScan('3012-0000-0011')).toEqual({ kind: 'bad_check_digit', of: 'waybill' });
    expect(readScan('2026010101017')).toEqual({ kind: 'bad_check_digit', of: 'product' });
    expect(readScan('RR473124828JP')).toEqual({ kind: 'bad_check_digit', of: 'waybill' });
  });

  it('leaves order numbers and command barcodes alone', () => {
    expect(readScan('SD-10001')).toEqual({ kind: 'other', text: 'SD-10001' });
    expect(readScan('AK:PASS')).toEqual({ kind: 'other', text: 'AK:PASS' });
  });

  it("checks a carrier's issued list", () => {
    expect(whyNotWaybillOf('yamato', WAYBILL)).toBeNull();
    expect(whyNotWaybillOf('sagawa', '405500000216')).toBeNull();
    expect(whyNotWaybillOf('japan_post', '609100000316')).toBeNull();
    expect(whyNotWaybillOf('japan_post', 'RR473124829JP')).toBeNull();
    expect(whyNotWaybillOf('yamato', '301200000011')).toBe('check_digit');
    expect(whyNotWaybillOf('yamato', '30120000001')).toBe('malformed');
    expect(whyNotWaybillOf('yamato', 'RR473124829JP')).toBe('malformed');
    expect(whyNotWaybillOf('other', 'ABC123456')).toBeNull();
    expect(whyNotWaybillOf('other', 'NODIGITS')).toBe('malformed');
  });
});
