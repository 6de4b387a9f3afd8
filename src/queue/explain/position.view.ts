/**
 * The answer to "why is this order here?". A place in line is one of two times (the rank's head start or the promise), or the
 * truck guard's; everything that was started first is named with the reason that allowed it. Staff read this; customers only
 * ever read that a rank never delays another's promised date.
 */
import type { BilingualText } from '../../http/common.contract.js';
import { DUE_CAUSES, type DueCause } from '../../timeline/timeline-kinds.js';
import { queueTexts as english } from '../../i18n/en/queue.js';
import { queueTexts as japanese } from '../../i18n/ja/queue.js';
import type { Locale } from '../../i18n/locale.js';
import { type MessageValues, translator } from '../../i18n/translate.js';
import type { TaskPosition } from './position.contract.js';
import type { OvertakingRow, PositionFacts, TaskRow } from './position.facts.js';

type TextKey = keyof typeof english;
const translate = translator<TextKey>({ en: english, ja: japanese });
const MINUTE_MS = 60_000;

/**
 * @param stations that the pool can count on, in fractions
 * @param reader brand whose order numbers may be shown; null: the warehouse, which handles them all
 */
export function positionView(
  facts: PositionFacts,
  stations: number,
  reader: { brandId: string | null },
): TaskPosition {
  const { task, line } = facts;
  const guarantee = guaranteeOf(facts, stations);
  const waits = task.state === 'ready';
  const working = stations > 0;
  const aheadSec = line.ahead * line.meanSec;
  // What is in hand is half done by now, as far as anybody knows.
  const expectedSec = aheadSec + (line.inWork * line.meanSec) / 2;
  return {
    ...identity(task),
    decidedBy: decidedBy(task),
    rank: rankOf(task),
    ahead: {
      tasks: waits ? line.ahead : 0,
      inWork: line.inWork,
      workMinutes: waits ? round(aheadSec / 60) : 0,
      stations: round(stations),
    },
    expectedStart: waits && working ? after(task.now, expectedSec / stations) : null,
    guaranteedLatestStart: waits && working ? guarantee.at : null,
    guarantee: guarantee.reason,
    guaranteeRemark: waits && working ? remarkOf(task, guarantee.at) : null,
    overtakenBy: {
      total: facts.overtakingsTotal,
      orders: facts.overtakings.map((row) => overtaking(task, row, reader)),
    },
    changes: facts.changes.map(({ at, cause, from, to }) => ({
      ...{ at: at.toISOString(), cause, from: iso(new Date(from)), to: iso(new Date(to)) },
      text: isCause(cause) ? say(`cause.${cause}`) : { ja: cause, en: cause },
    })),
  };
}

/** Why a later order may have been started before this one. */
export function whyOvertaken(
  task: Pick<TaskRow, 'placeAt' | 'band' | 'rankLead' | 'standardLead'>,
  other: Pick<
    OvertakingRow,
    'takenBy' | 'band' | 'placeAt' | 'dueTerm' | 'headStartMinutes' | 'rankIsDefault'
  >,
): 'scan' | 'truck' | 'cart' | 'expedited' | 'ship_by' | LeadReason | 'same_minute' | 'moved' {
  if (other.takenBy === 'scan') return 'scan';
  if (other.band === 0 && task.band === 1) return 'truck';
  const wasAhead = other.placeAt !== null && other.placeAt < task.placeAt;
  if (!wasAhead && other.takenBy === 'cart') return 'cart';
  if (!wasAhead) return isSameMinute(task.placeAt, other.placeAt) ? 'same_minute' : 'moved';
  if (other.dueTerm === 'expedited') return 'expedited';
  return other.dueTerm === 'ship_by' ? 'ship_by' : whyByLead(task, other);
}

type LeadReason = 'head_start' | 'brand_head_start' | 'shorter_lead';

/** Not every shorter lead is a rank's: a brand's default may be shorter, and leads may have changed between two plannings. */
function whyByLead(
  { rankLead, standardLead }: Pick<TaskRow, 'rankLead' | 'standardLead'>,
  { headStartMinutes, rankIsDefault }: Pick<OvertakingRow, 'headStartMinutes' | 'rankIsDefault'>,
): LeadReason {
  if (headStartMinutes === null) return 'head_start';
  if (headStartMinutes <= Math.max(0, standardLead - rankLead)) return 'shorter_lead';
  return rankIsDefault ? 'brand_head_start' : 'head_start';
}

function identity(task: TaskRow) {
  const { taskId, shipmentId, orderExternalId, stage, pool, state, carrier } = task;
  return {
    ...{ taskId, shipmentId, orderExternalId, stage, pool, state, carrier },
    arrivedAt: iso(task.arrivedAt),
    releaseAt: task.releaseAt && iso(task.releaseAt),
    due: iso(task.due),
    deadline: task.deadline instanceof Date ? iso(task.deadline) : null,
    shipBy: iso(task.shipBy),
    pickupAt: task.pickupAt && iso(task.pickupAt),
  };
}

