/**
 * Which reasons a customer is offered: only those that can be true by now. Nobody whose parcel is on its way is asked
 * whether it was broken, and a gift's recipient is never led to prices.
 */
import type { CaseReasonCode } from '../cases/case.texts.js';
import { isDelivered, isWithCarrier } from './tracking.carrier.js';
import type { LinkRow } from './tracking.rows.js';

type ReasonFacts = Pick<LinkRow, 'gift' | 'audience' | 'shipment_state' | 'carrier_state' | 'flags'>;

const BEFORE: readonly CaseReasonCode[] = ['late', 'other'];
const UNDERWAY: readonly CaseReasonCode[] = ['not_received', 'late', 'other'];
const WITH_FLAG: readonly (readonly [flag: string, reason: CaseReasonCode])[] = [
  ['noshi', 'noshi_wrong'],
  ['engraving', 'engraving_wrong'],
  ['chilled', 'temperature'],
];

/** The reasons for this link's holder, in the order in which they are offered. */
export function reasonsFor(link: ReasonFacts): CaseReasonCode[] {
  if (!isDelivered(link)) return [...(isWithCarrier(link) ? UNDERWAY : BEFORE)];
  const isRecipient = link.gift && link.audience === 'recipient';
  const byFlag = WITH_FLAG.flatMap(([flag, reason]) => (link.flags.includes(flag) ? [reason] : []));
  return [
    'delivered_not_found',
    'damaged',
    'leaked',
    'wrong_item',
    'missing_item',
    ...byFlag,
    'best_before',
    'defect',
    'other_parcel',
    'empty_box',
    ...(isRecipient ? [] : (['not_as_described', 'perk_missing', 'late'] as const)),
    ...(link.gift && !isRecipient ? (['price_shown'] as const) : []),
    'other',
  ];
}
