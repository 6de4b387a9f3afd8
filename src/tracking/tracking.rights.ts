/**
 * What a link's holder may see. Links are forwarded, so a link opens no more than its own shipment, never an address and
 * never the rank. The film is for the orders of ranks that have it, or when an agent has opened it on this link. A
 * gift's recipient learns neither price nor film, and before delivery not even what is inside.
 */
import { isDelivered } from './tracking.carrier.js';
import type { ClipItem, LinkRow, StageItem } from './tracking.rows.js';

export interface ViewerRights {
  film: boolean;
  stills: boolean;
  /** What is in the box and what was checked about it. */
  contents: boolean;
  orderNumber: boolean;
}

/** Renditions that a customer may ever be sent; `staff` shows the label. */
export const CUSTOMER_RENDITIONS = ['digest', 'customer', 'poster', 'still'] as const;
export type CustomerRendition = (typeof CUSTOMER_RENDITIONS)[number];

type RightsFacts = Pick<
  LinkRow,
  'gift' | 'audience' | 'link_film' | 'rank_film' | 'shipment_state' | 'carrier_state'
>;

/** The rights of a link's holder. */
export function rightsOf(link: RightsFacts): ViewerRights {
  const isGiftRecipient = link.gift && link.audience === 'recipient';
  return {
    film: !isGiftRecipient && (link.link_film || link.rank_film),
    stills: !isGiftRecipient,
    contents: !isGiftRecipient || isDelivered(link),
    orderNumber: !isGiftRecipient,
  };
}

/** Whether a stage may be seen at all: in a stage with the section `ship`, the address label is in every picture. */
export function isVisibleStage(stage: Pick<StageItem, 'sections'> | undefined): boolean {
  return Boolean(stage?.sections) && !stage?.sections?.includes('ship');
}

/**
 * Whether a viewer may be sent this rendition of a clip. The media route and the page ask the same question. A poster is
 * a frame of the customer's film, or of the staff's when there is no such film: then it is not for customers. A still is
 * shown when the standard has words for customers for what it shows. Neither is shown once it is known that a label was in
 * the picture: a scan may arrive after the film was made.
 */
export function mayWatch(
  rights: ViewerRights,
  clip: ClipItem,
  stage: Pick<StageItem, 'sections'> | undefined,
  rendition: CustomerRendition,
): boolean {
  if (clip.overtaken || clip.mediaState !== 'playable' || !isVisibleStage(stage)) return false;
  const has = (kind: CustomerRendition) => clip.renditions.some((made) => made.kind === kind);
  if (!clip.beforeLabel) return false;
  if (clip.kind === 'film') return rights.film && rendition !== 'still' && has('customer') && has(rendition);
  return rights.stills && rendition === 'still' && has('still') && clip.answersCustomer;
}
