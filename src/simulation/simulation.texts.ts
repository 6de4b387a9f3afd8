import type { PolicyName } from './simulation.contract.js';

export type SimulationLocale = 'ja' | 'en';

export const POLICY_TEXTS: Readonly<Record<PolicyName, Readonly<Record<SimulationLocale, string>>>> = {
  fifo: { ja: '先着順', en: 'First come, first served' },
  strict: { ja: 'VIPを常に先に', en: 'VIPs always first' },
  earliest_ship_by: { ja: '出荷期限順', en: 'Earliest ship-by' },
  head_start: { ja: '先行時間のみ', en: 'Head start' },
  guarded: { ja: '先行時間+集荷を守る', en: 'Head start, trucks guarded' },
  guarded_reserve: { ja: '先行時間+集荷を守る(見込み込み)', en: 'Head start, guarded with reserve' },
};

export const REPORT_TEXTS = {
  ja: {
    policy: '順番の決め方',
    vip: 'VIP 待ち 50/95/99%/最長',
    standard: 'ほか 待ち 50/95/99%/最長',
    onTime: '期限内',
    missed: '集荷もれ',
    makeable: '(間に合えた)',
    overtaking: '最大の追い越し',
    minutes: '時間は分。',
    recommended: (delta: number, cap: number) =>
      delta === 0
        ? 'おすすめの先行時間: なし'
        : `おすすめの先行時間: ${delta}分(ほかのお客さまの99%値は、先行なしの${cap}倍以内)`,
    chartTitle: '順番の決め方と待ち時間',
    chartWaits: '待ち時間(分)',
    chartDelta: '先行時間(分)と、先行なしに対する待ち時間',
    vipP95: 'VIP(95%値)',
    standardP99: 'ほかのお客さま(99%値)',
    cap: '上限',
    chosen: 'おすすめ',
  },
  en: {
    policy: 'Policy',
    vip: 'VIP wait p50/p95/p99/max',
    standard: 'others p50/p95/p99/max',
    onTime: 'on time',
    missed: 'trucks missed',
    makeable: '(makeable)',
    overtaking: 'largest overtaking',
    minutes: 'Times in minutes.',
    recommended: (delta: number, cap: number) =>
      delta === 0
        ? 'Recommended head start: none'
        : `Recommended head start: ${delta} min (other customers' p99 within ${cap} × the same without one)`,
    chartTitle: 'Who goes first, and who waits',
    chartWaits: 'Wait in minutes',
    chartDelta: 'Head start in minutes, and waits relative to none',
    vipP95: 'VIP (p95)',
    standardP99: 'Other customers (p99)',
    cap: 'cap',
    chosen: 'recommended',
  },
} as const;
