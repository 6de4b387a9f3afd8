import { answerOf } from '../../shared/api/problem.js';
import type { components } from '../../shared/api/schema.js';
import { rememberZone } from '../board/zone.js';
import { client } from './console-api.js';

type Schemas = components['schemas'];
export type Board = Schemas['Board'];
export type BoardTruck = Board['trucks'][number];
export type BoardShipment = Schemas['BoardShipment'];
export type BoardShipments = Schemas['BoardShipments'];
export type TaskPosition = Schemas['TaskPosition'];
export type DayClose = Schemas['DayClose'];
export type Reason = Schemas['ReasonBody']['reason'];
export type InterventionResult = Schemas['InterventionResult'];
export type Carrier = BoardTruck['carrier'];
export type Show = 'left' | 'late' | 'held' | 'waiting' | 'done' | 'all';

export const EVENTS_URL = '/v1/board/events';

export const fetchBoard = async (): Promise<Board> => {
  const board = await answerOf(client.GET('/v1/board'));
  rememberZone(board.warehouse.timeZone);
  return board;
};

/** @param pickupAt empty: those of the carrier without a pickup */
export const fetchParcels = async (
  carrier: Carrier,
  pickupAt: string,
  show: Show,
): Promise<BoardShipments> => {
  const query = { carrier, pickupAt: pickupAt === '' ? undefined : pickupAt, show, limit: 200 };
  const parcels = await answerOf(client.GET('/v1/board/shipments', { params: { query } }));
  rememberZone(parcels.timeZone);
  return parcels;
};

export const fetchPosition = (taskId: string): Promise<TaskPosition> =>
  answerOf(client.GET('/v1/tasks/{taskId}/position', { params: { path: { taskId } } }));

export const fetchStations = () => answerOf(client.GET('/v1/stations'));

/** What staff decide about a task; `key` is the same when the same press is sent again. */
export type Change =
  | { kind: 'hold' | 'release' | 'expedite'; reason: Reason; note?: string }
  | { kind: 'reassign'; reason: Reason; note?: string; stationId: string | null };

export function changeTask(taskId: string, change: Change, key: string) {
  const { kind, ...body } = change;
  const rest = { params: { path: { taskId } }, headers: { 'idempotency-key': key } };
  if ('stationId' in body) return answerOf(client.POST('/v1/tasks/{taskId}/reassign', { ...rest, body }));
  if (kind === 'hold') return answerOf(client.POST('/v1/tasks/{taskId}/hold', { ...rest, body }));
  if (kind === 'release') return answerOf(client.POST('/v1/tasks/{taskId}/release-hold', { ...rest, body }));
  return answerOf(client.POST('/v1/tasks/{taskId}/expedite', { ...rest, body }));
}

export const fetchDay = async (date?: string): Promise<DayClose> => {
  const day = await answerOf(client.GET('/v1/board/day-close', { params: { query: { date } } }));
  rememberZone(day.timeZone);
  return day;
};

export const closeDay = (date: string, reason: string | undefined, key: string): Promise<DayClose> =>
  answerOf(
    client.POST('/v1/board/day-close/{date}', {
      params: { path: { date } },
      body: { reason },
      headers: { 'idempotency-key': key },
    }),
  );
