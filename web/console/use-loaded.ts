import { useCallback, useEffect, useState } from 'react';
import { NetworkLost, Problem } from '../shared/api/problem.js';
import { useSpeech, useText } from './i18n/i18n.js';

/** Something that is being fetched, is here, or could not be had (with what to tell the reader). */
export interface Loaded<T> {
  value: T | null;
  problem: string | null;
  reload: () => void;
}

/** Fetches on the first render and whenever `load` changes; an older answer never replaces a newer one. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const say = useProblemText();
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    load().then(
      (next) => {
        if (!current) return;
        setProblem(null);
        setValue(next);
      },
      (error: unknown) => current && setProblem(say(error)),
    );
    return () => {
      current = false;
    };
  }, [load, round, say]);
  return { value, problem, reload: useCallback(() => setRound((n) => n + 1), []) };
}

const REFRESH_MS = 4000;

/** Looks again soon, as long as something on the screen isn't finished. */
export function useRefreshWhile(unfinished: boolean, reload: () => void): void {
  useEffect(() => {
    if (!unfinished) return undefined;
    const timer = setInterval(reload, REFRESH_MS);
    return () => clearInterval(timer);
  }, [unfinished, reload]);
}

/** The sentence for a failed request. */
export function useProblemText(): (error: unknown) => string {
  const { offline } = useText();
  const { language } = useSpeech();
  return useCallback(
    (error: unknown) => {
      if (error instanceof NetworkLost) return offline;
      return error instanceof Problem ? error.inWords(language) : String(error);
    },
    [offline, language],
  );
}

/** Runs what a press asks for, once at a time, and keeps its problem for the screen. */
export function useAction() {
  const say = useProblemText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = (work: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    work()
      .catch((error: unknown) => setProblem(say(error)))
      .finally(() => setBusy(false));
  };
  return { busy, problem, run };
}
