/**
 * Where an order stands in line under each policy: the smallest key goes first, equal keys in order of arrival. The head start
 * comes from the same function that production uses.
 */
import { dueOf } from '../queue/priority.js';
import { at } from './indexed-heap.js';
import type { PolicyName, Scenario } from './simulation.contract.js';
import type { Truck } from './timetable.js';
import type { Workload } from './workload.js';

const DAY_MS = 86_400_000;

/** Orders of band 0 stand before all others. Small enough that keys still tell microseconds apart. */
const BAND_MS = 1e13;

/** Stands for "no ship-by" and "no truck": after everything that has one, in order of arrival. */
const FAR_MS = 4e12;

export interface Place {
  vip: boolean;
  arrivedAt: number;
  /** Latest start that keeps the truck; FAR and later without one. */
  deadline: number;
  /** The promise that caps due; FAR without one. */
  shipBy: number;
  expectedMs: number;
}

export type PlaceKey = (place: Place) => number;

export function keyOfPolicy(policy: PolicyName, scenario: Scenario): PlaceKey {
  if (policy === 'fifo') return ({ arrivedAt }) => arrivedAt;
  if (policy === 'strict') return ({ vip, arrivedAt }) => (vip ? arrivedAt : FAR_MS + arrivedAt);
  if (policy === 'earliest_ship_by') return ({ deadline }) => deadline;
  const standardLead = scenario.standardLeadMinutes ?? scenario.deltaMinutes;
  const vipLead = standardLead - scenario.deltaMinutes;
  return (place) => dueByLead(place, place.vip ? vipLead : standardLead);
}

function dueByLead({ arrivedAt, shipBy, expectedMs }: Place, leadMinutes: number): number {
  const { due } = dueOf({
    arrivedAt: new Date(arrivedAt),
    leadMinutes,
    deadline: new Date(shipBy - expectedMs),
  });
  return due.getTime();
}

/** The key of a guarded order: its deadline, before every order that isn't guarded. */
export function guardedKey(deadline: number): number {
  return deadline - BAND_MS;
}

/** Latest start that keeps an order's truck. One that missed its last truck is wanted a day later. */
export function deadlineOf(work: Workload, id: number, truck: Truck | undefined, missed: boolean): number {
  const expectedMs = at(work.expectedMs, id);
  if (truck) return truck.leavesAt - expectedMs;
  const index = at(work.truck, id);
  const own = index >= 0 ? (work.trucks[index]?.leavesAt ?? Infinity) : at(work.shipBy, id);
  if (own < Infinity) return own - expectedMs + (missed ? DAY_MS : 0);
  return FAR_MS + at(work.arrivedAt, id);
}

/** The promise that caps an order's due: its own, or its pickup where that counts as one. */
export function promiseOf(scenario: Scenario, work: Workload, id: number, truck: Truck | undefined): number {
  const own = at(work.shipBy, id);
  const pickup = scenario.shipByCapsDue && truck ? truck.leavesAt : Infinity;
  return Math.min(own, pickup, FAR_MS);
}
