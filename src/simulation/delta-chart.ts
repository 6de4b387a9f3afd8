import type { Recommendation } from './simulation.report.js';
import { REPORT_TEXTS, type SimulationLocale } from './simulation.texts.js';
import { COLORS, curve, label, line, rect } from './svg.js';

const HEIGHT = 300;
const PLOT_TOP = 44;
const PLOT_BOTTOM = 252;
const AXIS = 44;

interface Frame {
  top: number;
  left: number;
  width: number;
}

/** What each head start would do: VIPs' p95 falls, the others' p99 rises towards the cap. */
export function deltaPanel(recommendation: Recommendation, locale: SimulationLocale, frame: Frame) {
  const { tried, capStandardP99: cap, deltaMinutes } = recommendation;
  const texts = REPORT_TEXTS[locale];
  const highest =
    Math.ceil(Math.max(cap, 1, ...tried.map(({ standardP99Ratio }) => standardP99Ratio)) * 4 + 0.4) / 4;
  const xOf = (n: number) => frame.left + AXIS + ((n + 0.5) * (frame.width - AXIS)) / tried.length;
  const yOf = (ratio: number) => frame.top + PLOT_BOTTOM - (ratio / highest) * (PLOT_BOTTOM - PLOT_TOP);
  const right = frame.left + frame.width;
  const chosen = tried.findIndex((result) => result.deltaMinutes === deltaMinutes);
  const svg = [
    label(frame.left, frame.top + 20, texts.chartDelta, { size: 14, weight: 700 }),
    chosenBand(xOf(chosen), frame, (frame.width - AXIS) / tried.length, texts.chosen),
    ...gridLines(highest, frame, yOf),
    line(
      [frame.left + AXIS, yOf(cap)],
      [right, yOf(cap)],
      `stroke="${COLORS.standard}" stroke-dasharray="6 5"`,
    ),
    label(frame.left + AXIS + 6, yOf(cap) - 6, `${texts.cap} ${cap} ×`, { size: 12, fill: COLORS.standard }),
    curve(
      tried.map(({ vipP95Ratio }, n) => [xOf(n), yOf(vipP95Ratio)]),
      COLORS.vip,
    ),
    curve(
      tried.map(({ standardP99Ratio }, n) => [xOf(n), yOf(standardP99Ratio)]),
      COLORS.standard,
    ),
    ...tried.map(({ deltaMinutes: delta }, n) =>
      label(xOf(n), frame.top + PLOT_BOTTOM + 20, String(delta), { size: 12, anchor: 'middle' }),
    ),
  ].join('\n');
  return { svg, height: HEIGHT };
}

function chosenBand(x: number, { top }: Frame, width: number, text: string): string {
  return [
    rect({
      x: x - width / 2,
      y: top + PLOT_TOP - 8,
      width,
      height: PLOT_BOTTOM - PLOT_TOP + 34,
      fill: COLORS.chosen,
      radius: 6,
    }),
    label(x, top + PLOT_BOTTOM + 40, text, { size: 12, weight: 700, fill: COLORS.vip, anchor: 'middle' }),
  ].join('\n');
}

function gridLines(highest: number, { left, width }: Frame, yOf: (ratio: number) => number): string[] {
  return Array.from({ length: Math.floor(highest * 2) + 1 }, (_, n) => n / 2).flatMap((ratio) => [
    line([left + AXIS, yOf(ratio)], [left + width, yOf(ratio)], `stroke="${COLORS.line}"`),
    label(left + AXIS - 8, yOf(ratio) + 4, `${ratio} ×`, { size: 12, fill: COLORS.quiet, anchor: 'end' }),
  ]);
}
