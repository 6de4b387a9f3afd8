import { useCallback, useEffect, useRef, useState } from 'react';
import { newId } from '../api/ids.js';
import { Problem } from '../../shared/api/problem.js';
import * as api from '../api/station-api.js';
import type { Cart, CartOffer, ClaimResult, HeldTask, StationState } from '../api/types.js';
import { findCart, type CartsHere } from '../cart/find-cart.js';
import { noteCart } from '../cart/noted-cart.js';
import { retried, type ActionQueue } from '../work/action-queue.js';
import { ensureSigningKey, keepSigningKey, makeSigningKey } from '../recording/signing-key.js';
import { missedStop, noteInHand, notedInHand } from '../work/in-hand.js';
import type { Halt } from '../work/stops.js';
import type { End } from '../work/use-task.js';
import { useSpeech, useText } from '../i18n/i18n.js';

/** A stop that came while the page was away: the box is still on the bench. */
export interface MissedStop {
  halt: Halt;
  order: string;
}

/** A trip that is over. */
export interface CartDone {
  completed: number;
  of: number;
}

export type Phase = 'loading' | 'enrol' | 'badge' | 'idle' | 'task' | 'cart';

/** The station between tasks: who is here, and which task comes next. */
export interface StationFlow {
  phase: Phase;
  state: StationState | null;
  held: HeldTask | null;
  problem: string | null;
  /** When the order that was scanned last may be begun, if that is why it was refused. */
  notBefore: string | null;
  nothing: ClaimResult | null;
  passedOver: number;
  busy: boolean;
  missed: MissedStop | null;
  /** It was read. */
  understood: () => void;
  /** What was completed last, to be told so: an order or a cart. */
  done: string | CartDone | null;
  /** The carts that may be taken here, and the one that this station is at. */
  offers: CartOffer[];
  cart: Cart | null;
  refresh: () => void;
  enrol: (code: string) => void;
  signIn: (badge: string) => void;
  signOut: () => void;
  claim: (scan?: string) => void;
  endTask: (end: End) => void;
  takeCart: (offer: CartOffer, size: number) => void;
  endCart: (completed: number, of: number) => void;
}

/** Drives the screens between tasks. A task that this station still holds (reload, power) is taken up again. */
export function useStation(actions: ActionQueue): StationFlow {
  const seen = useSeen();
  const { enter, takeUp, miss, setPhase, stand } = seen;
  const { problem, notBefore, busy, run } = useRun();
  const refresh = useCallback(() => {
    run(async () => {
      const found = await look().catch((error: unknown) => {
        if (error instanceof Problem && error.status === 401) return setPhase('enrol');
        throw error;
      });
      if (!found) return;
      ensureSigningKey();
      const { next, missed, carts } = found;
      if (next.packer) miss(missed);
      if (carts) stand(carts);
      if (!carts?.cart && next.packer && next.heldTaskIds.length > 0) {
        // What an earlier page left to be sent belongs to this task: it is shown as it is afterwards.
        await actions.settled();
        takeUp(await claimed());
      }
      enter(next);
    });
  }, [run, enter, takeUp, miss, setPhase, stand, actions]);
  useEffect(refresh, [refresh]);
  const claim = (scan?: string) => run(async () => takeUp(await claimed(scan)));

  return {
    ...seen,
    problem,
    notBefore,
    busy,
    refresh,
    claim,
    enrol: (code) =>
      run(async () => {
        enter(await becomeStation(code));
      }),
    signIn: (badge) =>
      run(async () => {
        await api.signIn(badge);
        const { next, missed, carts } = await look();
        miss(missed);
        if (carts) stand(carts);
        enter(next);
      }),
    signOut: () => run(async () => enter(await api.signOut())),
    endTask: (end) => {
      seen.leave(end?.completed ?? null);
      // The parcel is still in the packer's hands: its next stage follows without a press, if nobody else has it.
      const { shipmentId } = end ?? {};
      if (shipmentId) run(async () => takeUp(await followed(shipmentId)));
    },
    takeCart: (offer, size) => run(async () => takeUp(await seen.takeCart(offer, size))),
    endCart: (completed, of) => {
      seen.leave({ completed, of });
      run(async () => stand(await findCart()));
    },
  };
}

/** Makes this device a station, with a key of its own to sign with. */
async function becomeStation(code: string): Promise<StationState> {
  const key = await makeSigningKey();
  // First: a key that was registered and then lost would keep this device from ever signing.
  await keepSigningKey(key);
  await api.enrol(code, key.publicKey);
  return api.fetchStation();
}

