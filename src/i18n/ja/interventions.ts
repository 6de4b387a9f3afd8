import type { interventionTexts as english } from '../en/interventions.js';

/** 担当者が操作したあとに読む文。 */
export const interventionTexts: Record<keyof typeof english, string> = {
  'waits.payment':
    'ご入金待ちのため、まだだれにも渡りません。ご入金が確認でき次第、新しい順番で列に入ります。',
  'waits.release': '作業開始日時の前のため、まだだれにも渡りません。その時刻から、新しい順番で列に入ります。',
};
