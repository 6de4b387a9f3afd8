import { Problem } from '../../shared/api/problem.js';
import { haltOfProblem, haltOfScan, haltOfStop } from './stops.js';

const text = { ja: '出荷を保留する指示が出ました。', en: 'This shipment is held.' };
const refused = (code: string, members = {}) =>
  new Problem(409, code, 'Read this.', '読んでください', members);

it('tells the reason that a refused action carries, as a heartbeat would', () => {
  const stop = { code: 'held', text };
  expect(haltOfProblem(refused('task_stopped', { stop }))).toEqual(haltOfStop(stop));
});

it('falls back to the words of the refusal when the reason is missing or malformed', () => {
  const words = { ja: 'Read this.', en: 'Read this.' };
  for (const stop of [undefined, null, 'held', { code: 7, text }, { code: 'held', text: { ja: 'x' } }]) {
    const halt = haltOfProblem(refused('task_stopped', { stop }));
    expect(halt).toEqual({ code: 'task_stopped', text: { ...words, ja: '読んでください' }, ends: true });
  }
});

it('ends a task that another station has taken, and no task because of an ordinary refusal', () => {
  expect(haltOfProblem(refused('newer_token'))?.ends).toBe(true);
  expect(haltOfProblem(refused('not_complete'))).toBeNull();
});

it("goes on after another parcel's label, once somebody has read it", () => {
  expect(haltOfScan({ result: 'swapped_label', message: text })?.ends).toBe(false);
  expect(haltOfScan({ result: 'evidence_missing', message: text })?.ends).toBe(false);
  expect(haltOfScan({ result: 'counted', message: text })).toBeNull();
});
