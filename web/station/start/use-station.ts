import { useCallback, useEffect, useState } from 'react';
import { newId } from '../api/ids.js';
import { Problem } from '../../shared/api/problem.js';
import * as api from '../api/station-api.js';
import type { ClaimResult, HeldTask, StationState } from '../api/types.js';
import { retried } from '../work/action-queue.js';

export type Phase = 'loading' | 'enrol' | 'badge' | 'idle' | 'task';

/** The station between tasks: who is here, and which task comes next. */
export interface StationFlow {
  phase: Phase;
  state: StationState | null;
  held: HeldTask | null;
  problem: string | null;
  nothing: ClaimResult | null;
  passedOver: number;
  busy: boolean;
  refresh: () => void;
  enrol: (code: string) => void;
  signIn: (badge: string) => void;
  signOut: () => void;
  claim: (scan?: string) => void;
  endTask: () => void;
}

const phaseOf = (state: StationState): Phase => (state.packer ? 'idle' : 'badge');

/** Drives the screens between tasks. A task that this station still holds (reload, power) is taken up again. */
export function useStation(): StationFlow {
  const [phase, setPhase] = useState<Phase>('loading');
  const [state, setState] = useState<StationState | null>(null);
  const [held, setHeld] = useState<HeldTask | null>(null);
  const [nothing, setNothing] = useState<ClaimResult | null>(null);
  const [passedOver, setPassedOver] = useState(0);
  const { problem, busy, run } = useRun();

  const enter = useCallback((next: StationState) => {
    setState(next);
    setPhase(phaseOf(next));
  }, []);
  const takeUp = useCallback((result: ClaimResult) => {
    setPassedOver(result.passedOver);
    setNothing(result.held ? null : result);
    setHeld(result.held);
    if (result.held) setPhase('task');
  }, []);
  const claim = (scan?: string) => {
    const key = newId();
    run(async () => takeUp(await retried(() => api.claim(key, scan))));
  };
  const refresh = useCallback(() => {
    run(async () => {
      const next = await retried(api.fetchStation).catch((error: unknown) => {
        if (error instanceof Problem && error.status === 401) return setPhase('enrol');
        throw error;
      });
      if (!next) return;
      enter(next);
      const key = newId();
      if (next.packer && next.heldTaskIds.length > 0) takeUp(await retried(() => api.claim(key)));
    });
  }, [run, enter, takeUp]);
  useEffect(refresh, [refresh]);

  return {
    phase,
    state,
    held,
    problem,
    nothing,
    passedOver,
    busy,
    refresh,
    claim,
    enrol: (code) =>
      run(async () => {
        await api.enrol(code);
        enter(await api.fetchStation());
      }),
    signIn: (badge) => run(async () => enter(await api.signIn(badge))),
    signOut: () => run(async () => enter(await api.signOut())),
    endTask: () => {
      setHeld(null);
      setNothing(null);
      setPhase('idle');
    },
  };
}

/** Runs one request at a time and keeps its problem for the screen. */
function useRun() {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = useCallback((work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    work()
      .catch((error: unknown) => setProblem(error instanceof Problem ? error.detail : String(error)))
      .finally(() => setBusy(false));
  }, []);
  return { problem, busy, run };
}
