import { useState } from 'react';
import { shareRecord } from '../api/console-api.js';
import { useText } from '../i18n/i18n.js';
import { useAction } from '../use-loaded.js';

/** "Show the customer the record" is one button and needs no case. */
export function ShareRecord({ shipmentId }: { shipmentId: string }) {
  const t = useText();
  const [url, setUrl] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const { busy, problem, run } = useAction();
  const share = () => run(async () => setUrl((await shareRecord(shipmentId)).url));
  const copy = () =>
    run(async () => {
      if (url) await navigator.clipboard.writeText(url);
      setCopied(true);
    });
  return (
    <section className="card stack share">
      {!url && (
        <button type="button" className="primary" disabled={busy} onClick={share}>
          {t.record.share}
        </button>
      )}
      {problem && (
        <p className="refusal" role="alert">
          {problem}
        </p>
      )}
      {url && (
        <>
          <label>
            {t.record.shared}
            <input readOnly value={url} onFocus={(event) => event.target.select()} />
          </label>
          <button type="button" onClick={copy}>
            {copied ? t.record.copied : t.record.copy}
          </button>
        </>
      )}
    </section>
  );
}
