import { useEffect, useRef } from 'react';
import { NetworkLost } from '../../shared/api/problem.js';
import { reach } from '../../shared/api/reach.js';
import * as api from '../api/station-api.js';
import type { CartHeartbeat, HeldRef } from '../api/types.js';

interface Listener {
  heard: (answers: CartHeartbeat['tasks']) => void;
  onRefused: (error: unknown) => void;
}

/**
 * Keeps every order of a cart and hears within one beat that staff stopped one of them. The first beat comes at once: after
 * a reload it says what happened meanwhile, and asks orders back whose lease has lapsed.
 * @param kept all that is in hand but the order whose screen is open: that has a heartbeat of its own
 */
export function useCartHeartbeat(
  cartId: string,
  kept: readonly HeldRef[],
  everySec: number,
  { heard, onRefused }: Listener,
) {
  const latest = useRef({ kept, heard, onRefused });
  useEffect(() => {
    latest.current = { kept, heard, onRefused };
  });
  useEffect(() => {
    const beat = () => {
      const tasks = latest.current.kept.map(({ taskId, token }) => ({ taskId, token }));
      if (tasks.length === 0) return;
      void api.heartbeatCart(cartId, tasks).then(
        (answer) => latest.current.heard(answer.tasks),
        (error: unknown) => {
          if (!(error instanceof NetworkLost)) latest.current.onRefused(error);
        },
      );
    };
    beat();
    const timer = setInterval(beat, everySec * 1000);
    const unsubscribe = reach.subscribe(() => {
      if (reach.isReached()) beat();
    });
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [cartId, everySec]);
}
