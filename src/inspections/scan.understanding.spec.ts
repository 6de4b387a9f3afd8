import { lineFacts, stage, taskFacts, waybillFacts } from '../../test/factories/task-facts.js';
import { understandScan } from './scan.understanding.js';

const task = taskFacts();
const counted = taskFacts({ lines: [lineFacts({ counted: 1 })] });
const shipping = taskFacts({ stage: stage(['ship']) });
const kindOf = (code: string, on = task) => understandScan(code, on).kind;

describe('a scan at a station', () => {
  it('is an item by GTIN of any length, by SKU in any case, and in full width', () => {
    expect(kindOf('2026010101016')).toBe('item');
    expect(kindOf('02026010101016')).toBe('item');
    expect(kindOf('(01)02026010101016')).toBe('item');
    expect(kindOf('tea-sen-050')).toBe('item');
    expect(kindOf('ＴＥＡ－ＳＥＮ－０５０')).toBe('item');
  });

  it('finds every line that holds the product', () => {
    const two = taskFacts({ lines: [lineFacts({ id: 'a' }), lineFacts({ id: 'b', sku: 'OTHER' })] });
    const understood = understandScan('2026010101016', two);
    expect(understood.kind === 'item' && understood.lines.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('takes a product that looks like a waybill for the product while the order holds it', () => {
    // 12 digits with a right check digit by GS1 (mod 10) and by the carriers (mod 7).
    const upc = taskFacts({ lines: [lineFacts({ gtin: '012345678905' })] });
    expect(kindOf('012345678905', upc)).toBe('item');
  });

  it('reads NW-7 letters and hyphens as a label, with its check digit', () => {
    expect(understandScan('A301200000010B', task)).toEqual({ kind: 'waybill', number: '301200000010' });
    expect(understandScan('3012-0000-0010', task)).toEqual({ kind: 'waybill', number: '301200000010' });
    expect(kindOf('3012-0000-0011')).toBe('bad_check_digit');
  });

  it('reads a code that could be both as an item until all items are counted', () => {
    const both = twelveDigitsRightBothWays();
    expect(kindOf(both)).toBe('foreign_item');
    expect(kindOf(both, counted)).toBe('waybill');
    expect(kindOf(both, shipping)).toBe('waybill');
    expect(kindOf(both, taskFacts({ waybills: [waybillFacts(both)] }))).toBe('waybill');
  });

  it('knows the order, the shipment and command barcodes', () => {
    expect(kindOf('sumi1001')).toBe('order');
    expect(kindOf(task.shipmentId)).toBe('order');
    expect(kindOf('AKASHI-NG')).toBe('command');
  });

  it('stops at any other code among items, and says so where only labels are scanned', () => {
    expect(kindOf('4901234567894')).toBe('foreign_item');
    expect(kindOf('WOD-CHA-200')).toBe('foreign_item');
    expect(kindOf('WOD-CHA-200', shipping)).toBe('unknown');
    expect(kindOf('', shipping)).toBe('unknown');
  });

  it('takes a number of free form as a label of a carrier without a check digit', () => {
    const courier = taskFacts({ stage: stage(['ship']), carrier: 'other' });
    expect(kindOf('COURIER-778812', courier)).toBe('waybill');
    expect(kindOf('COURIER-778812', shipping)).toBe('unknown');
  });
});

function twelveDigitsRightBothWays(): string {
  for (let n = 30120000000n; ; n += 1n) {
    const body = n.toString();
    const mod7 = Number(n % 7n);
    const sum = [...body]
      .reverse()
      .reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 1 : 3), 0);
    if ((10 - (sum % 10)) % 10 === mod7) return body + mod7.toString();
  }
}
