import type { DefectTexts } from '../../cases/defect.texts.js';

/** 検品で見つかるもの。お客さまへの文に入る言い方。 */
export const defectsJa: DefectTexts = {
  dent: 'へこみ',
  scratch: 'きず',
  chip: '欠け',
  crack: 'ひび',
  stain: '汚れ',
  leak: '漏れ',
  glaze: '釉薬のむら',
  engraving: '刻印の乱れ',
  lid: 'ふたの合いの悪さ',
  box: '箱の傷み',
  expired: '賞味期限の近い品',
  wrong_item: '別の商品',
};
