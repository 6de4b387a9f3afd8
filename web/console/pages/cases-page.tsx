import { useCallback, useState } from 'react';
import { fetchCases, type CaseSummary } from '../api/console-api.js';
import { useText, useTime } from '../i18n/i18n.js';
import { useLoaded } from '../use-loaded.js';
import type { Route } from '../use-route.js';
import { Loading } from '../loading.js';

export function CasesPage({ go }: { go: (route: Route) => void }) {
  const t = useText();
  const [state, setState] = useState<'open' | 'closed'>('open');
  return (
    <section className="wide">
      <h1>{t.nav.cases}</h1>
      <div className="tabs" role="group" aria-label={t.nav.cases}>
        {(['open', 'closed'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={state === each} onClick={() => setState(each)}>
            {t.case[each]}
          </button>
        ))}
      </div>
      <CaseList key={state} state={state} go={go} />
    </section>
  );
}

function CaseList({ state, go }: { state: 'open' | 'closed'; go: (route: Route) => void }) {
  const t = useText();
  const [cursor, setCursor] = useState<string | undefined>();
  const [earlier, setEarlier] = useState<CaseSummary[]>([]);
  const { value, problem, reload } = useLoaded(useCallback(() => fetchCases(state, cursor), [state, cursor]));
  if (!value) return <Loading problem={problem} retry={reload} />;
  const items = [...earlier, ...value.items];
  if (items.length === 0) return <p role="status">{state === 'open' ? t.case.none : t.case.noneClosed}</p>;
  const { next } = value;
  const more = () => {
    setEarlier(items);
    setCursor(next ?? undefined);
  };
  return (
    <>
      <CaseTable items={items} go={go} />
      {next && (
        <button type="button" onClick={more}>
          {t.more}
        </button>
      )}
    </>
  );
}

/** Cases as rows, each a way into its file. */
export function CaseTable({ items, go }: { items: CaseSummary[]; go: (route: Route) => void }) {
  const t = useText();
  const time = useTime();
  return (
    <ul className="hits">
      {items.map((item) => (
        <li key={item.id}>
          <button type="button" className="hit" onClick={() => go({ page: 'case', caseId: item.id })}>
            <strong>{item.caseNo}</strong>
            <span className={item.weight === 'inquiry' ? 'badge' : 'badge badge-stop'}>
              {t.weight[item.weight]}
            </span>
            <span>{t.reason[item.reason]}</span>
            <span>{item.orderExternalId}</span>
            <span>{time(item.openedAt)}</span>
            <span className="badge">{t.case[item.state]}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
