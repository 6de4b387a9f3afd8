import type { PolicyResult, SimulationReport } from '../simulation.report.js';
import { POLICY_TEXTS, REPORT_TEXTS, type SimulationLocale } from '../simulation.texts.js';
import { minutesText } from '../svg.js';
import type { Check } from '../self-check.js';

/** The report for a terminal. */
export function reportText(report: SimulationReport, lang: SimulationLocale): string {
  const texts = REPORT_TEXTS[lang];
  const header = [
    texts.policy,
    texts.vip,
    texts.standard,
    texts.onTime,
    `${texts.missed} ${texts.makeable}`,
    texts.overtaking,
  ];
  const rows = report.policies.map((result) => row(result, lang));
  const { recommendation, warnings, headline } = report;
  return [
    ...table([header, ...rows]),
    texts.minutes,
    '',
    ...(recommendation
      ? [texts.recommended(recommendation.deltaMinutes, recommendation.capStandardP99)]
      : []),
    headline.ja,
    headline.en,
    ...warnings.map((warning) => `! ${warning[lang]}`),
    '',
  ].join('\n');
}

export function checksText(checks: readonly Check[]): string {
  return table(
    checks.map(({ name, measured, expected, ok }) => [ok ? 'ok' : 'FAILED', name, measured, expected]),
  )
    .join('\n')
    .concat('\n');
}

function row(result: PolicyResult, lang: SimulationLocale): string[] {
  const { vip, standard, onTimeShare, trucks, policy, deltaMinutes } = result;
  const name = POLICY_TEXTS[policy][lang];
  return [
    deltaMinutes === null ? name : `${name} (${deltaMinutes})`,
    waits(vip),
    waits(standard),
    onTimeShare === null ? '–' : `${(onTimeShare * 100).toFixed(1)} %`,
    trucks.orders === 0 ? '–' : `${trucks.missed} (${trucks.missedMakeable}) / ${trucks.orders}`,
    minutesText(result.largestOvertakingMinutes),
  ];
}

function waits({ p50, p95, p99, max }: PolicyResult['vip']): string {
  return [p50, p95, p99, max].map((minutes) => minutesText(minutes).padStart(5)).join(' ');
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => widthOf(cells[column] ?? ''))),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** In terminal cells: Japanese letters take two. */
function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (/[\u3000-\u30FF\u4E00-\u9FFF\uFF00-\uFFEF]/.test(letter) ? 2 : 1),
    0,
  );
}
