import type { Journal } from './journal.js';
import { allowedMs, type Outage, wronglyOvertaken } from './overtaking.js';
import { isCompletion, type QueueRecord, type RecordedLease, waitsOf } from './record.js';

/** One promise of the queue, and whether it was kept. */
export interface Check {
  promise: string;
  found: string;
  /** What breaks it; empty: kept. */
  broken: string[];
}

const SHOWN = 5;

/** The lock of a ticket whose taker died (5 s), the sweep that looks for such (2 s), and a moment for its work. */
const REPAIR_MS = 8_000;

/** Says what was kept and what broke. @returns whether everything was kept */
export function verdict(
  checks: readonly Check[],
  { seed }: { seed: number },
  out: NodeJS.WritableStream,
): boolean {
  out.write('\n');
  for (const { promise, found, broken } of checks) {
    out.write(`${broken.length === 0 ? 'kept  ' : 'BROKEN'}  ${promise}: ${found}\n`);
    for (const one of broken.slice(0, SHOWN)) out.write(`          ${one}\n`);
    if (broken.length > SHOWN) out.write(`          and ${broken.length - SHOWN} more\n`);
  }
  const kept = checks.every(({ broken }) => broken.length === 0);
  out.write(`\nVerdict: ${kept ? 'every promise was kept' : 'BROKEN'} (seed ${seed}).\n`);
  return kept;
}

export function checkAll(
  record: QueueRecord,
  journal: Journal,
  outages: readonly Outage[],
  expected: number,
): Check[] {
  return [
    completedOnce(record, expected),
    oneHolderAtATime(record),
    noOldWrites(record, journal),
    nobodyOvertaken(record, journal, outages),
    nothingDoubled(record, journal),
    nothingUnexplained(journal),
  ];
}

function completedOnce({ tasks, leases, told }: QueueRecord, expected: number): Check {
  const completions = countBy(leases.filter(isCompletion), ({ taskId }) => taskId);
  const sentences = countBy(
    told.filter(({ kind }) => kind === 'stage_completed'),
    ({ taskId }) => taskId,
  );
  const broken = tasks
    .filter(({ id, state }) => state !== 'completed' || completions.get(id) !== 1 || sentences.get(id) !== 1)
    .map(
      ({ id, state }) =>
        `task ${id} is ${state}, completed by ${completions.get(id) ?? 0} leases, told ${sentences.get(id) ?? 0} times`,
    );
  if (tasks.length !== expected) broken.push(`${tasks.length} tasks instead of ${expected}`);
  return { promise: 'every task completed exactly once', found: `${tasks.length} tasks`, broken };
}

function oneHolderAtATime({ tasks, leases, told }: QueueRecord): Check {
  const broken: string[] = [];
  const held = groupBy(leases, ({ taskId }) => taskId);
  const claims = countBy(
    told.filter(({ kind }) => kind === 'task_claimed'),
    ({ taskId, token }) => `${taskId} ${token ?? 0}`,
  );
  for (const task of tasks) {
    const list = held.get(task.id) ?? [];
    if (list.length !== task.token)
      broken.push(`task ${task.id}: ${list.length} leases, token ${task.token}`);
    list.forEach((lease, n) => broken.push(...whyNotAfter(list[n - 1], lease, n)));
    for (const { token } of list)
      if (claims.get(`${task.id} ${token}`) !== 1)
        broken.push(`task ${task.id}: claim ${token} not told once`);
  }
  const most = Math.max(0, ...tasks.map(({ token }) => token));
  const found = `${leases.length} claims, up to ${most} of one task`;
  return { promise: 'tokens grow by one, one holder after the other', found, broken };
}

function whyNotAfter(before: RecordedLease | undefined, lease: RecordedLease, n: number): string[] {
  const broken: string[] = [];
  if (lease.token !== n + 1) broken.push(`task ${lease.taskId}: token ${lease.token} at claim ${n + 1}`);
  if (before && (before.endedAt === null || before.endedAt > lease.fromAt || isCompletion(before)))
    broken.push(`task ${lease.taskId}: claim ${lease.token} while ${before.token} had not ended`);
  return broken;
}

/** By the stations' journal (sent after a newer token was seen) and by the database's clock (scans). */
function noOldWrites({ scans, leases }: QueueRecord, journal: Journal): Check {
  const newest = new Map<string, { token: number; answeredAt: number }[]>();
  for (const { taskId, token, answeredAt } of journal.grants)
    newest.set(taskId, [...(newest.get(taskId) ?? []), { token, answeredAt }]);
  const accepted = journal.writes.filter(({ outcome }) => outcome === 'accepted');
  const old = accepted.filter(({ taskId, token, sentAt }) =>
    newest.get(taskId)?.some((grant) => grant.token > token && grant.answeredAt < sentAt),
  );
  const from = new Map(leases.map(({ taskId, token, fromAt }) => [`${taskId} ${token}`, fromAt]));
  const late = scans.filter(
    ({ taskId, token, recordedAt }) => recordedAt > (from.get(`${taskId} ${token + 1}`) ?? Infinity),
  );
  const refused = journal.refusals().get('newer_token') ?? 0;
  return {
    promise: 'no write with an older token accepted after a newer one',
    found: `${accepted.length} writes accepted, ${refused} refused for a newer token`,
    broken: [
      ...old.map(({ station, action, taskId, token }) => `${station}: ${action} of ${taskId} with ${token}`),
      ...late.map(({ taskId, token }) => `scan of ${taskId} with ${token} recorded after the next claim`),
    ],
  };
}

function nobodyOvertaken(record: QueueRecord, journal: Journal, outages: readonly Outage[]): Check {
  const overtaken = wronglyOvertaken(waitsOf(record, journal));
  const broken = overtaken.flatMap((one) => {
    const allowed = allowedMs(one, outages, REPAIR_MS);
    if (allowed !== undefined && one.forMs <= allowed) return [];
    const why = allowed === undefined ? 'while nothing was out' : `allowed ${seconds(allowed)}`;
    const { wait, first, forMs } = one;
    const since = `${seconds(first.claimedAt - wait.readyAt)} after ${wait.since}`;
    return [`task ${wait.taskId}, by ${first.taskId} first, ${since}, for ${seconds(forMs)} (${why})`];
  });
  const worst = overtaken[0]?.forMs ?? 0;
  const longest = Math.max(0, ...outages.map(({ from, to }) => to - from));
  return {
    promise: 'nobody overtaken beyond the bound for longer than an outage and its repair',
    found: `${overtaken.length} overtaken, at worst for ${seconds(worst)}; longest outage ${seconds(longest)}, repair ${seconds(REPAIR_MS)}`,
    broken,
  };
}

/** A lease that no station ever heard of can only come from a claim whose answer was lost. */
function nothingDoubled({ leases }: QueueRecord, journal: Journal): Check {
  const heard = new Set(journal.grants.map(({ taskId, token }) => `${taskId} ${token}`));
  const unheard = leases.filter(({ taskId, token }) => !heard.has(`${taskId} ${token}`)).length;
  return {
    promise: 'no task given out that nobody asked for',
    found: `${unheard} claims never heard of, ${journal.lostClaims} answers cut off`,
    broken: unheard > journal.lostClaims ? [`${unheard} claims for ${journal.lostClaims} lost answers`] : [],
  };
}

function nothingUnexplained({ surprises, writes }: Journal): Check {
  const found = `${writes.length} writes answered or cut off`;
  return { promise: 'every refusal is one that a station can act on', found, broken: surprises };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  return new Map([...groupBy(items, keyOf)].map(([key, list]) => [key, list.length]));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(keyOf(item));
    if (list) list.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
