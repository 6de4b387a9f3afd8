import { useCallback, useEffect, useRef, useState } from 'react';
import { type Board, EVENTS_URL, fetchBoard } from '../api/board-api.js';
import { useProblemText } from '../use-loaded.js';

/** `lost`: what is shown is older than it should be. */
export type Link = 'connecting' | 'live' | 'lost';

// Minutes go by without any event; and a change that no event told of is seen by then.
const LOOK_EVERY_MS = 20_000;
const AGAIN_MS = 4_000;

/** Calls when the server says that something changed, and every now and then; connects again for ever. */
export function useBoardEvents(changed: () => void): Link {
  const [link, setLink] = useState<Link>('connecting');
  useEffect(() => {
    let source: EventSource | undefined;
    let again: number | undefined;
    const connect = () => {
      source = new EventSource(EVENTS_URL);
      source.onopen = () => setLink('live');
      source.addEventListener('changed', changed);
      source.onerror = () => {
        setLink('lost');
        // The browser tries again by itself unless the server has refused it.
        if (source?.readyState !== EventSource.CLOSED) return;
        again = window.setTimeout(connect, AGAIN_MS);
        changed();
      };
    };
    connect();
    const look = window.setInterval(changed, LOOK_EVERY_MS);
    return () => {
      source?.close();
      window.clearTimeout(again);
      window.clearInterval(look);
    };
  }, [changed]);
  return link;
}

/** The board, kept fresh; the last one stays on the screen while the server is away. */
export function useBoard(): { board: Board | null; problem: string | null; link: Link; reload: () => void } {
  const say = useProblemText();
  const [board, setBoard] = useState<Board | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef(false);
  const wanted = useRef(false);
  const reload = useCallback(() => {
    wanted.current = true;
    if (running.current) return;
    running.current = true;
    const next = (): Promise<void> => {
      wanted.current = false;
      return fetchBoard()
        .then(
          (found) => {
            setBoard(found);
            setProblem(null);
          },
          (error: unknown) => setProblem(say(error)),
        )
        .then(() => (wanted.current ? next() : undefined));
    };
    void next().finally(() => {
      running.current = false;
    });
  }, [say]);
  useEffect(reload, [reload]);
  const link = useBoardEvents(reload);
  return { board, problem, link: problem === null ? link : 'lost', reload };
}
