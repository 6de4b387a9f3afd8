import { useEffect } from 'react';
import { useBilingual, useText } from '../i18n/i18n.js';
import { signal } from '../scan/feedback.js';
import { Modal } from './panels.js';
import type { Halt } from './stops.js';

const SOUND_AGAIN_MS = 5000;

interface Props {
  halt: Halt;
  order: string;
  leaving: boolean;
  onUnderstood: () => void;
}

/** Fills the screen and sounds until somebody has read it: the box must not be closed before. */
export function StopScreen({ halt, order, leaving, onUnderstood }: Props) {
  const t = useText();
  const speak = useBilingual();
  useEffect(() => {
    const timer = setInterval(() => signal('stop'), SOUND_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Modal className="stop" labelledBy="stop-title">
      <StopSign />
      <h2 id="stop-title">{t.stop.title}</h2>
      <p className="stop-order">
        {t.task.order} {order}
      </p>
      <p className="stop-reason">{t.stop.gone[halt.code] ?? speak(halt.text)}</p>
      <button
        type="button"
        className="primary huge"
        disabled={leaving}
        aria-busy={leaving}
        onClick={onUnderstood}
      >
        {halt.ends ? t.stop.understood : t.stop.goOn}
      </button>
    </Modal>
  );
}

/** The traffic sign's shape and bar, for whoever doesn't see its colour. */
function StopSign() {
  return (
    <svg className="stop-sign" viewBox="0 0 100 100" aria-hidden="true">
      <path d="M30 2h40l28 28v40L70 98H30L2 70V30z" fill="currentColor" />
      <path d="M22 42h56v16H22z" fill="#fff" />
    </svg>
  );
}
