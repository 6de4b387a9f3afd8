import type { WaiverReason } from '../api/coverage-api.js';

const reasons: Record<WaiverReason, string> = {
  camera_broken: 'カメラの故障',
  power_cut: '停電',
  network_lost: '通信障害',
  privacy_request: '撮影を控える依頼',
  too_large: '大きすぎて映せない',
  other: 'その他',
};

export const coverageJa = {
  title: '記録率',
  body: '引き渡した荷物のうち、必要な映像・写真がそろっているもの、または責任者が理由を付けて認めたものの割合です。',
  from: '開始日',
  to: '終了日',
  day: '日付',
  brand: 'ブランド',
  warehouse: '倉庫',
  shipped: '引き渡し',
  complete: 'そろっている',
  waived: '理由あり',
  missing: '不足',
  share: '記録率',
  total: '合計',
  none: 'この期間に引き渡した荷物はありません。',
  nothingMissing: '記録が不足している荷物はありません。',
  gaps: (n: number) => `記録が不足している荷物 ${n}件`,
  left: (time: string) => `${time} 引き渡し`,
  lacks: (stage: string) => `「${stage}」の記録がありません`,
  reason: '理由を選ぶ',
  reasons,
  waive: 'この理由で認める',
};

export type CoverageTexts = typeof coverageJa;
