/** Titles of warnings: something was taken as it is, but somebody should know. `detail` says what to do, in English. */
export const warningTitles = {
  clock_ahead: 'The order is dated in the future',
  ship_by_in_the_past: 'The ship-by has passed already',
  carrier_without_calendar: 'No pickups of this carrier are known',
  no_truck_in_time: 'No truck leaves before the ship-by',
  pickups_on_closed_days: 'The expected pickups fall on closed days',
  pool_unserved: 'No station serves what the order needs',
  zones_unserved: 'No station serves a zone',
  temperatures_unserved: 'No station serves a temperature',
  skills_unserved: 'No station has a skill',
  combinations_unserved: 'No one station serves these requirements together',
  cart_stages_unknown: 'A cart is for a stage that no brand has',
};
