import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';

export type Language = 'ja' | 'en';

interface Speech<T> {
  language: Language;
  texts: T;
  speak: (language: Language) => void;
}

const KEY = 'akashi.language';

function initialLanguage(): Language {
  const stored = localStorage.getItem(KEY);
  if (stored === 'ja' || stored === 'en') return stored;
  return navigator.language.startsWith('ja') ? 'ja' : 'en';
}

/** Requests name the document's language, so it is set before the first of them is made. */
function written(language: Language): Language {
  document.documentElement.lang = language;
  return language;
}

/** The provider and the hooks of an app with its texts in both languages. The choice stays on the device. */
export function createSpeech<T extends { title: string }>(dictionary: Record<Language, T>) {
  const Context = createContext<Speech<T>>({ language: 'ja', texts: dictionary.ja, speak: () => undefined });

  function SpeechProvider({ children }: { children: ReactNode }) {
    const [language, setLanguage] = useState<Language>(() => written(initialLanguage()));
    useEffect(() => {
      document.title = `Akashi ${dictionary[language].title}`;
    }, [language]);
    const speak = useCallback((next: Language) => {
      localStorage.setItem(KEY, next);
      setLanguage(written(next));
    }, []);
    return (
      <Context.Provider value={{ language, texts: dictionary[language], speak }}>{children}</Context.Provider>
    );
  }

  const useSpeech = () => useContext(Context);
  const useText = () => useContext(Context).texts;
  /** Picks the reader's language out of a text that came from the server. */
  const useBilingual = () => {
    const { language } = useContext(Context);
    return (text: Record<Language, string>) => text[language];
  };
  return { SpeechProvider, useSpeech, useText, useBilingual };
}

const LOCALES = { ja: 'ja-JP', en: 'en-GB' } as const;

/** Hour and minute in a time zone, with the date in front unless it is today. */
export function formatTime(instant: string, language: Language, timeZone: string): string {
  const at = new Date(instant);
  const day = new Intl.DateTimeFormat(LOCALES[language], { month: 'numeric', day: 'numeric', timeZone });
  const time = new Intl.DateTimeFormat(LOCALES[language], {
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(at);
  return day.format(at) === day.format(new Date()) ? time : `${day.format(at)} ${time}`;
}
