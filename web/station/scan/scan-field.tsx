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
        submit(field.current?.value ?? text);
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

/**
 * Gives the focus back after a press with finger or mouse, and to whatever a scanner types. Somebody who goes about with
 * the Tab key keeps the focus; other inputs and dialogs too.
 */
function useKeptFocus(field: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const take = () => {
      if (!isNeededElsewhere()) field.current?.focus({ preventScroll: true });
    };
    // A press by keyboard has no detail.
    const afterPress = (event: MouseEvent) => event.detail > 0 && setTimeout(take, 0);
    const atKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const isTyped = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
      if (isTyped || key === 'Process') take();
    };
    take();
    document.addEventListener('click', afterPress);
    document.addEventListener('keydown', atKey, true);
    return () => {
      document.removeEventListener('click', afterPress);
      document.removeEventListener('keydown', atKey, true);
    };
  }, [field]);
}

function isNeededElsewhere(): boolean {
  const active = document.activeElement;
  const isTyping = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
  return isTyping || document.querySelector('dialog[open]') !== null;
}
