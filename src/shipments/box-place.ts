import type { NewDue } from '../queue/due-changes.js';
import type { BoxPart } from './box-parts.js';
import type { HeadStart } from './head-start.js';

/**
 * Where a box stands once orders have left it: by the earliest that the orders that stay brought along. It never moves
 * ahead for it: what has happened to the box since (a hold, a truck that was missed) stays.
 */

const MINUTE_MS = 60_000;

export interface BoxTask {
  id: string;
  stage: string;
  due: Date;
  term: NewDue['term'];
  deadline: Date;
}

/** The part whose place is the box's, and the new places of its open tasks. */
export interface BoxPlace {
  arrivedAt: Date;
  shipBy: Date;
  pickupAt: Date | null;
  plannedShipDate: string;
  flags: string[];
  /** The part that is due first: its head start is the box's. */
  first: BoxPart;
  dues: NewDue[];
}

/**
 * @param staying ids of the orders whose goods are still in the box
 * @returns null when nobody recorded what one of them brought: the place stays then
 */
export function placeOfRest(
  parts: readonly BoxPart[],
  staying: readonly string[],
  tasks: readonly BoxTask[],
): BoxPlace | null {
  const rest = parts.filter(({ orderId }) => staying.includes(orderId));
  const gone = parts.filter(({ orderId }) => !staying.includes(orderId));
  if (staying.some((order) => !rest.some(({ orderId }) => orderId === order))) return null;
  const [first] = [...rest].sort((left, right) => firstDue(left) - firstDue(right));
  if (!first || gone.length === 0) return null;
  const pickups = rest.flatMap(({ pickupAt }) => (pickupAt === null ? [] : [pickupAt]));
  return {
    arrivedAt: earliest(rest.map(({ arrivedAt }) => arrivedAt)),
    shipBy: earliest(rest.map(({ shipBy }) => shipBy)),
    pickupAt: pickups.length > 0 ? earliest(pickups) : null,
    plannedShipDate: rest.map(({ plannedShipDate }) => plannedShipDate).sort()[0] ?? first.plannedShipDate,
    flags: [...new Set(rest.flatMap(({ flags }) => flags))].sort(),
    first,
    dues: tasks.flatMap((task) => dueOfRest(task, rest, gone)),
  };
}

/**
 * A part whose customer's rank was raised after its goods had joined the box, with the head start that it has now. Its place
 * only ever moves ahead by that, and what its promise or staff decided stays where that is earlier.
 */
export function raisedPart(part: BoxPart, { leadMinutes, headStartMinutes, limit }: HeadStart): BoxPart {
  if (part.leadMinutes !== null && part.leadMinutes < leadMinutes) return part;
  const byLead = new Date(part.arrivedAt.getTime() + leadMinutes * MINUTE_MS);
  return {
    ...{ ...part, leadMinutes, headStartMinutes, headStartLimit: limit },
    tasks: part.tasks.map((task) => (byLead < task.due ? { ...task, due: byLead, term: 'lead' } : task)),
  };
}

/**
 * Where a box stands once customers whose goods are in it have a longer head start. Like a raise of an order that has a box of
 * its own, this moves it ahead only, and no further than its clock allows: a box that was held counts from its release.
 * @param raised what the orders that were raised have brought, with their new head start
 * @returns the head start that counts from now on, when the box moves by it, and the open tasks that move
 */
export function placeOfRaised(
  raised: readonly BoxPart[],
  box: { arrivedAt: Date },
  tasks: readonly BoxTask[],
): { first: BoxPart | null; dues: NewDue[] } {
  const byLead = (part: BoxPart) =>
    later(part.arrivedAt, box.arrivedAt).getTime() + (part.leadMinutes ?? Infinity) * MINUTE_MS;
  const [first] = [...raised].sort((left, right) => byLead(left) - byLead(right));
  if (!first || byLead(first) === Infinity) return { first: null, dues: [] };
  const due = new Date(byLead(first));
  const dues = tasks
    .filter((task) => due < task.due)
    .map(({ id, deadline }): NewDue => ({ id, due, term: 'lead', deadline }));
  return { first: dues.length > 0 ? first : null, dues };
}

function dueOfRest(task: BoxTask, rest: readonly BoxPart[], gone: readonly BoxPart[]): NewDue[] {
  // What staff have moved ahead stays ahead, unless they had moved the order that is gone.
  if (task.term === 'expedited' && !placesOf(task, gone).some((place) => isExpeditedTo(place, task.due)))
    return [];
  const places = placesOf(task, rest);
  const [first] = [...places].sort((left, right) => left.due.getTime() - right.due.getTime());
  if (!first) return [];
  const deadlines = places.flatMap(({ deadline }) => (deadline === null ? [] : [deadline]));
  const deadline = later(task.deadline, deadlines.length > 0 ? earliest(deadlines) : task.deadline);
  const isLater = first.due >= task.due;
  return [
    {
      id: task.id,
      due: isLater ? first.due : task.due,
      term: isLater ? first.term : task.term,
      deadline,
    },
  ];
}

const placesOf = ({ stage }: BoxTask, parts: readonly BoxPart[]) =>
  parts.flatMap(({ tasks }) => tasks.filter((place) => place.stage === stage));
const isExpeditedTo = ({ term, due }: BoxPart['tasks'][number], at: Date) =>
  term === 'expedited' && due.getTime() === at.getTime();
const firstDue = ({ tasks }: BoxPart) => Math.min(...tasks.map(({ due }) => due.getTime()));
const earliest = (times: readonly Date[]) => new Date(Math.min(...times.map((time) => time.getTime())));
const later = (left: Date, right: Date) => (left > right ? left : right);
