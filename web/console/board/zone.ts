import { formatTime } from '../../shared/speech.js';
import { useSpeech } from '../i18n/i18n.js';

let known = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Whoever reads a board anywhere reads the times of the warehouse. */
export function rememberZone(timeZone: string): void {
  known = timeZone;
}

/** Times on the clock of the warehouse; on the reader's own as long as it isn't known. */
export function useWarehouseTime(): (instant: string) => string {
  const { language } = useSpeech();
  return (instant) => formatTime(instant, language, known);
}
