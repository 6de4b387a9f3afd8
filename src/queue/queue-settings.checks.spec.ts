import { settingsWarnings, wrongSettings } from './queue-settings.checks.js';
import { QueueSettings } from './queue-settings.contract.js';

const zone = (code: string, ...shelfPrefixes: string[]) => ({ code, shelfPrefixes });
const settings = (given: object) => QueueSettings.parse(given);
const ALL = { zones: null, temperatures: null, skills: null };

describe('queue settings', () => {
  it('name nothing twice', () => {
    const wrong = settings({
      poolBy: ['zone', 'skill', 'zone'],
      zones: [zone('A', 'A-'), zone('B', 'B-', 'A-'), zone('A', 'C-')],
      skills: [
        { code: 'noshi', flags: ['noshi'] },
        { code: 'noshi', flags: ['mourning'] },
      ],
    });
    expect(wrongSettings(wrong)).toEqual([
      { path: 'poolBy.2', message: '"zone" repeats poolBy.0' },
      { path: 'zones.2.code', message: '"A" repeats zones.0.code' },
      { path: 'skills.1.code', message: '"noshi" repeats skills.0.code' },
      { path: 'zones.1.shelfPrefixes.1', message: '"A-" repeats zones.0.shelfPrefixes.0' },
    ]);
    expect(wrongSettings(settings({ zones: [zone('A', 'A-'), zone('B', 'A-1')] }))).toEqual([]);
  });

  it('warn of what separates pools that no station serves', () => {
    const all = {
      zones: [zone('A', 'A-'), zone('B', 'B-')],
      skills: [{ code: 'noshi', flags: ['noshi'] }],
    };
    const split = settings({ ...all, poolBy: ['zone', 'temperature', 'skill'] });
    const stations = [{ zones: ['A'], temperatures: ['chilled'], skills: [] }];
    const warnings = settingsWarnings(split, { stations, stages: [] });
    expect(warnings.map(({ code }) => code)).toEqual([
      'zones_unserved',
      'temperatures_unserved',
      'skills_unserved',
    ]);
    expect(warnings[0]?.detail).toContain('zone B:');
    expect(warnings[1]?.detail).toContain('frozen goods:');
    expect(warnings[2]?.detail).toContain('the skill noshi:');
    expect(settingsWarnings(split, { stations: [ALL], stages: [] })).toEqual([]);
    // Where they separate no pools, everybody may take them.
    expect(settingsWarnings(settings(all), { stations, stages: [] })).toEqual([]);
  });

  it('warn of what is served one by one but by no station together, the shortest combinations', () => {
    const split = settings({
      poolBy: ['zone', 'temperature', 'skill'],
      zones: [zone('A', 'A-'), zone('B', 'B-')],
      skills: [{ code: 'noshi', flags: ['noshi'] }],
    });
    const stations = [
      { zones: ['A'], temperatures: null, skills: null },
      { zones: ['B'], temperatures: ['chilled'], skills: [] },
      { zones: ['B'], temperatures: [], skills: null },
    ];
    const warnings = settingsWarnings(split, { stations, stages: [] });
    expect(warnings.map(({ code }) => code)).toEqual(['combinations_unserved']);
    expect(warnings[0]?.detail).toContain(
      'serves zone B, frozen goods together; zone B, chilled goods, the skill noshi together:',
    );
    expect(warnings[0]?.detail).not.toContain('zone A');
    const all = [...stations, { zones: ['B'], temperatures: null, skills: ['noshi'] }];
    expect(settingsWarnings(split, { stations: all, stages: [] })).toEqual([]);
  });

  it('name a few of many combinations and count the others', () => {
    const zones = Array.from({ length: 9 }, (_, n) => zone(`Z${n}`, `Z${n}-`));
    const split = settings({ poolBy: ['zone', 'temperature'], zones });
    const stations = [
      { zones: null, temperatures: [], skills: null },
      { zones: [], temperatures: null, skills: null },
    ];
    const [warning] = settingsWarnings(split, { stations, stages: [] });
    expect(warning?.detail).toContain('; and 13 more combinations:');
  });

  it('warn of carts for a stage that no brand has', () => {
    const carts = [
      { stage: 'pick', orders: 4 },
      { stage: 'wrap', orders: 4 },
    ];
    const warnings = settingsWarnings(settings({ carts }), { stations: [ALL], stages: ['pick', 'pack'] });
    expect(warnings.map(({ code }) => code)).toEqual(['cart_stages_unknown']);
    expect(warnings[0]?.detail).toContain('stage wrap:');
  });
});
