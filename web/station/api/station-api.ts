import { createPageClient } from '../../shared/api/page-client.js';
import { answerOf, doneOf } from '../../shared/api/problem.js';
import type { Cart, CartResult, ClaimResult, ClipViews, HeldRef } from './types.js';
import type { ScanResult, StationCarts, StationState, StationTask } from './types.js';

const client = createPageClient();

const now = () => new Date().toISOString();
const taskPath = (taskId: string) => ({ params: { path: { taskId } } });

/** Where this station is: its name, who is signed in, what it holds. 401 when the device isn't enrolled. */
export const fetchStation = (): Promise<StationState> => answerOf(client.GET('/v1/station'));

export const enrol = (code: string, publicKey: string) =>
  answerOf(client.POST('/v1/stations/enrol', { body: { code, publicKey } }));

export const signIn = (badge: string): Promise<StationState> =>
  answerOf(client.POST('/v1/station/sign-in', { body: { badge } }));

export const signOut = (): Promise<StationState> => answerOf(client.POST('/v1/station/sign-out'));

/** What for the signed-in packer's recordings were looked at, and how often. */
export const fetchMyViews = (): Promise<ClipViews> => answerOf(client.GET('/v1/station/my-clips/views'));

/** The next task by due time, or the one whose order or waybill is `scan`. The same `key` again gives the same task. */
export const claim = (key: string, scan?: string): Promise<ClaimResult> =>
  answerOf(client.POST('/v1/station/claims', { body: { key, scan } }));

/** The carts that the warehouse's settings offer, and the one that this station is at. */
export const fetchCarts = (): Promise<StationCarts> => answerOf(client.GET('/v1/station/carts'));

/** Up to so many orders for one trip. The same `key` again gives the same cart; so does any while one isn't finished. */
export const takeCart = (
  key: string,
  cart: { stage: string; size: number; bendMinutes: number },
): Promise<CartResult> => answerOf(client.POST('/v1/station/carts', { body: { key, ...cart } }));

export const fetchCart = (cartId: string): Promise<Cart> =>
  answerOf(client.GET('/v1/station/carts/{cartId}', { params: { path: { cartId } } }));

export const heartbeatCart = (cartId: string, tasks: HeldRef[]) =>
  answerOf(
    client.POST('/v1/station/carts/{cartId}/heartbeat', { params: { path: { cartId } }, body: { tasks } }),
  );

export const fetchTask = (taskId: string): Promise<StationTask> =>
  answerOf(client.GET('/v1/station/tasks/{taskId}', taskPath(taskId)));

export const heartbeat = (taskId: string, token: number) =>
  answerOf(client.POST('/v1/station/tasks/{taskId}/heartbeat', { ...taskPath(taskId), body: { token } }));

export const scan = (held: HeldRef, id: string, code: string, occurredAt: string): Promise<ScanResult> =>
  answerOf(
    client.POST('/v1/station/tasks/{taskId}/scans', {
      ...taskPath(held.taskId),
      body: { id, token: held.token, code, occurredAt },
    }),
  );

/** What a packer answers to one check. */
export interface AnswerInput {
  id: string;
  checkId: string;
  value: 'pass' | 'fail' | 'not_applicable';
  by: 'press' | 'photo';
  reason?: string;
  shipmentLineId?: string;
  clipId?: string;
  clipOffsetMs?: number;
  occurredAt: string;
}

export const answer = (held: HeldRef, input: AnswerInput): Promise<StationTask> =>
  answerOf(
    client.POST('/v1/station/tasks/{taskId}/answers', {
      ...taskPath(held.taskId),
      body: { ...input, token: held.token },
    }),
  );

/** What a packer says is wrong with an item. */
export interface ExceptionInput {
  id: string;
  kind: 'swap' | 'short_pick';
  shipmentLineId: string;
  quantity: number;
  defect: string;
  checkId?: string;
  occurredAt: string;
}

export const openException = (held: HeldRef, input: ExceptionInput): Promise<StationTask> =>
  answerOf(
    client.POST('/v1/station/tasks/{taskId}/exceptions', {
      ...taskPath(held.taskId),
      body: { ...input, token: held.token },
    }),
  );

export const resolveException = (held: HeldRef, exceptionId: string): Promise<StationTask> =>
  answerOf(
    client.POST('/v1/station/tasks/{taskId}/exceptions/{exceptionId}/resolve', {
      params: { path: { taskId: held.taskId, exceptionId } },
      body: { token: held.token, occurredAt: now() },
    }),
  );

export const complete = (held: HeldRef) =>
  answerOf(
    client.POST('/v1/station/tasks/{taskId}/complete', {
      ...taskPath(held.taskId),
      body: { token: held.token, occurredAt: now() },
    }),
  );

export const release = (held: HeldRef) =>
  doneOf(
    client.POST('/v1/station/tasks/{taskId}/release', {
      ...taskPath(held.taskId),
      body: { token: held.token },
    }),
  );
