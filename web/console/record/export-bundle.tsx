import { useId, useRef } from 'react';
import { bundleUrl, type ExportReason } from '../api/console-api.js';
import { useText } from '../i18n/i18n.js';

const REASONS: readonly ExportReason[] = [
  ...(['case', 'customer_request', 'carrier_claim', 'authority_request'] as const),
  ...(['audit', 'quality_check', 'technical'] as const),
];

/** Everything about the shipment in one file that others can check. The browser itself saves it: it may be gigabytes. */
export function ExportBundle({ shipmentId }: { shipmentId: string }) {
  const t = useText();
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  return (
    <section className="card stack">
      <button type="button" onClick={() => dialog.current?.showModal()}>
        {t.bundle.button}
      </button>
      <dialog ref={dialog} className="bundle" aria-labelledby={title}>
        <h2 id={title}>{t.bundle.button}</h2>
        <form
          className="stack"
          method="get"
          action={bundleUrl(shipmentId)}
          onSubmit={() => setTimeout(close)}
        >
          <p>{t.bundle.what}</p>
          <label>
            {t.bundle.reason}
            <select name="reason" required defaultValue="">
              <option value="" />
              {REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {t.bundle.reasons[reason]}
                </option>
              ))}
            </select>
          </label>
          <p className="hint">{t.bundle.noted}</p>
          <div className="row">
            <button type="submit" className="primary">
              {t.bundle.download}
            </button>
            <button type="button" onClick={close}>
              {t.cancel}
            </button>
          </div>
        </form>
      </dialog>
    </section>
  );
}
