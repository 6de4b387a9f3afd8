import { createSpeech, formatTime } from '../../shared/speech.js';
import { en } from './en.js';
import { ja, type Texts } from './ja.js';

export const { SpeechProvider, useSpeech, useText, useBilingual } = createSpeech<Texts>({ ja, en });

/** Times in the reader's language and the warehouse's time zone. */
export function useTime(timeZone: string): (instant: string) => string {
  const { language } = useSpeech();
  return (instant) => formatTime(instant, language, timeZone);
}