/** Where this station is, and the stop that came to what it had in hand while the page was away or nobody was signed in. */
async function look(): Promise<{ next: StationState; missed: MissedStop | null; carts: CartsHere | null }> {
  const next = await retried(api.fetchStation);
  if (!next.packer) return { next, missed: null, carts: null };
  const carts = await findCart();
  const inHand = notedInHand();
  if (!inHand || next.heldTaskIds.includes(inHand.taskId)) return { next, missed: null, carts };
  const halt = await missedStop(inHand);
  if (halt) return { next, missed: { halt, order: inHand.order }, carts };
  // A lease that had lapsed may be this station's again.
  return { next: await retried(api.fetchStation), missed: null, carts };
}

/** One claim, repeated with the same key until it is answered. */
function claimed(scan?: string): Promise<ClaimResult> {
  const key = newId();
  return retried(() => api.claim(key, scan));
}

/** The next stage of a parcel in hand, which nobody was passed over for; null when it isn't to be had. */
async function followed(shipmentId: string): Promise<ClaimResult | null> {
  try {
    return { ...(await claimed(shipmentId)), passedOver: 0 };
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** What is known between tasks. `phase` is a task's as soon as one is held. */
function useSeen() {
  const [resting, setPhase] = useState<Exclude<Phase, 'task' | 'cart'>>('loading');
  const [state, setState] = useState<StationState | null>(null);
  const [result, setResult] = useState<ClaimResult | null>(null);
  const [done, setDone] = useState<StationFlow['done']>(null);
  const carts = useCarts();
  const enter = useCallback((next: StationState) => {
    setState(next);
    setPhase(next.packer ? 'idle' : 'badge');
  }, []);
  const [missed, setMissed] = useState<MissedStop | null>(null);
  const takeUp = useCallback((next: ClaimResult | null) => {
    noteInHand(next?.held ?? null);
    setResult(next);
  }, []);
  const miss = useCallback((stop: MissedStop | null) => {
    setMissed(stop);
    if (!stop) noteInHand(null);
  }, []);
  const leave = (completed: StationFlow['done']) => {
    noteInHand(null);
    carts.leave();
    setResult(null);
    setDone(completed);
  };
  const held = result?.held ?? null;
  const working = carts.cart ? 'cart' : held ? 'task' : 'idle';
  const phase: Phase = resting === 'idle' ? working : resting;
  const nothing = held ? null : result;
  return {
    phase,
    setPhase,
    state,
    held,
    nothing,
    passedOver: result?.passedOver ?? 0,
    done,
    enter,
    takeUp,
    leave,
    missed,
    miss,
    understood: () => miss(null),
    offers: carts.offers,
    cart: carts.cart,
    stand: carts.stand,
    takeCart: carts.take,
  };
}

/** The carts of this station. */
function useCarts() {
  const [{ offers, cart }, stand] = useState<CartsHere>({ offers: [], cart: null });
  const take = async ({ stage, bendMinutes }: CartOffer, size: number): Promise<ClaimResult> => {
    const key = newId();
    const taken = await retried(() => api.takeCart(key, { stage, size, bendMinutes }));
    if (taken.cart) noteCart({ id: taken.cart.id, read: [] });
    stand((before) => ({ ...before, cart: taken.cart }));
    return { held: null, nextReleaseAt: taken.nextReleaseAt, passedOver: taken.cart?.passedOver ?? 0 };
  };
  const leave = () => stand((before) => ({ ...before, cart: null }));
  return { offers, cart, stand, take, leave };
}

/** Runs one request at a time and keeps its problem for the screen. */
function useRun() {
  const { language } = useSpeech();
  const t = useText();
  const spoken = useRef({ language, t });
  useEffect(() => {
    spoken.current = { language, t };
  }, [language, t]);
  const [problem, setProblem] = useState<string | null>(null);
  const [notBefore, setNotBefore] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = useCallback((work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    setNotBefore(null);
    work()
      .catch((error: unknown) => {
        setProblem(
          error instanceof Problem
            ? error.inWords(spoken.current.language)
            : spoken.current.t.error.unexpected,
        );
        if (error instanceof Problem) setNotBefore(releaseIn(error));
      })
      .finally(() => setBusy(false));
  }, []);
  return { problem, notBefore, busy, run };
}

/** The release that a refused order waits for, while it is still to come. */
function releaseIn({ members }: Problem): string | null {
  const { releaseAt } = members;
  return typeof releaseAt === 'string' && Date.parse(releaseAt) > Date.now() ? releaseAt : null;
}
