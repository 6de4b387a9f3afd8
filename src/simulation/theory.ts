/**
 * Waiting lines with a known answer, against which the simulator is checked: Poisson arrivals, exponential service times.
 * Erlang's C formula (1917): https://en.wikipedia.org/wiki/Erlang_(unit)#Erlang_C_formula. Priorities without interruption: A.
 * Cobham, "Priority Assignment in Waiting Line Problems", Operations Research 2 (1954), for several servers too.
 */

/** Probability that an order has to wait. @param load work coming in ÷ work the stations can do, below 1 */
export function erlangC(stations: number, load: number): number {
  const offered = stations * load;
  let blocked = 1;
  for (let n = 1; n <= stations; n += 1) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked / (1 - load * (1 - blocked));
}

/** Mean wait first come, first served, in units of the mean service time. */
export function erlangWait(stations: number, load: number): number {
  return erlangC(stations, load) / (stations * (1 - load));
}

/** Mean waits of VIPs and of others under strict priorities, in units of the mean service time. */
export function cobhamWaits(
  stations: number,
  load: number,
  vipShare: number,
): { vip: number; standard: number } {
  const base = erlangC(stations, load) / stations;
  const vipLeft = 1 - load * vipShare;
  return { vip: base / vipLeft, standard: base / (vipLeft * (1 - load)) };
}
