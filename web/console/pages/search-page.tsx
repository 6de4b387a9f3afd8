import { useCallback, useState } from 'react';
import { search, type SearchHit } from '../api/console-api.js';
import { useText, useTime } from '../i18n/i18n.js';
import { useLoaded } from '../use-loaded.js';
import type { Route } from '../use-route.js';
import { Loading } from '../loading.js';

const SHORTEST_QUERY = 3;

/** The page an agent opens while the customer is on the phone: one field, whatever number the customer has. */
export function SearchPage({ q, go }: { q: string; go: (route: Route) => void }) {
  const t = useText();
  const [text, setText] = useState(q);
  return (
    <section className="wide">
      <h1>{t.search.title}</h1>
      <form
        className="search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim().length >= SHORTEST_QUERY) go({ page: 'search', q: text.trim() });
        }}
      >
        <label htmlFor="q">{t.search.label}</label>
        <input
          id="q"
          type="search"
          autoFocus
          value={text}
          minLength={SHORTEST_QUERY}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="primary">
          {t.search.submit}
        </button>
        <p className="hint">{t.search.hint}</p>
      </form>
      {q.length >= SHORTEST_QUERY && <Hits key={q} q={q} go={go} />}
    </section>
  );
}

function Hits({ q, go }: { q: string; go: (route: Route) => void }) {
  const t = useText();
  const { value, problem, reload } = useLoaded(useCallback(() => search(q), [q]));
  if (!value) return <Loading problem={problem} retry={reload} />;
  if (value.items.length === 0) return <p role="status">{t.search.none}</p>;
  return (
    <ul className="hits">
      {value.items.map((hit) => (
        <Hit key={`${hit.orderId}/${hit.shipmentId}`} hit={hit} go={go} />
      ))}
    </ul>
  );
}

function Hit({ hit, go }: { hit: SearchHit; go: (route: Route) => void }) {
  const t = useText();
  const time = useTime();
  const { shipmentId } = hit;
  return (
    <li>
      <button
        type="button"
        className="hit"
        disabled={!shipmentId}
        onClick={() => shipmentId && go({ page: 'record', shipmentId })}
      >
        <strong>{hit.externalId}</strong>
        <span>{hit.customerName}</span>
        <span>{time(hit.placedAt)}</span>
        <span>{hit.waybillNumber}</span>
        <span className="badge">
          {hit.shipmentState ? (t.state[hit.shipmentState] ?? hit.shipmentState) : t.search.noShipment}
        </span>
        {hit.openCases > 0 && <span className="badge badge-stop">{t.search.openCases(hit.openCases)}</span>}
      </button>
    </li>
  );
}
