import { checkFacts, lineFacts, stage, taskFacts, waybillFacts } from '../../test/factories/task-facts.js';
import { answeredWhen, checksClosedWithStage, checksOfHandover, provenChecks } from './auto-answers.js';
import { DEFAULT_STANDARDS } from './default-standards.data.js';

const auto = (code: string) => checkFacts(code, { answeredBy: 'auto' });
const codes = (checks: { code: string }[]) => checks.map(({ code }) => code);

describe('an automatic check', () => {
  it('is answered by the last piece that is counted', () => {
    const checks = [auto('IN1'), auto('XY1')];
    expect(codes(provenChecks(taskFacts({ checks })))).toEqual([]);
    expect(codes(provenChecks(taskFacts({ checks, lines: [lineFacts({ counted: 1 })] })))).toEqual([
      'IN1',
      'XY1',
    ]);
  });

  it('is answered by the first label, or by the last one where all boxes are meant', () => {
    const checks = [auto('SH1'), auto('SH2'), auto('SH4'), auto('SH7')];
    const bound = waybillFacts('301200000010', { boundAt: '2026-12-01T00:00:00.000Z' });
    const task = taskFacts({ stage: stage(['ship']), checks, parcelCount: 2, waybills: [bound] });
    expect(codes(provenChecks(task))).toEqual(['SH1', 'SH2']);
    expect(codes(provenChecks({ ...task, parcelCount: 1 }))).toEqual(['SH1', 'SH2', 'SH4']);
    expect(codes(checksOfHandover(task))).toEqual(['SH7']);
  });

  it('is answered by closing the stage, once', () => {
    const checks = [auto('PA8')];
    expect(codes(checksClosedWithStage(taskFacts({ checks })))).toEqual(['PA8']);
    const answered = [{ ...auto('PA8'), answer: { value: 'pass' as const, reason: null } }];
    expect(checksClosedWithStage(taskFacts({ checks: answered }))).toEqual([]);
  });

  it('has a known proof in every default standard', () => {
    const all = DEFAULT_STANDARDS.flatMap(({ checks }) => checks).filter(
      (check) => check.answeredBy === 'auto',
    );
    expect(all.map(({ code }) => [code, answeredWhen(code)])).toEqual([
      ...['PK1', 'PK2', 'PK3', 'PK4', 'IN1', 'IN6', 'PA3'].map((code) => [code, 'items_counted']),
      ['PA8', 'stage_closed'],
      ...['SH1', 'SH2'].map((code) => [code, 'label_matched']),
      ['SH4', 'all_labels_matched'],
      ['SH7', 'handed_over'],
    ]);
  });
});

describe('the default standards', () => {
  it('are the four sections with thirty checks, none twice, each in both languages', () => {
    const sections = DEFAULT_STANDARDS.map(({ section, checks }) => [section, checks.length]);
    expect(sections).toEqual([
      ['pick', 7],
      ['inspect', 8],
      ['pack', 8],
      ['ship', 7],
    ]);
    const all = DEFAULT_STANDARDS.flatMap(({ checks }) => checks);
    expect(new Set(codes(all)).size).toBe(30);
    for (const { text } of all) expect(text.ja === text.en).toBe(false);
  });

  it('cost two presses for a plain tea order and nine for a teapot as a noshi gift', () => {
    const presses = (flags: string[]) =>
      DEFAULT_STANDARDS.flatMap(({ checks }) => checks).filter(
        ({ answeredBy, appliesTo }) =>
          (answeredBy === 'press' || answeredBy === 'photo') &&
          (appliesTo.length === 0 || appliesTo.some((flag) => flags.includes(flag))),
      ).length;
    expect(presses(['lot'])).toBe(2);
    expect(presses(['fragile', 'teapot', 'noshi', 'gift'])).toBe(9);
  });
});
