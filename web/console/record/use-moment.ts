import { type RefObject, useRef, useState } from 'react';

/** A moment of a film that somebody asked to see. `n` makes the same moment twice two requests. */
export interface Moment {
  clipId: string;
  atMs: number;
  n: number;
}

export type OnWatch = (clip: { clipId: string; atMs: number }) => void;

/** Which moment is asked for, and the part of the page that comes into sight with it. */
export function useMoment(): { moment: Moment | null; watch: OnWatch; films: RefObject<HTMLElement | null> } {
  const [moment, setMoment] = useState<Moment | null>(null);
  const films = useRef<HTMLElement>(null);
  const watch: OnWatch = (clip) => {
    setMoment((before) => ({ ...clip, n: (before?.n ?? 0) + 1 }));
    films.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  };
  return { moment, watch, films };
}
