import { useText } from './i18n/i18n.js';

/** What stands where something is still on its way, or could not be had: then with a way to try again. */
export function Loading({ problem, retry }: { problem?: string | null; retry?: () => void }) {
  const t = useText();
  if (!problem)
    return (
      <p className="loading" role="status" aria-busy="true">
        {t.loading}
      </p>
    );
  return (
    <div className="narrow card stack">
      <p role="alert">{problem}</p>
      {retry && (
        <button type="button" className="primary" onClick={retry}>
          {t.retry}
        </button>
      )}
    </div>
  );
}
