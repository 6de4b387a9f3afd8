import { readFile } from 'node:fs/promises';
import { dayScenario } from '../day-scenario.js';
import { guardScenario } from '../guard-scenario.js';
import { readOrdersCsv } from '../orders-csv.js';
import { Scenario, type ScenarioInput } from '../simulation.contract.js';
import { dayFromDatabase } from './from-database.js';
import { InputProblem } from './input-problem.js';
import type { Values } from './options.js';

const MOST_LINES = 20;

/** The scenario that the options ask for. */
export async function scenarioOf(values: Values): Promise<Scenario> {
  const input = values.scenario
    ? await readJson(values.scenario)
    : { ...(await described(values)), ...chosen(values) };
  const parsed = Scenario.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InputProblem(`This scenario can't be simulated:\n  ${problems.join('\n  ')}`);
}

async function described(values: Values): Promise<ScenarioInput> {
  if (values.day) return dayScenario();
  if (values.guard) return guardScenario(numberOf(values, 'load') ?? 1.1);
  if (values.csv) return listed(values, values.csv);
  if (values['from-database']) return recorded(values);
  return generated(values);
}

function generated(values: Values): ScenarioInput {
  return {
    stations: 10,
    vipShare: numberOf(values, 'vip') ?? 0.3,
    service: service(values),
    orders: {
      kind: 'generated',
      pieces: [{ minutes: (numberOf(values, 'hours') ?? 8) * 60, load: numberOf(values, 'load') ?? 0.95 }],
    },
    policies: ['fifo', 'strict', 'head_start'],
  };
}

async function listed(values: Values, file: string): Promise<ScenarioInput> {
  const { orders, problems } = readOrdersCsv(await readText(file));
  if (problems.length > 0)
    throw new InputProblem(`${file} can't be used as it is:\n  ${shortened(problems).join('\n  ')}`);
  const vipRanks = values['vip-ranks']?.split(',').map((rank) => rank.trim());
  const promised = orders.some(({ shipBy }) => shipBy);
  return {
    stations: 10,
    service: service(values),
    orders: { kind: 'list', orders, ...(vipRanks && { vipRanks }) },
    policies: promised
      ? ['fifo', 'strict', 'earliest_ship_by', 'head_start', 'guarded', 'guarded_reserve']
      : ['fifo', 'strict', 'head_start'],
    // Minutes of the file are the same each day: one day says it all.
    seeds: orders.every(({ minutes }) => minutes) ? 1 : 20,
  };
}

async function recorded(values: Values): Promise<ScenarioInput> {
  const { warehouse, date, stage } = values;
  const stations = numberOf(values, 'stations');
  const day = await dayFromDatabase({ dataDir: values['data-dir'], warehouse, date, stage, stations });
  return values['minutes-per-order'] === undefined ? day : { ...day, service: service(values) };
}

function service(values: Values): ScenarioInput['service'] {
  return { kind: 'lognormal', meanMinutes: numberOf(values, 'minutes-per-order') ?? 5, cv: 0.6 };
}

/** What goes for every source of orders. */
function chosen(values: Values): Partial<ScenarioInput> {
  const delta = numberOf(values, 'delta');
  const stations = numberOf(values, 'stations');
  const seeds = numberOf(values, 'seeds');
  const cap = numberOf(values, 'cap-standard-p99');
  const policies = Scenario.shape.policies.safeParse(values.policy?.split(',').map((name) => name.trim()));
  if (!policies.success) throw new InputProblem('--policy: unknown name; --help lists them');
  return {
    ...(delta === undefined
      ? { useRecommendedDelta: true }
      : { deltaMinutes: delta, useRecommendedDelta: false }),
    ...(stations !== undefined && { stations }),
    ...(seeds !== undefined && { seeds }),
    ...(cap !== undefined && { capStandardP99: cap }),
    ...(values.policy !== undefined && { policies: policies.data }),
  };
}

type NumberOption =
  'stations' | 'load' | 'vip' | 'minutes-per-order' | 'hours' | 'delta' | 'cap-standard-p99' | 'seeds';

function numberOf(values: Values, name: NumberOption): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number))
    throw new InputProblem(`--${name} must be a number, not '${text}'`);
  return number;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readText(file));
  } catch (error) {
    if (error instanceof InputProblem) throw error;
    throw new InputProblem(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new InputProblem(
      `${file} can't be read. Check its name; it is looked for from where the command runs.`,
    );
  });
}

function shortened(lines: readonly string[]): string[] {
  const rest = lines.length - MOST_LINES;
  return rest > 0 ? [...lines.slice(0, MOST_LINES), `and ${rest} more`] : [...lines];
}
