/** Why a task stands where it stands, for staff. */
export const queueTexts = {
  'decided.lead':
    'By its rank: {minutes, plural, =0 {no head start} other {# minutes of head start}} on the time it came in.',
  'decided.ship_by': 'By its promise: it must start by then to leave in time.',
  'decided.expedited': 'Expedited by staff.',
  'decided.guard':
    'Its truck, or its ship-by where no truck is known, is nearly out of time, so it goes first, whatever the rank.',
  'decided.held': 'Its shipment is held: nobody gets it before the hold is released.',
  'decided.reserved': 'Staff gave it to station {station}; others get it only after ten minutes.',
  'decided.in_work': 'Somebody is working on it.',
  'decided.done': 'This stage is completed or was stopped.',
  'decided.waits_payment': 'It waits for its payment and is not in line yet.',
  'decided.waits_release': 'It waits for its release or for the stage before it.',
  'rank.default':
    '{rank}: the rank of everybody whom nothing else was said of.{minutes, plural, =0 {} other { Its brand’s default lead is shorter than the longest here: # minutes of head start.}}',
  'rank.external': '{rank}, as the shop or CRM says: {minutes} minutes of head start.',
  'rank.rules': '{rank}, by the brand’s rules: {minutes} minutes of head start.',
  'guarantee.leads':
    'Only orders that come within the rest of the head start (at most {peak} an hour in the last week), or that must leave even sooner, can still go first.',
  'guarantee.ship_by': 'Only orders that must leave even sooner can still go first.',
  'guarantee.guard': 'Only orders for trucks that leave even sooner can still go first.',
  'remark.truck_not_kept':
    'The guarantee alone doesn’t keep its truck: by it, the start may come after the latest start that makes the truck. The truck guard puts it first when that is close, if it is on and enough people are at work.',
  'remark.truck_not_kept_guarded':
    'Even among those that go first it may start too late for its truck: more people are needed, or it must be expedited.',
  'remark.ship_by_not_kept':
    'The guarantee alone doesn’t keep its ship-by: by it, the start may come after the latest start that keeps it. The truck guard watches the ship-by instead of a truck and puts it first when that is close, if it is on and enough people are at work; if not, expedite it.',
  'overtaken.scan': 'A packer had it in hand and scanned it.',
  'overtaken.truck': 'Its truck was nearly out of time.',
  'overtaken.cart': 'It lay on the way of a picking trip that had begun.',
  'overtaken.expedited': 'It was expedited by staff.',
  'overtaken.ship_by': 'It was promised for an earlier time.',
  'overtaken.head_start': 'Its rank has a longer head start.',
  'overtaken.brand_head_start':
    'Its brand’s default lead is shorter than the longest in this warehouse, so that even its default rank has a head start here, within the warehouse’s cap and the brand’s share.',
  'overtaken.shorter_lead':
    'Its lead is shorter, though not by a longer head start: the leads that count here were changed in between, or this order’s rank starts later than the standard.',
  'overtaken.same_minute': 'Both were due in the same minute.',
  'overtaken.moved': 'It stood further ahead when it was started; one of the two has moved since.',
  'cause.rank_raised': 'The rank was raised.',
  'cause.order_changed': 'The order was changed.',
  'cause.pickup_moved': 'The pickup was moved.',
  'cause.truck_missed': 'The truck was missed; it goes with the next.',
  'cause.hold_released': 'The hold was released.',
  'cause.expedited': 'It was expedited.',
  'cause.split': 'The shipment was split.',
  'cause.consolidated': 'Shipments were consolidated.',
  'cause.order_left_box': 'Another order left the box that it shared.',
  'cause.truck_guard': 'The truck guard put it first.',
  'cause.truck_guard_lifted': 'The truck has time again.',
};
