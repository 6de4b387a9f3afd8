/** What the simulator must get right before anybody believes it: known waiting lines, and the guarantee's own promises. */
import { comparePolicies } from './compare-policies.js';
import { guardScenario, GUARD_LOADS } from './guard-scenario.js';
import { runLine } from './run-line.js';
import { Scenario, type PolicyName } from './simulation.contract.js';
import type { PolicyResult } from './simulation.report.js';
import { cobhamWaits, erlangWait } from './theory.js';
import { waitBounds } from './wait-bound.js';
import { makeWorkload } from './workload.js';

export interface Check {
  name: string;
  measured: string;
  expected: string;
  ok: boolean;
}

export interface CheckSize {
  /** M/M/10: so many days of simulated minutes each. */
  lineSeeds: number;
  lineMinutes: number;
  /** Allowed deviation from Erlang C and from Cobham. */
  erlang: number;
  cobham: number;
  guardSeeds: number;
}

/** `npm run simulate -- --check`: some 13 million orders. */
export const FULL_CHECK: CheckSize = {
  lineSeeds: 16,
  lineMinutes: 540_000,
  erlang: 0.01,
  cobham: 0.02,
  guardSeeds: 10,
};

const STATIONS = 10;
const LOAD = 0.9;
const VIP_SHARE = 0.15;
const SERVICE_MINUTES = 6;
const DELTA_MINUTES = 20;

/** M/M/10 at load 0.9 with 15 % VIP: Erlang C, Cobham, and work conservation between policies. */
export function checkLines(size: CheckSize): Check[] {
  const scenario = lineScenario(size);
  const [fifo, strict, headStart] = comparePolicies([scenario], ['fifo', 'strict', 'head_start']);
  if (!fifo || !strict || !headStart) return [];
  const erlang = erlangWait(STATIONS, LOAD) * SERVICE_MINUTES;
  const cobham = cobhamWaits(STATIONS, LOAD, VIP_SHARE);
  return [
    near('M/M/10 first come first served, mean wait: Erlang C', fifo.all.mean, erlang, size.erlang),
    near('strict, VIP mean wait: Cobham', strict.vip.mean, cobham.vip * SERVICE_MINUTES, size.cobham),
    near(
      'strict, others’ mean wait: Cobham',
      strict.standard.mean,
      cobham.standard * SERVICE_MINUTES,
      size.cobham,
    ),
    near('work conservation, strict: mean over all orders', strict.all.mean, fifo.all.mean, 0.01),
    near('work conservation, head start: mean over all orders', headStart.all.mean, fifo.all.mean, 0.01),
    below('largest overtaking by leads, minutes', headStart.leadOvertakingMinutes, DELTA_MINUTES),
  ];
}

/** Every order of one long day against its own bound. */
export function checkBound(minutes: number): Check[] {
  const scenario = Scenario.parse({ ...lineScenario({ ...FULL_CHECK, lineMinutes: minutes }), seeds: 1 });
  const work = makeWorkload(scenario, 1);
  const run = runLine(scenario, work, 'head_start');
  const boundOf = waitBounds(scenario, work, run);
  let broken = 0;
  let leadBroken = 0;
  for (let id = 0; id < work.count; id += 1) {
    const { waitMs, boundMs, overtakingWorkMs, vipWorkOfDeltaMs } = boundOf(id);
    if (waitMs > boundMs + 1) broken += 1;
    if (overtakingWorkMs > vipWorkOfDeltaMs + 1) leadBroken += 1;
  }
  return [
    none(`wait ≤ (work before + later work with an earlier due) ÷ stations, ${work.count} orders`, broken),
    none('the part due to leads is at most the VIP work of one Δ', leadBroken),
  ];
}

/** The scenario of the truck guard: what could make its truck makes it. */
export function checkGuard(seeds: number): Check[] {
  const policies: PolicyName[] = ['fifo', 'head_start', 'guarded', 'guarded_reserve'];
  const fixed = compareGuard({ kind: 'fixed', meanMinutes: 4 }, seeds, policies);
  const varied = compareGuard({ kind: 'lognormal', meanMinutes: 4, cv: 0.6 }, seeds, policies);
  return [...guardChecks('fixed', fixed, 0), ...guardChecks('lognormal cv 0.6', varied, 0.002)];
}

