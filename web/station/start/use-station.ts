import { useCallback, useEffect, useRef, useState } from 'react';
import { newId } from '../api/ids.js';
import { Problem } from '../../shared/api/problem.js';
import * as api from '../api/station-api.js';
import type { ClaimResult, HeldTask, StationState } from '../api/types.js';
import { retried, type ActionQueue } from '../work/action-queue.js';
import { missedStop, noteInHand, notedInHand } from '../work/in-hand.js';
import type { Halt } from '../work/stops.js';
import type { End } from '../work/use-task.js';
import { useSpeech } from '../i18n/i18n.js';

/** A stop that came while the page was away: the box is still on the bench. */
export interface MissedStop {
  halt: Halt;
  order: string;
}

export type Phase = 'loading' | 'enrol' | 'badge' | 'idle' | 'task';

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
  /** The order that was completed last, to be told so. */
  done: string | null;
  refresh: () => void;
  enrol: (code: string) => void;
  signIn: (badge: string) => void;
  signOut: () => void;
  claim: (scan?: string) => void;
  endTask: (end: End) => void;
}

/** Drives the screens between tasks. A task that this station still holds (reload, power) is taken up again. */
export function useStation(actions: ActionQueue): StationFlow {
  const seen = useSeen();
  const { enter, takeUp, miss, setPhase } = seen;
  const { problem, notBefore, busy, run } = useRun();
  const refresh = useCallback(() => {
    run(async () => {
      const found = await look().catch((error: unknown) => {
        if (error instanceof Problem && error.status === 401) return setPhase('enrol');
        throw error;
      });
      if (!found) return;
      const { next, missed } = found;
      if (next.packer) miss(missed);
      if (next.packer && next.heldTaskIds.length > 0) {
        // What an earlier page left to be sent belongs to this task: it is shown as it is afterwards.
        await actions.settled();
        takeUp(await claimed());
      }
      enter(next);
    });
  }, [run, enter, takeUp, miss, setPhase, actions]);
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
        await api.enrol(code);
        enter(await api.fetchStation());
      }),
    signIn: (badge) =>
      run(async () => {
        await api.signIn(badge);
        const { next, missed } = await look();
        seen.miss(missed);
        enter(next);
      }),
    signOut: () => run(async () => enter(await api.signOut())),
    endTask: (end) => {
      seen.leave(end?.completed ?? null);
      // The parcel is still in the packer's hands: its next stage follows without a press, if nobody else has it.
      const { shipmentId } = end ?? {};
      if (shipmentId) run(async () => takeUp(await followed(shipmentId)));
    },
  };
}

/** Where this station is, and the stop that came to what it had in hand while the page was away or nobody was signed in. */
async function look(): Promise<{ next: StationState; missed: MissedStop | null }> {
  const next = await retried(api.fetchStation);
  const inHand = notedInHand();
  if (!next.packer || !inHand || next.heldTaskIds.includes(inHand.taskId)) return { next, missed: null };
  const halt = await missedStop(inHand);
  if (halt) return { next, missed: { halt, order: inHand.order } };
  // A lease that had lapsed may be this station's again.
  return { next: await retried(api.fetchStation), missed: null };
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
  const [resting, setPhase] = useState<Exclude<Phase, 'task'>>('loading');
  const [state, setState] = useState<StationState | null>(null);
  const [result, setResult] = useState<ClaimResult | null>(null);
  const [done, setDone] = useState<string | null>(null);
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
  const leave = (completed: string | null) => {
    noteInHand(null);
    setResult(null);
    setDone(completed);
  };
  const held = result?.held ?? null;
  const phase: Phase = resting === 'idle' && held ? 'task' : resting;
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
  };
}

/** Runs one request at a time and keeps its problem for the screen. */
function useRun() {
  const { language } = useSpeech();
  const spoken = useRef(language);
  useEffect(() => {
    spoken.current = language;
  }, [language]);
  const [problem, setProblem] = useState<string | null>(null);
  const [notBefore, setNotBefore] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = useCallback((work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    setNotBefore(null);
    work()
      .catch((error: unknown) => {
        setProblem(error instanceof Problem ? error.inWords(spoken.current) : String(error));
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
