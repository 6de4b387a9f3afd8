import { useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/i18n.js';
import { normalizeScan } from './commands.js';

/** A wedge in IME mode ends in a composition, not in Enter: after this pause the text counts as a scan. */
const COMPOSED_SCAN_PAUSE_MS = 180;

/**
 * The one field that scanners type into. It takes the focus back whenever nothing else needs it, so that a packer
 * never has to click before scanning; full-width text (IME on) is understood.
 */
export function ScanField({ onScan, hint }: { onScan: (code: string) => void; hint: string }) {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  useKeptFocus(field);

  const submit = (value: string) => {
    const code = normalizeScan(value);
    setText('');
    if (code) onScan(code);
  };
  return (
    <form
      className="scan"
      onSubmit={(event) => {
        event.preventDefault();
        submit(text);
      }}
    >
      <label htmlFor="scan-field">{hint}</label>
      <input
        id="scan-field"
        ref={field}
        value={text}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        inputMode="none"
        enterKeyHint="done"
        placeholder={t.scan.placeholder}
        onChange={(event) => setText(event.target.value)}
        onCompositionEnd={(event) => {
          const { value } = event.currentTarget;
          setTimeout(() => {
            if (field.current && field.current.value === value) submit(value);
          }, COMPOSED_SCAN_PAUSE_MS);
        }}
      />
    </form>
  );
}

/** Gives the focus back after a press on a button; other inputs and dialogs keep it. */
function useKeptFocus(field: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const take = () => {
      const active = document.activeElement;
      const busy = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
      const dialog = document.querySelector('dialog[open]');
      if (!busy && !dialog) field.current?.focus({ preventScroll: true });
    };
    take();
    const later = () => setTimeout(take, 0);
    document.addEventListener('click', later);
    const timer = setInterval(take, 1500);
    return () => {
      document.removeEventListener('click', later);
      clearInterval(timer);
    };
  }, [field]);
}