/**
 * More orders for today than the peak can take (90 % have a truck): what is lost before the last order for a truck comes in, and
 * what earliest ship-by from the start would have met besides, with and without the reserve.
 */
export function checkGuardInNeed(seeds: number): Check[] {
  return compareGuard({ kind: 'fixed', meanMinutes: 4 }, seeds, ['guarded', 'guarded_reserve'], 0.9).flatMap(
    (result) => [
      share(`90 % for today, ${result.policy}: makeable trucks missed`, result, 0),
      {
        name: `90 % for today, ${result.policy}: missed, and met by earliest ship-by from the start`,
        measured: `${result.trucks.missed}, ${result.trucks.missedMetByShipBy} of ${result.trucks.orders}`,
        expected: 'reported',
        ok: true,
      },
    ],
  );
}

function compareGuard(service: Scenario['service'], seeds: number, policies: PolicyName[], today?: number) {
  const [first = 1, ...rest] = GUARD_LOADS;
  const at = (load: number) => Scenario.parse(guardScenario(load, { service, seeds }, today));
  return comparePolicies([at(first), ...rest.map(at)], policies);
}

function guardChecks(service: string, results: PolicyResult[], allowed: number): Check[] {
  const [fifo, headStart, ...guarded] = results;
  if (!fifo || !headStart) return [];
  return [
    above(`${service}: makeable trucks that the head start alone misses`, missedShare(headStart), 0.2),
    ...guarded.flatMap((result) => [
      share(`${service}, ${result.policy}: makeable trucks missed`, result, allowed),
      below(
        `${service}, ${result.policy}: VIP p95, a tenth of first come first served’s`,
        result.vip.p95,
        fifo.vip.p95 / 10,
      ),
    ]),
  ];
}

function missedShare({ trucks }: PolicyResult): number {
  return trucks.orders === 0 ? 0 : trucks.missedMakeable / trucks.orders;
}

function lineScenario(size: CheckSize): Scenario {
  return Scenario.parse({
    stations: STATIONS,
    service: { kind: 'exponential', meanMinutes: SERVICE_MINUTES },
    vipShare: VIP_SHARE,
    orders: { kind: 'generated', pieces: [{ minutes: Math.min(size.lineMinutes, 527_040), load: LOAD }] },
    deltaMinutes: DELTA_MINUTES,
    seeds: size.lineSeeds,
    warmupMinutes: 600,
  });
}

function near(name: string, measured: number, expected: number, tolerance: number): Check {
  const off = Math.abs(measured / expected - 1);
  return {
    name,
    measured: `${measured.toFixed(4)} (${(off * 100).toFixed(2)} % off)`,
    expected: `${expected.toFixed(4)} ± ${(tolerance * 100).toFixed(0)} %`,
    ok: off <= tolerance,
  };
}

function below(name: string, measured: number, limit: number): Check {
  return { name, measured: measured.toFixed(2), expected: `≤ ${limit.toFixed(2)}`, ok: measured <= limit };
}

function above(name: string, measured: number, limit: number): Check {
  return {
    name,
    measured: `${(measured * 100).toFixed(1)} %`,
    expected: `> ${limit * 100} %`,
    ok: measured > limit,
  };
}

function none(name: string, broken: number): Check {
  return { name, measured: `${broken} broken`, expected: '0', ok: broken === 0 };
}

function share(name: string, result: PolicyResult, allowed: number): Check {
  const { missedMakeable, orders } = result.trucks;
  return {
    name,
    measured: `${missedMakeable} of ${orders} (${(missedShare(result) * 100).toFixed(3)} %)`,
    expected: allowed === 0 ? '0' : `≤ ${allowed * 100} %`,
    ok: missedShare(result) <= allowed,
  };
}
