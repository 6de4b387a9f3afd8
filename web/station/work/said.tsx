import { useEffect, useRef } from 'react';
import { useBilingual } from '../i18n/i18n.js';
import type { Feedback } from './use-task.js';

/** What came of the last scan, large enough for arm's length. */
export function Said({ feedback }: { feedback: Feedback | null }) {
  const speak = useBilingual();
  const place = useRef<HTMLParagraphElement>(null);
  // On a small screen the bar at the bottom, or scrolling, may hide it; a stop that nobody sees stops nobody.
  useEffect(() => {
    // In braces: Chromium answers a promise, which React would take for the effect's clean-up.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [feedback]);
  return (
    <p
      ref={place}
      className={`feedback feedback-${feedback?.tone ?? 'none'}`}
      role="status"
      aria-live="assertive"
    >
      {feedback && (typeof feedback.text === 'string' ? feedback.text : speak(feedback.text))}
    </p>
  );
}
