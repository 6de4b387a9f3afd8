import type { Warning } from '../http/warnings.js';
import { type Capabilities, needsOf, serves } from './pool-key.js';
import type { QueueSettings } from './queue-settings.contract.js';

/**
 * What is wrong with a warehouse's queue settings beyond their shape. What is named twice is refused, since one of the two would
 * silently not count; what no station serves is taken and named, since the stations may be set up next.
 */
export interface SettingsError {
  path: string;
  message: string;
}

const UNSERVED_CODES = ['zones_unserved', 'temperatures_unserved', 'skills_unserved'] as const;

export const SETTINGS_WARNING_CODES = [
  ...UNSERVED_CODES,
  'combinations_unserved',
  'cart_stages_unknown',
] as const;

export type SettingsWarning = Warning<(typeof SETTINGS_WARNING_CODES)[number]>;

/** Requirements, zones and skills that are named twice, and shelves that two zones or skills claim alike. */
export function wrongSettings({ poolBy, zones, skills }: QueueSettings): SettingsError[] {
  return [
    ...repeated(poolBy, (n) => `poolBy.${n}`),
    ...repeated(
      zones.map(({ code }) => code),
      (n) => `zones.${n}.code`,
    ),
    ...repeated(
      skills.map(({ code }) => code),
      (n) => `skills.${n}.code`,
    ),
    ...repeatedWithin(zones.map(({ shelfPrefixes }) => shelfPrefixes)),
  ];
}

/** What settings are measured by: what the warehouse's stations can do, and the stages of the brands it works for. */
export interface SettingsAround {
  stations: readonly Capabilities[];
  stages: readonly string[];
}

/** What nobody can work by yet: pools that no station could take from, carts for stages that no brand has. */
export function settingsWarnings(
  settings: QueueSettings,
  { stations, stages }: SettingsAround,
): SettingsWarning[] {
  const strange = settings.carts.map(({ stage }) => stage).filter((stage) => !stages.includes(stage));
  if (strange.length === 0) return unservedWarnings(settings, stations);
  const detail = `No brand of the warehouse has the stage ${strange.join(', ')}: no station offers these carts. Correct carts, or give a brand the stage with PUT /v1/stages.`;
  return [...unservedWarnings(settings, stations), { code: 'cart_stages_unknown', detail }];
}

function unservedWarnings(settings: QueueSettings, stations: readonly Capabilities[]): SettingsWarning[] {
  const isServed = (pool: string) => stations.some((station) => serves(station, pool));
  const needs = separatingNeeds(settings);
  const found = {
    zones_unserved: needs.zone.filter((need) => !isServed(need)),
    temperatures_unserved: needs.temperature.filter((need) => !isServed(need)),
    skills_unserved: needs.skill.filter((need) => !isServed(need)),
  };
  const single = UNSERVED_CODES.filter((code) => found[code].length > 0).map((code) => ({
    code,
    detail: `No station of the warehouse serves ${found[code].map(needsOf).join(', ')}: orders that need it wait until one does. Let a station serve it with PUT /v1/stations/{stationId}/capabilities, or don't separate pools by it.`,
  }));
  const together = unservedTogether(needs, isServed);
  if (together.length === 0) return single;
  const detail = `No one station of the warehouse serves ${listed(together)}: orders that need these together wait until one does. Let a station serve them all with PUT /v1/stations/{stationId}/capabilities, or don't separate pools by one of them.`;
  return [...single, { code: 'combinations_unserved', detail }];
}

type Needs = Record<QueueSettings['poolBy'][number], string[]>;

/** What separates pools, one requirement each, as a pool's key has it. */
function separatingNeeds({ poolBy, zones, skills }: QueueSettings): Needs {
  const by = (kind: QueueSettings['poolBy'][number], codes: readonly string[], key: string) =>
    poolBy.includes(kind) ? codes.map((code) => `${key}=${code}`) : [];
  return {
    zone: by(
      'zone',
      zones.map(({ code }) => code),
      'zone',
    ),
    temperature: by('temperature', ['chilled', 'frozen'], 'temp'),
    skill: by(
      'skill',
      skills.map(({ code }) => code),
      'skill',
    ),
  };
}

/**
 * Combinations of requirements that no one station serves although each part of them is served. A pair that isn't served
 * stands for all three.
 */
function unservedTogether(
  { zone, temperature, skill }: Needs,
  isServed: (pool: string) => boolean,
): string[] {
  const pairs = [joined(zone, temperature), joined(zone, skill), joined(temperature, skill)].flat();
  const isKnown = (pool: string) =>
    pairsOf(pool).some((pair) => pair !== pool && pairs.includes(pair) && !isServed(pair));
  const lacking = [...pairs, ...joined(joined(zone, temperature), skill)].filter(
    (pool) => pool.split(',').every(isServed) && !isServed(pool),
  );
  return lacking.filter((pool) => !isKnown(pool));
}

const joined = (left: readonly string[], right: readonly string[]) =>
  left.flatMap((one) => right.map((other) => `${one},${other}`));

function pairsOf(pool: string): string[] {
  const parts = pool.split(',');
  return parts.flatMap((one, at) => parts.slice(at + 1).map((other) => `${one},${other}`));
}

const NAMED_POOLS = 5;

function listed(pools: readonly string[]): string {
  const named = pools.slice(0, NAMED_POOLS).map((pool) => `${needsOf(pool)} together`);
  const more = pools.length - named.length;
  return `${named.join('; ')}${more > 0 ? `; and ${more} more combinations` : ''}`;
}

function repeated(values: readonly string[], pathOf: (n: number) => string): SettingsError[] {
  return values.flatMap((value, n) => {
    const first = values.indexOf(value);
    return first === n ? [] : [{ path: pathOf(n), message: `"${value}" repeats ${pathOf(first)}` }];
  });
}

/** Of two zones with the same prefix only the first would ever count. */
function repeatedWithin(prefixes: readonly (readonly string[])[]): SettingsError[] {
  const flat = prefixes.flatMap((own, zone) =>
    own.map((prefix, n) => ({ prefix, path: `zones.${zone}.shelfPrefixes.${n}` })),
  );
  return repeated(
    flat.map(({ prefix }) => prefix),
    (n) => flat[n]?.path ?? '',
  );
}
