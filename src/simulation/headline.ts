import type { DeltaResult } from './simulation.report.js';

const STRENGTH = {
  weak: { ja: '弱い', en: 'Weak' },
  medium: { ja: '中くらい', en: 'Medium' },
  strong: { ja: '強い', en: 'Strong' },
} as const;

/** One line for managers: how strong the head start is, and what it costs everybody else. */
export function headlineOf(result: DeltaResult): { ja: string; en: string } {
  if (result.deltaMinutes === 0) return result.vipP95 < SHORT_MINUTES ? NOT_NEEDED : NOTHING;
  const { ja, en } = STRENGTH[result.strength];
  const delta = Math.round(result.deltaMinutes);
  const share = Math.round(result.vipP95Ratio * 100);
  const extra = signed(Math.round(result.standardMaxExtraMinutes));
  return {
    ja: `${ja}: ${delta}分の先行で、VIPの待ち時間(95%値)は先着順の${share}%。ほかのお客さまの最長の待ち時間は${extra}分。`,
    en: `${en}: with a head start of ${delta} min VIPs wait ${share} % of first come, first served (p95); longest wait of other customers ${extra} min.`,
  };
}

/** A wait that nobody would pay a head start for. */
const SHORT_MINUTES = 1;

const NOT_NEEDED = {
  ja: '不要: VIPもほとんど待っていません。先行時間がなくても変わりません。',
  en: 'Not needed: VIPs hardly wait as it is, and a head start would change nothing.',
};

const NOTHING = {
  ja: 'なし: 上限を守れる先行時間がありません。上限をゆるめるか、人を増やしてください。',
  en: 'None: no head start meets the cap. Raise the cap or add people.',
};

function signed(minutes: number): string {
  return minutes > 0 ? `+${minutes}` : minutes < 0 ? `−${-minutes}` : '±0';
}
