import { useRef, useState } from 'react';
import { Problem } from '../../shared/api/problem.js';
import * as api from '../api/station-api.js';
import type { Cart, CartHeartbeat } from '../api/types.js';
import { useSpeech, useText } from '../i18n/i18n.js';
import { signal } from '../scan/feedback.js';
import { retried } from '../work/action-queue.js';
import { haltOfStop, type Halt } from '../work/stops.js';
import type { Feedback } from '../work/use-task.js';
import * as rule from './cart.orders.js';
import { noteCart, readOf } from './noted-cart.js';

// Somebody else has it now, or it was taken off this station: the items lie on the cart all the same.
const GONE = new Set(['newer_token', 'task_not_held', 'task_stopped']);

/** What is known of a cart: as the server told it, what heartbeats have said since, and what was read. */
export function useCartState(taken: Cart) {
  const { language } = useSpeech();
  const t = useText();
  const [cart, setCart] = useState(taken);
  const [halts, setHalts] = useState<ReadonlyMap<string, Halt>>(new Map());
  const [read, setRead] = useState(() => readOf(taken.id));
  const [said, setSaid] = useState<Feedback | null>(null);
  const stopped = useRef(new Set<string>());

  const refused = (error: unknown) => {
    signal('stop');
    setSaid({ tone: 'stop', text: error instanceof Problem ? error.inWords(language) : t.error.unexpected });
  };
  const refresh = () => retried(() => api.fetchCart(taken.id)).then(setCart);
  const end = (taskId: string, how: 'completed' | 'released') =>
    setCart((before) => rule.withEnd(before, taskId, how));
  const markRead = (taskId: string) => {
    const now = new Set([...read, taskId]);
    noteCart({ id: taken.id, read: [...now] });
    setRead(now);
  };
  const stop = (taskId: string, halt: Halt) => {
    // Heartbeats that were on their way together tell the same stop twice.
    if (stopped.current.has(taskId)) return;
    stopped.current.add(taskId);
    if (!read.has(taskId)) signal('stop');
    setHalts((before) => new Map([...before, [taskId, halt]]));
  };
  const heard = (answers: CartHeartbeat['tasks']) => {
    for (const { taskId, stop: reason, refused: code } of answers) {
      if (reason) stop(taskId, haltOfStop(reason));
      else if (code === 'task_completed') end(taskId, 'completed');
      else if (code && GONE.has(code)) stop(taskId, { code, text: { ja: code, en: code }, ends: true });
    }
    const away = cart.orders.filter((order) => order.end === 'lapsed').map(({ taskId }) => taskId);
    const isBack = answers.some(
      ({ taskId, leaseUntil, stop: no }) => leaseUntil && !no && away.includes(taskId),
    );
    if (isBack) refresh().catch(refused);
  };
  const places = rule.placesOf(cart, { halts, read });
  return { cart, places, said, setSaid, refused, refresh, end, markRead, heard };
}
