import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { Bilingual } from '../api/types.js';
import { en } from './en.js';
import { ja, type Texts } from './ja.js';

export type Language = 'ja' | 'en';

interface Speech {
  language: Language;
  texts: Texts;
  speak: (language: Language) => void;
}

const KEY = 'akashi.language';
const SpeechContext = createContext<Speech>({ language: 'ja', texts: ja, speak: () => undefined });

function initialLanguage(): Language {
  const stored = localStorage.getItem(KEY);
  if (stored === 'ja' || stored === 'en') return stored;
  return navigator.language.startsWith('ja') ? 'ja' : 'en';
}

/** Holds the language of the page; the switch stays on the device. */
export function SpeechProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(initialLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speak = (next: Language) => {
    localStorage.setItem(KEY, next);
    setLanguage(next);
  };
  return (
    <SpeechContext.Provider value={{ language, texts: language === 'ja' ? ja : en, speak }}>
      {children}
    </SpeechContext.Provider>
  );
}

export const useText = (): Texts => useContext(SpeechContext).texts;
export const useSpeech = (): Speech => useContext(SpeechContext);

/** Picks the reader's language out of a text that came from the server. */
export function useBilingual(): (text: Bilingual) => string {
  const { language } = useContext(SpeechContext);
  return (text) => text[language];
}

/** Hour and minute in the reader's language and the warehouse's time zone, with the date unless it is today. */
export function useTime(timeZone: string): (instant: string) => string {
  const { language } = useContext(SpeechContext);
  const locale = language === 'ja' ? 'ja-JP' : 'en-GB';
  return (instant) => {
    const at = new Date(instant);
    const day = new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric', timeZone });
    const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
    return day.format(at) === day.format(new Date()) ? time : `${day.format(at)} ${time}`;
  };
}
