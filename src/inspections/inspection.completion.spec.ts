import {
  checkFacts,
  instructionFacts,
  lineFacts,
  stage,
  taskFacts,
  waybillFacts,
} from '../../test/factories/task-facts.js';
import { whyNotComplete } from './inspection.completion.js';

const done = lineFacts({ counted: 1 });
const codes = (task: Parameters<typeof whyNotComplete>[0]) => whyNotComplete(task).map(({ code }) => code);

describe('a stage can be completed', () => {
  it('when everything is counted and answered', () => {
    const pass = { value: 'pass' as const, reason: null };
    const notApplicable = { value: 'not_applicable' as const, reason: 'no lid' };
    const checks = [checkFacts('PA7', { answer: pass }), checkFacts('IN3', { answer: notApplicable })];
    expect(codes(taskFacts({ lines: [done], checks }))).toEqual([]);
  });

  it('not while pieces are missing, and says how many', () => {
    const task = taskFacts({ lines: [lineFacts({ quantity: 3, counted: 1 }), done] });
    expect(whyNotComplete(task)).toEqual([
      {
        code: 'line_not_counted',
        text: {
          ja: '煎茶「朝凪」50g:1/3を読み取り済み',
          en: 'Sencha "Asanagi" 50 g: 1 of 3 scanned',
        },
      },
    ]);
  });

  it('with fewer pieces after a short pick, but not with none at all', () => {
    expect(codes(taskFacts({ lines: [lineFacts({ quantity: 3, counted: 1, short: 2 })] }))).toEqual([]);
    expect(codes(taskFacts({ lines: [lineFacts({ short: 1 })] }))).toEqual(['nothing_left']);
  });

  it('not while a check that applies is unanswered or failed; commands and automatic checks are no questions', () => {
    const checks = [
      checkFacts('PA1', { appliesTo: ['fragile'] }),
      checkFacts('PA2', { appliesTo: ['noshi', 'gift'] }),
      checkFacts('PA4', { answer: { value: 'fail', reason: 'a price tag' } }),
      checkFacts('PA8', { answeredBy: 'auto' }),
      checkFacts('IN8', { answeredBy: 'command' }),
    ];
    const task = taskFacts({ lines: [done], checks, flags: ['gift'] });
    expect(codes(task)).toEqual(['PA2', 'PA4']);
    expect(whyNotComplete(task)[1]?.text.en).toBe('NG and not put right: Text of PA4');
  });

  it('not while an instruction of its own is unanswered', () => {
    const instructions = [instructionFacts('noshi'), instructionFacts('wish')];
    const checks = [checkFacts('PA2', { appliesTo: ['noshi'], answer: { value: 'pass', reason: null } })];
    expect(codes(taskFacts({ lines: [done], instructions, checks, flags: ['noshi'] }))).toEqual([
      'instruction',
    ]);
    expect(codes(taskFacts({ lines: [done], instructions, stage: stage(['inspect']) }))).toEqual([]);
  });

  it('not while a swap is open', () => {
    const swap = {
      id: 'x',
      kind: 'swap' as const,
      state: 'open' as const,
      shipmentLineId: 'line',
      quantity: 1,
    };
    const task = taskFacts({ lines: [done], exceptions: [{ ...swap, defect: 'spout bent' }] });
    expect(whyNotComplete(task)[0]?.text.en).toBe('Not settled: Sencha "Asanagi" 50 g (spout bent)');
    expect(
      codes(taskFacts({ lines: [done], exceptions: [{ ...swap, defect: 'spout bent', state: 'resolved' }] })),
    ).toEqual([]);
  });

  it('not before every parcel has its label, where labels go on; items are not counted there', () => {
    const bound = waybillFacts('301200000010', { boundAt: '2026-12-01T00:00:00.000Z' });
    const task = taskFacts({
      stage: stage(['ship']),
      parcelCount: 2,
      waybills: [bound, waybillFacts('301200000021')],
    });
    expect(whyNotComplete(task)).toEqual([
      { code: 'waybill_missing', text: { ja: '送り状の照合:1/2', en: 'Labels matched: 1 of 2' } },
    ]);
    expect(codes({ ...task, parcelCount: 1 })).toEqual([]);
  });
});
