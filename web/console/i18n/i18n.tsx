import { createSpeech, formatTime } from '../../shared/speech.js';
import { en } from './en.js';
import { ja, type Texts } from './ja.js';

export const { SpeechProvider, useSpeech, useText, useBilingual } = createSpeech<Texts>({ ja, en });

/** Times in the reader's language and on the reader's own clock. */
export function useTime(): (instant: string) => string {
  const { language } = useSpeech();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (instant) => formatTime(instant, language, timeZone);
}

/** Minutes and seconds of a moment in a film. */
export const filmTime = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
