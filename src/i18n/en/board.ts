/** The board of a warehouse: one sentence a truck, and trouble with what to do about it. */
const PEOPLE = '{people, plural, one {# person} other {# people}}';
const PARCELS = '{count, plural, one {# parcel} other {# parcels}}';

export const boardTexts = {
  'time.today': '{time}',
  'time.tomorrow': 'tomorrow {time}',
  'time.other': '{day} {time}',
  'carrier.yamato': 'Yamato',
  'carrier.sagawa': 'Sagawa',
  'carrier.japan_post': 'Japan Post',
  'carrier.other': 'Other carriers',
  'truck.fine': `{truck}: {left} left, {toGo} to go, all will make it with ${PEOPLE}`,
  'truck.risk': `{truck}: {left} left, {toGo} to go, {risk} won’t make it with ${PEOPLE} ({missing} more needed)`,
  'truck.nobody': '{truck}: {left} left, {toGo} to go, nobody is at work ({missing} needed)',
  'truck.done': '{truck}: nothing left to do, {done} done',
  'truck.waiting': '{truck}: nothing to do yet',
  'truck.held': '{truck}: nothing left to do but what is held ({held})',
  'truck.gone': '{truck}: has left; {left, plural, one {# parcel} other {# parcels}} missed it',
  'truck.gone_done': '{truck}: has left with everything that was ready',
  'other.earlier': 'For trucks of earlier days: {left} left, {done} packed and still here',
  'other.later': '{day}: {left} can be done now, {waiting} later',
  'other.no_calendar': '{carrier}, no pickup known: {left} left',
  'problem.carrier_without_calendar': `{what}: no pickup times are known, so only the ship-by is watched for ${PARCELS}. Add them to the calendar (PUT /v1/pickups).`,
  'problem.no_pickup': `{what}: no pickup fits ${PARCELS} (service or closed days). Add a pickup for them or change the carrier.`,
  'problem.pool_unserved':
    'No station serves {what}: {count, plural, one {# task} other {# tasks}} can’t be given to anybody. Let a station serve it (PUT /v1/stations/…/capabilities).',
  'problem.pool_unattended':
    'Nobody is signed in at a station that serves {what}: {count, plural, one {# task waits} other {# tasks wait}}. Sign in at {who}.',
  'problem.nobody_at_work':
    'Nobody is signed in at any station: {count, plural, one {# task waits} other {# tasks wait}}. Sign in with a badge.',
  'problem.ship_by_past': `The ship-by has passed for ${PARCELS}. They go first; tell the customers, or have the shop send a new ship-by.`,
  'problem.contact_lost':
    'Contact lost with {what} during {count, plural, one {a task} other {# tasks}}. Look there first: the goods may lie on that station; otherwise somebody else gets the task.',
  'problem.left_behind': `{what}: ${PARCELS} packed for a truck that has left, not scanned at the hand-over. Look for them on the dock; scan them if they are gone.`,
  'problem.shipped_without_evidence': `${PARCELS} left without their evidence. Waive it with a reason, or let the film arrive (coverage page).`,
  'problem.station_clock_ahead':
    'The clock of {what} is ahead ({count, plural, one {# scan} other {# scans}} from the future). Set its clock; its times are kept as it said them.',
  'problem.order_clock_ahead':
    'The clock of {what} is ahead: {count, plural, one {# order} other {# orders}} placed in the future count as placed on receipt. Set the clock there.',
  'problem.queue_rows':
    'The queue’s storage is away: tasks come straight from the database, in the same order. Nothing to do at the stations; call the operator.',
  'problem.queue_rebuilding':
    'The queue is being filled again: tasks come straight from the database, in the same order. It ends by itself.',
  'need.zone': 'zone {value}',
  'need.temperature.chilled': 'chilled goods',
  'need.temperature.frozen': 'frozen goods',
  'need.skill': 'the skill {value}',
  'status.packed_not_handed_over': 'packed, but never scanned at the truck',
  'status.partly_handed_over': 'some of its boxes were never scanned at the truck',
  'status.not_finished': 'not finished, and its truck has left',
  'status.later': 'for a later day',
  'status.payment': 'waits for its payment',
  'status.missed': 'missed its truck, moved to the next',
  'status.left_later': 'left on a later day',
  'status.stopped_later': 'cancelled on a later day',
};
