import {
  checkFacts,
  instructionFacts,
  lineFacts,
  taskFacts,
  waybillFacts,
} from '../../test/factories/task-facts.js';
import { StationTask } from '../queue/queue.contract.js';
import { codesOf, toStationTask } from './station-task.view.js';

describe('what a scanner may read of a line', () => {
  it('is the SKU and the GTIN with and without leading zeros', () => {
    expect(codesOf(lineFacts())).toEqual(['2026010101016', 'TEA-SEN-050', '02026010101016']);
    expect(codesOf(lineFacts({ gtin: '012345678905' }))).toEqual([
      ...['012345678905', 'TEA-SEN-050', '0012345678905', '00012345678905'],
    ]);
    expect(codesOf(lineFacts({ gtin: null }))).toEqual(['TEA-SEN-050']);
    expect(codesOf(lineFacts({ gtin: '2026010101017' }))).toEqual(['2026010101017', 'TEA-SEN-050']);
  });
});

describe('a task at a station', () => {
  it('shows applicable checks and instructions of its own as one list, and keeps the contract', () => {
    const uuid = (n: number) => `01900000-0000-7000-8000-00000000000${n}`;
    const task = taskFacts({
      id: uuid(1),
      lines: [lineFacts({ id: uuid(2) })],
      checks: [
        checkFacts('PA7', { id: uuid(3), answer: { value: 'not_applicable', reason: 'no camera' } }),
        checkFacts('PA1', { id: uuid(4), appliesTo: ['fragile'] }),
        checkFacts('IN8', { id: uuid(5), answeredBy: 'command' }),
      ],
      instructions: [instructionFacts('wish', { id: uuid(6) })],
      waybills: [waybillFacts('3012-0000-0010', { id: uuid(7) })],
    });
    const shown = toStationTask(task);
    expect(StationTask.parse(shown)).toEqual(shown);
    expect(shown.checks.map(({ code, answer }) => [code, answer])).toEqual([
      ['PA7', 'not_applicable'],
      ['instruction', null],
    ]);
    expect(shown.waybills[0]).not.toHaveProperty('numberNormalized');
  });
});
