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

export const SETTINGS_WARNING_CODES = [...UNSERVED_CODES, 'cart_stages_unknown'] as const;

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

function unservedWarnings(
  { poolBy, zones, skills }: QueueSettings,
  stations: readonly Capabilities[],
): SettingsWarning[] {
  const isServed = (pool: string) => stations.some((station) => serves(station, pool));
  const unserved = (key: string, codes: readonly string[]) =>
    codes.map((code) => `${key}=${code}`).filter((pool) => !isServed(pool));
  const by = (kind: QueueSettings['poolBy'][number], pools: () => string[]) =>
    poolBy.includes(kind) ? pools() : [];
  const found = {
    zones_unserved: by('zone', () =>
      unserved(
        'zone',
        zones.map(({ code }) => code),
      ),
    ),
    temperatures_unserved: by('temperature', () => unserved('temp', ['chilled', 'frozen'])),
    skills_unserved: by('skill', () =>
      unserved(
        'skill',
        skills.map(({ code }) => code),
      ),
    ),
  };
  return UNSERVED_CODES.filter((code) => found[code].length > 0).map((code) => ({
    code,
    detail: `No station of the warehouse serves ${found[code].map(needsOf).join(', ')}: orders that need it wait until one does. Let a station serve it with PUT /v1/stations/{stationId}/capabilities, or don't separate pools by it.`,
  }));
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
