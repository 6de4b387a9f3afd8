import { z } from 'zod';
import { BilingualText, CalendarDate, Id, Instant } from '../http/common.contract.js';
import { Carrier } from '../shipments/shipments.contract.js';

const Count = z.int().min(0);

/** Each parcel is one of to do, in work, waiting, held, done; at risk and late are among the first two. */
const counts = {
  left: Count.meta({ description: 'to do and in work' }),
  toDo: Count,
  inWork: Count.meta({
    description:
      'a station holds it, a stage of it is done, or a station has vanished with it; not what was put back',
  }),
  atRisk: Count.meta({ description: 'won’t make the truck with the people at work' }),
  late: Count.meta({ description: 'its ship-by or its truck has passed' }),
  waiting: Count.meta({ description: 'not in line yet: delivery date, pre-order or payment' }),
  held: Count,
  done: Count.meta({ description: 'packed, or handed over today' }),
};

export const BoardCounts = z.strictObject(counts).meta({ id: 'BoardCounts' });

const Rank = { rankId: Id, rank: BilingualText, brand: BilingualText };

/** A truck of today or tomorrow. */
export const BoardTruck = z
  .strictObject({
    carrier: Carrier,
    pickupAt: Instant,
    name: BilingualText.meta({ description: 'carrier and time, as the sentence begins' }),
    ...counts,
    guarded: z.boolean().meta({ description: 'its orders go first now, whatever their rank' }),
    minutesToGo: z.int().meta({ description: 'negative: it has left' }),
    peopleMissing: Count,
    slackMinutes: z.int().nullable().meta({ description: 'station time to spare in the tightest pool' }),
    atRiskByStage: z.array(z.strictObject({ stage: z.string(), name: BilingualText, count: Count })).meta({
      description:
        'where time is short: tasks that won’t be done in time; a parcel counts in each such stage, so together they can be more than atRisk',
    }),
    atRiskByRank: z.array(z.strictObject({ ...Rank, count: Count })).meta({
      description: 'who won’t make it: the last of the truck’s line, at the stage where most won’t',
    }),
    text: BilingualText,
  })
  .meta({ id: 'BoardTruck' });

/** Parcels that none of the trucks above takes. `no_calendar`: of this carrier nobody has said when it calls. */
export const BoardOther = z
  .strictObject({
    kind: z.enum(['earlier', 'later', 'no_calendar']),
    carrier: Carrier.nullable(),
    day: CalendarDate.nullable(),
    ...counts,
    text: BilingualText,
  })
  .meta({ id: 'BoardOther' });

export const BoardStage = z
  .strictObject({
    stage: z.string(),
    name: BilingualText,
    ready: Count,
    inWork: Count,
    waiting: Count.meta({ description: 'wait for the stage before them' }),
    overdue: Count,
    atRisk: Count.meta({ description: 'won’t be done in time for the trucks above' }),
    held: Count,
    doneToday: Count,
    meanMinutes: z.number(),
  })
  .meta({ id: 'BoardStage' });

export const BoardRank = z.strictObject({ ...Rank, ...counts }).meta({ id: 'BoardRank' });

/** Minutes from the moment an order may be worked on to its first claim, over the last 24 hours. */
export const BoardWait = z
  .strictObject({ ...Rank, count: Count, p50: z.number(), p95: z.number(), max: z.number() })
  .meta({ id: 'BoardWait' });

export const BOARD_PROBLEMS = [
  'carrier_without_calendar',
  'no_pickup',
  'pool_unserved',
  'pool_unattended',
  'nobody_at_work',
  'ship_by_past',
  'contact_lost',
  'left_behind',
  'shipped_without_evidence',
  'station_clock_ahead',
  'order_clock_ahead',
  'queue_rows',
  'queue_rebuilding',
] as const;

/** Trouble with what to do about it. `ids`: some of the shipments or tasks that it concerns. */
export const BoardProblem = z
  .strictObject({
    code: z.enum(BOARD_PROBLEMS),
    what: z.string().meta({ description: 'which carrier, pool, station or source' }),
    text: BilingualText,
    count: Count,
    of: z.enum(['shipment', 'task', 'station']),
    ids: z.array(Id),
  })
  .meta({ id: 'BoardProblem' });

/** GET /v1/board */
export const Board = z
  .strictObject({
    at: Instant,
    warehouse: z.strictObject({ name: BilingualText, timeZone: z.string() }),
    day: CalendarDate,
    totals: BoardCounts,
    stations: z.strictObject({ signedIn: Count, atWork: Count, inWork: Count }),
    trucks: z.array(BoardTruck),
    others: z.array(BoardOther),
    stages: z.array(BoardStage),
    ranks: z.array(BoardRank),
    waits: z.array(BoardWait),
    problems: z.array(BoardProblem),
  })
  .meta({ id: 'Board' });

/** GET /v1/board/shipments: those of a truck. `pickupAt` left out: those of the carrier without a pickup. */
export const BoardShipmentsQuery = z.strictObject({
  carrier: Carrier,
  pickupAt: Instant.optional(),
  show: z.enum(['left', 'late', 'held', 'waiting', 'done', 'all']).default('left'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** A parcel and where it stands. `taskId`: the stage that is being done or comes next. */
export const BoardShipment = z
  .strictObject({
    shipmentId: Id,
    orderExternalId: z.string(),
    brand: BilingualText,
    rank: BilingualText,
    status: z.enum(['to_do', 'in_work', 'waiting', 'held', 'done']),
    isLate: z.boolean(),
    taskId: Id.nullable(),
    stage: BilingualText.nullable(),
    station: z.string().nullable(),
    due: Instant.nullable(),
    shipBy: Instant,
  })
  .meta({ id: 'BoardShipment' });

export const BoardShipments = z
  .strictObject({ timeZone: z.string(), total: Count, items: z.array(BoardShipment) })
  .meta({ id: 'BoardShipments' });

export type BoardCounts = z.infer<typeof BoardCounts>;
export type BoardTruck = z.infer<typeof BoardTruck>;
export type BoardOther = z.infer<typeof BoardOther>;
export type BoardProblem = z.infer<typeof BoardProblem>;
export type Board = z.infer<typeof Board>;
export type BoardShipmentsQuery = z.infer<typeof BoardShipmentsQuery>;
export type BoardShipments = z.infer<typeof BoardShipments>;
