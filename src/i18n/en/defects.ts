import type { DefectTexts } from '../../cases/defect.texts.js';

/** What inspection finds, as it stands inside a sentence. */
export const defectsEn: DefectTexts = {
  dent: 'a dent',
  scratch: 'a scratch',
  chip: 'a chip',
  crack: 'a crack',
  stain: 'a stain',
  leak: 'a leak',
  glaze: 'an uneven glaze',
  engraving: 'an unclean engraving',
  lid: 'a lid that did not fit well',
  box: 'a damaged box',
  expired: 'a piece close to its best-before date',
  wrong_item: 'a different product',
};
