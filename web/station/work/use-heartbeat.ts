import { useEffect, useRef } from 'react';
import { NetworkLost } from '../../shared/api/problem.js';
import * as api from '../api/station-api.js';
import type { HeldTask, Stop } from '../api/types.js';

/** Keeps the lease alive and hears of a cancelled order within one beat, also while nothing is scanned. */
export function useHeartbeat(
  held: HeldTask,
  onStop: (stop: Stop) => void,
  onRefused: (error: unknown) => void,
) {
  const stop = useRef(onStop);
  const refused = useRef(onRefused);
  useEffect(() => {
    stop.current = onStop;
    refused.current = onRefused;
  });
  const { heartbeatEverySec, token } = held;
  const taskId = held.task.id;
  useEffect(() => {
    const beat = () =>
      api.heartbeat(taskId, token).then(
        (result) => result.stop && stop.current(result.stop),
        (error: unknown) => {
          if (!(error instanceof NetworkLost)) refused.current(error);
        },
      );
    const timer = setInterval(() => void beat(), heartbeatEverySec * 1000);
    return () => clearInterval(timer);
  }, [taskId, token, heartbeatEverySec]);
}