function decidedBy(task: TaskRow): TaskPosition['decidedBy'] {
  const stands = outOfLine(task);
  if (stands) return { code: stands, text: say(`decided.${stands}`) };
  if (task.reservedFor !== null) {
    return { code: 'reserved', text: say('decided.reserved', { station: task.reservedFor }) };
  }
  const code = task.band === 0 ? 'guard' : task.dueTerm;
  return { code, text: say(`decided.${code}`, { minutes: headStartOf(task) }) };
}

/** Why the task has no place in line at the moment. */
function outOfLine({ state, held, releaseAt }: TaskRow) {
  if (state === 'completed' || state === 'cancelled') return 'done';
  if (state === 'claimed') return 'in_work';
  if (held) return 'held';
  if (state !== 'waiting') return null;
  return releaseAt === null ? 'waits_payment' : 'waits_release';
}

function rankOf(task: TaskRow): TaskPosition['rank'] {
  const name = { ja: task.rankJa, en: task.rankEn };
  const headStartMinutes = headStartOf(task);
  const values = (locale: Locale) => ({ rank: name[locale], minutes: headStartMinutes });
  const key = `rank.${task.rankSource}` as const;
  return {
    ...{ code: task.rankCode, name, source: task.rankSource, headStartMinutes },
    recordedAt: iso(task.rankRecordedAt),
    text: { ja: translate('ja', key, values('ja')), en: translate('en', key, values('en')) },
  };
}

// What was given, not what the rank promises: a cap of the warehouse makes it less.
function headStartOf(task: TaskRow): number {
  if (task.dueTerm !== 'lead') return Math.max(0, task.standardLead - task.rankLead);
  const lead = (task.due.getTime() - task.arrivedAt.getTime()) / MINUTE_MS;
  return Math.max(0, Math.round(task.standardLead - lead));
}

/**
 * wait ≤ (work in hand + work before it + work of later orders with an earlier due) / stations. Later orders can have an earlier due by their
 * lead only if they come within the rest of the longest head start; the busiest hour of the last week bounds their number.
 */
function guaranteeOf({ task, line }: PositionFacts, stations: number) {
  const at = (sec: number) => (stations > 0 ? after(task.now, sec / stations) : null);
  const aheadSec = (line.inWork + line.ahead) * line.meanSec;
  if (task.band === 0) return { at: at(aheadSec), reason: reason('guard') };
  const windowMs = Math.max(0, task.due.getTime() - task.now.getTime());
  const hours = Math.min(windowMs / 3_600_000, task.standardLead / 60);
  const overtakingSec = hours * line.peakPerHour * line.meanSec;
  const form = task.dueTerm === 'ship_by' ? ('ship_by' as const) : ('leads' as const);
  return { at: at(aheadSec + overtakingSec), reason: reason(form, { peak: line.peakPerHour }) };
}

/** The guarantee bounds the wait, not the truck: where it ends after the latest start, something else must keep the promise. */
function remarkOf(task: TaskRow, guaranteed: string | null): TaskPosition['guaranteeRemark'] {
  if (guaranteed === null || !(task.deadline instanceof Date)) return null;
  if (Date.parse(guaranteed) <= task.deadline.getTime()) return null;
  if (task.pickupAt === null) return { code: 'ship_by_not_kept', text: say('remark.ship_by_not_kept') };
  const code = task.band === 0 ? 'truck_not_kept_guarded' : 'truck_not_kept';
  return { code, text: say(`remark.${code}`) };
}

function overtaking(
  task: TaskRow,
  row: OvertakingRow,
  { brandId }: { brandId: string | null },
): TaskPosition['overtakenBy']['orders'][number] {
  const code = whyOvertaken(task, row);
  const isOwn = brandId === null || row.brandId === brandId;
  return {
    taskId: row.taskId,
    orderExternalId: isOwn ? row.orderExternalId : null,
    rank: isOwn ? row.rank : null,
    arrivedAt: iso(row.arrivedAt),
    startedAt: iso(row.startedAt),
    why: { code, text: say(`overtaken.${code}`) },
  };
}

function reason(form: 'guard' | 'ship_by' | 'leads', values: MessageValues = {}) {
  return { code: form, text: say(`guarantee.${form}`, values) };
}

function say(key: TextKey, values: MessageValues = {}): BilingualText {
  return { ja: translate('ja', key, values), en: translate('en', key, values) };
}

const isCause = (cause: string): cause is DueCause => DUE_CAUSES.some((known) => known === cause);
const isSameMinute = (left: Date, right: Date | null) =>
  right !== null && Math.abs(left.getTime() - right.getTime()) < MINUTE_MS;
const iso = (at: Date) => at.toISOString();
const after = (now: Date, sec: number) => new Date(now.getTime() + sec * 1_000).toISOString();
const round = (value: number) => Math.round(value * 10) / 10;
