import { useEffect, useState } from 'react';
import { fetchMyViews } from '../api/station-api.js';
import type { ClipViews } from '../api/types.js';
import { useText } from '../i18n/i18n.js';

/** Packers see what for recordings of their work were looked at. Quiet: nothing to do, and nothing is said when it can't be had. */
export function MyViews() {
  const t = useText().views;
  const [views, setViews] = useState<ClipViews | null>(null);
  useEffect(() => {
    let current = true;
    fetchMyViews().then(
      (found) => current && setViews(found),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, []);
  if (!views) return null;
  return (
    <details className="my-views">
      <summary>{t.title(views.days, views.total)}</summary>
      <p>{views.total === 0 ? t.none : t.body}</p>
      <dl>
        {views.items.map(({ purpose, views: count }) => (
          <div key={purpose}>
            <dt>{t.purposes[purpose]}</dt>
            <dd>{t.times(count)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
