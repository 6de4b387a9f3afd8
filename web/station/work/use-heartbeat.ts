import { useEffect, useRef } from 'react';
import { NetworkLost } from '../../shared/api/problem.js';
import { reach } from '../../shared/api/reach.js';
import * as api from '../api/station-api.js';
import type { HeldTask, Stop } from '../api/types.js';

interface Heard {
  onStop: (stop: Stop) => void;
  onRefused: (error: unknown) => void;
}

/**
 * Keeps the lease alive and hears within one beat that staff stopped the order, also while nothing is scanned. While the
 * network is away nothing is heard, so the first moment in which it is back has a beat of its own.
 * @param beating false once the task is no longer this station's
 */
export function useHeartbeat(held: HeldTask, beating: boolean, heard: Heard) {
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  });
  const { heartbeatEverySec, token } = held;
  const taskId = held.task.id;
  useEffect(() => {
    if (!beating) return undefined;
    const beat = () =>
      void api.heartbeat(taskId, token).then(
        ({ stop }) => stop && latest.current.onStop(stop),
        (error: unknown) => {
          if (!(error instanceof NetworkLost)) latest.current.onRefused(error);
        },
      );
    const timer = setInterval(beat, heartbeatEverySec * 1000);
    const unsubscribe = reach.subscribe(() => {
      if (reach.isReached()) beat();
    });
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [taskId, token, heartbeatEverySec, beating]);
}
