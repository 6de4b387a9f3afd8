/** The report as a picture: waits by policy, and what each head start would do. Plain SVG, no library, readable by a screen reader. */
import type { SimulationReport } from './simulation.report.js';
import { POLICY_TEXTS, REPORT_TEXTS, type SimulationLocale } from './simulation.texts.js';
import { deltaPanel } from './delta-chart.js';
import { COLORS, escapeXml, label, minutesText, rect } from './svg.js';

const WIDTH = 960;
const PAD = 32;
const NAMES = 250;
const ROW = 52;
const TOP = 118;

/** @returns an SVG document */
export function chartOf(report: SimulationReport, locale: SimulationLocale): string {
  const texts = REPORT_TEXTS[locale];
  const bottom = TOP + report.policies.length * ROW + 24;
  const panel = report.recommendation
    ? deltaPanel(report.recommendation, locale, { top: bottom, left: PAD, width: WIDTH - 2 * PAD })
    : null;
  const height = bottom + (panel?.height ?? 0) + PAD / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="t d" font-family="'Hiragino Sans','Noto Sans JP','Noto Sans CJK JP',system-ui,sans-serif">`,
    `<title id="t">${escapeXml(texts.chartTitle)}</title>`,
    `<desc id="d">${escapeXml(description(report, locale))}</desc>`,
    rect({ x: 0, y: 0, width: WIDTH, height, fill: COLORS.paper, radius: 14 }),
    label(PAD, 44, texts.chartTitle, { size: 22, weight: 700 }),
    label(PAD, 70, report.headline[locale], { size: 13, fill: COLORS.quiet }),
    legend(locale),
    label(WIDTH - PAD, 98, texts.chartWaits, { size: 12, fill: COLORS.quiet, anchor: 'end' }),
    ...bars(report, locale),
    panel?.svg ?? '',
    '</svg>',
    '',
  ].join('\n');
}

function legend(locale: SimulationLocale): string {
  const texts = REPORT_TEXTS[locale];
  return [
    rect({ x: PAD, y: 88, width: 12, height: 12, fill: COLORS.vip, radius: 3 }),
    label(PAD + 18, 98, texts.vipP95, { size: 12 }),
    rect({ x: PAD + 130, y: 88, width: 12, height: 12, fill: COLORS.standard, radius: 3 }),
    label(PAD + 148, 98, texts.standardP99, { size: 12 }),
  ].join('\n');
}

function bars({ policies }: SimulationReport, locale: SimulationLocale): string[] {
  const longest = Math.max(1, ...policies.flatMap(({ vip, standard }) => [vip.p95, standard.p99]));
  const scale = (WIDTH - 2 * PAD - NAMES - 70) / longest;
  return policies.flatMap(({ policy, vip, standard }, n) => {
    const y = TOP + n * ROW;
    return [
      label(PAD, y + 25, POLICY_TEXTS[policy][locale], { size: 13 }),
      bar(y + 4, vip.p95, scale, COLORS.vip),
      bar(y + 23, standard.p99, scale, COLORS.standard),
    ];
  });
}

function bar(y: number, minutes: number, scale: number, fill: string): string {
  const x = PAD + NAMES;
  const width = Math.max(2, minutes * scale);
  return [
    rect({ x, y, width, height: 15, fill, radius: 3 }),
    label(x + width + 6, y + 12, minutesText(minutes), { size: 12 }),
  ].join('\n');
}

function description({ policies, headline }: SimulationReport, locale: SimulationLocale): string {
  const texts = REPORT_TEXTS[locale];
  const rows = policies.map(
    ({ policy, vip, standard }) =>
      `${POLICY_TEXTS[policy][locale]}: ${texts.vipP95} ${minutesText(vip.p95)}, ${texts.standardP99} ${minutesText(standard.p99)}`,
  );
  return [headline[locale], texts.minutes, ...rows].join(' ');
}
