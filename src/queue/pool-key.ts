/**
 * Pools: tasks that the same stations may do next. A warehouse says which requirements separate its pools (zone of the
 * shelf, temperature, a skill); a task is in exactly one pool, and a station looks at the heads of those that it serves. Fewer
 * pools mean a stronger guarantee, so nothing is separated unless the warehouse asks for it.
 */

export type Requirement = 'zone' | 'temperature' | 'skill';

/** How a warehouse separates its pools. */
export interface PoolRules {
  poolBy: readonly Requirement[];
  /** The shelves of a zone begin with one of its prefixes; the longest prefix wins. */
  zones: readonly { code: string; shelfPrefixes: readonly string[] }[];
  /** A shipment with any of the flags needs the skill; the first skill that fits counts. */
  skills: readonly { code: string; flags: readonly string[] }[];
}

/** What a task asks of the station that takes it. */
export interface Requirements {
  zone?: string;
  temperature?: string;
  skill?: string;
}

/** What a bench can do; null: everything. */
export interface Capabilities {
  zones: readonly string[] | null;
  temperatures: readonly string[] | null;
  skills: readonly string[] | null;
}

export interface PooledTask {
  /** Goods are taken from their shelves in the first stage; later ones happen at a bench, whatever the zone. */
  isFirstStage: boolean;
  temperature: string;
  flags: readonly string[];
  shelves: readonly (string | null)[];
}

const SHORT = { zone: 'zone', temperature: 'temp', skill: 'skill' } as const;

/** The pool of a task, canonical: `zone=A,temp=chilled,skill=engraving`, or empty for the warehouse's one pool. */
export function poolKeyOf(rules: PoolRules, task: PooledTask): string {
  const needs: Requirements = {
    zone: task.isFirstStage ? zoneOfShelves(rules, task.shelves) : undefined,
    temperature: task.temperature === 'ambient' ? undefined : task.temperature,
    skill: rules.skills.find(({ flags }) => flags.some((flag) => task.flags.includes(flag)))?.code,
  };
  return REQUIREMENTS.flatMap((kind) => {
    const value = rules.poolBy.includes(kind) ? needs[kind] : undefined;
    return value === undefined ? [] : [`${SHORT[kind]}=${value}`];
  }).join(',');
}

/** The requirements behind a pool's key. */
export function requirementsOf(poolKey: string): Requirements {
  const found = new Map(poolKey.split(',').map((part) => splitOnce(part)));
  return {
    zone: found.get(SHORT.zone),
    temperature: found.get(SHORT.temperature),
    skill: found.get(SHORT.skill),
  };
}

/** What a pool asks of a station, in words for a sentence: "zone A, chilled goods, the skill noshi". */
export function needsOf(poolKey: string): string {
  const { zone, temperature, skill } = requirementsOf(poolKey);
  return [
    ...(zone === undefined ? [] : [`zone ${zone}`]),
    ...(temperature === undefined ? [] : [`${temperature} goods`]),
    ...(skill === undefined ? [] : [`the skill ${skill}`]),
  ].join(', ');
}

/** Whether a station with these capabilities may take the pool's tasks. */
export function serves(station: Capabilities, poolKey: string): boolean {
  if (poolKey === '') return true;
  const { zone, temperature, skill } = requirementsOf(poolKey);
  return (
    allows(station.zones, zone) && allows(station.temperatures, temperature) && allows(station.skills, skill)
  );
}

const REQUIREMENTS: readonly Requirement[] = ['zone', 'temperature', 'skill'];

/** The one zone that all shelves lie in. Goods from several zones are nobody's zone: any picker may walk. */
export function zoneOfShelves(
  rules: Pick<PoolRules, 'zones'>,
  shelves: readonly (string | null)[],
): string | undefined {
  const zones = new Set(shelves.map((shelf) => (shelf === null ? undefined : zoneOfShelf(rules, shelf))));
  return zones.size === 1 ? [...zones][0] : undefined;
}

function zoneOfShelf(rules: Pick<PoolRules, 'zones'>, shelf: string): string | undefined {
  const matches = rules.zones.flatMap(({ code, shelfPrefixes }) =>
    shelfPrefixes
      .filter((prefix) => shelf.startsWith(prefix))
      .map((prefix) => ({ code, length: prefix.length })),
  );
  return matches.sort((left, right) => right.length - left.length)[0]?.code;
}

const allows = (can: readonly string[] | null, needed: string | undefined) =>
  needed === undefined || can === null || can.includes(needed);

function splitOnce(part: string): [string, string] {
  const at = part.indexOf('=');
  return [part.slice(0, at), part.slice(at + 1)];
}
