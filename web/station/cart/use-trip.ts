import { useEffect, useRef, useState } from 'react';
import { NetworkLost, Problem } from '../../shared/api/problem.js';
import { reach } from '../../shared/api/reach.js';
import * as api from '../api/station-api.js';
import type { Cart, HeldTask } from '../api/types.js';
import { useText } from '../i18n/i18n.js';
import { signal } from '../scan/feedback.js';
import { retried, type ActionQueue } from '../work/action-queue.js';
import type { End, Feedback } from '../work/use-task.js';
import * as rule from './cart.orders.js';
import { useCartHeartbeat } from './use-cart-heartbeat.js';
import { useCartState } from './use-cart-state.js';

/** A picking trip: its orders by place, the one whose screen is open, and what can be done at the cart itself. */
export interface Trip {
  cart: Cart;
  places: rule.CartPlace[];
  open: { held: HeldTask; slot: number } | null;
  said: Feedback | null;
  busy: boolean;
  scan: (code: string) => void;
  openPlace: (place: rule.CartPlace) => void;
  /** Back to the cart; the order stays in hand. */
  back: () => void;
  /** The open order has left this station. */
  ended: (end: End) => void;
  /** Somebody has read why an order was stopped. */
  understood: (taskId: string) => void;
  /** Everything that is still in hand goes back to the queue. */
  handBack: () => void;
}

const DEFAULT_BEAT_SEC = 10;

/** @param onOver how many of how many orders were completed, once nothing is left to do or to read */
export function useTrip(
  taken: Cart,
  actions: ActionQueue,
  onOver: (completed: number, of: number) => void,
): Trip {
  const state = useCartState(taken);
  const { cart, places, refused, refresh } = state;
  const [open, setOpen] = useState<Trip['open']>(null);
  const { busy, run } = useRun(state);
  useCartHeartbeat(
    cart.id,
    rule.toKeep(places).filter(({ taskId }) => taskId !== open?.held.task.id),
    cart.tasks[0]?.heartbeatEverySec ?? DEFAULT_BEAT_SEC,
    { heard: state.heard, onRefused: refused },
  );
  useOver(places, open === null && !busy, onOver);

  const openPlace = ({ held, slot }: rule.CartPlace) => {
    if (held) run(async () => setOpen({ held: await asItIsNow(held, actions), slot }));
  };
  const back = () => {
    setOpen(null);
    void actions.settled().then(refresh).catch(refused);
  };
  const ended = (end: End) => {
    const taskId = open?.held.task.id;
    if (taskId === undefined) return;
    state.end(taskId, end ? 'completed' : 'released');
    // It was given back here, or its stop was read on the order's own screen.
    if (!end) state.markRead(taskId);
    setOpen(null);
    refresh().catch(refused);
  };
  const handBack = () =>
    run(async () => {
      await actions.settled();
      for (const { taskId, token } of rule.inHand(places)) {
        await retried(() => api.release({ taskId, token })).catch(unlessProblem);
        state.end(taskId, 'released');
      }
      await refresh();
    });
  const scan = useCartScan(places, openPlace, state.setSaid);
  const { said, markRead: understood } = state;
  return { cart, places, open, said, busy, scan, openPlace, back, ended, understood, handBack };
}

/** One thing at a time; what was said before is out of date then. */
function useRun({ setSaid, refused }: Pick<ReturnType<typeof useCartState>, 'setSaid' | 'refused'>) {
  const [busy, setBusy] = useState(false);
  const run = (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setSaid(null);
    work()
      .catch(refused)
      .finally(() => setBusy(false));
  };
  return { busy, run };
}

/** What was taken away or completed meanwhile can't be given back; the cart, asked afterwards, says which it was. */
function unlessProblem(error: unknown): void {
  if (!(error instanceof Problem)) throw error;
}

// Longer than an answer takes: without a network the order is opened as this page knows it.
const PATIENCE_MS = 3000;

/** An order as the server knows it, with everything that was scanned for it before. */
async function asItIsNow(held: HeldTask, actions: ActionQueue): Promise<HeldTask> {
  if (!reach.isReached()) return held;
  const asked = actions.settled().then(() => api.fetchTask(held.task.id));
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  try {
    return { ...held, task: (await Promise.race([asked, late])) ?? held.task };
  } catch (error) {
    if (error instanceof NetworkLost) return held;
    throw error;
  }
}

/** Tells once that the trip is over. */
function useOver(places: rule.CartPlace[], ready: boolean, onOver: (completed: number, of: number) => void) {
  const told = useRef(onOver);
  useEffect(() => {
    told.current = onOver;
  });
  const over = ready && rule.isOver(places);
  const completed = places.filter(({ status }) => status === 'done').length;
  useEffect(() => {
    if (over) told.current(completed, places.length);
  }, [over, completed, places.length]);
}

/** A scan at the cart opens an order, or says which order it belongs to. */
function useCartScan(
  places: rule.CartPlace[],
  openPlace: (place: rule.CartPlace) => void,
  say: (said: Feedback) => void,
) {
  const t = useText();
  const stop = (text: string) => {
    signal('stop');
    say({ tone: 'stop', text });
  };
  const opened = (place: rule.CartPlace) => {
    if (!place.held) return stop(t.cart.over(place.slot));
    signal('ok');
    return openPlace(place);
  };
  return (code: string) => {
    const scanned = rule.understandScan(places, code);
    const next = rule.nextPlace(places);
    if (scanned.kind === 'order') return opened(scanned.place);
    if (scanned.kind === 'next') return next && opened(next);
    if (scanned.kind === 'unknown') return stop(t.cart.notHere(code));
    const slots = scanned.places.map(({ slot }) => t.cart.place(slot)).join(t.cart.and);
    // Nothing was counted: whoever doesn't look up hears it.
    return stop(t.cart.itemOf(slots));
  };
}
