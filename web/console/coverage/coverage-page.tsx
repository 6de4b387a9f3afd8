import { useCallback, useState } from 'react';
import { type Coverage, fetchCoverage, fetchGaps, type Side, type Span } from '../api/coverage-api.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import { Loading } from '../loading.js';
import { useLoaded } from '../use-loaded.js';
import type { Route } from '../use-route.js';
import { GapList } from './gap-list.js';

interface CoveragePageProps {
  side: Side;
  mayWaive: boolean;
  go: (route: Route) => void;
}

/** How many of the parcels that have left have their evidence, day by day, and which have not. */
export function CoveragePage({ side, mayWaive, go }: CoveragePageProps) {
  const t = useText().coverage;
  const [span, setSpan] = useState<Span | null>(null);
  const load = useCallback(async () => {
    const coverage = await fetchCoverage(side, span);
    return { coverage, gaps: await fetchGaps(side, coverage) };
  }, [side, span]);
  const { value, problem, reload } = useLoaded(load);
  const shownSpan = span ?? value?.coverage;
  return (
    <section className="wide stack coverage">
      <h1>{t.title}</h1>
      <p className="hint">{t.body}</p>
      {shownSpan && <SpanFields span={shownSpan} onSpan={setSpan} />}
      {!value && <Loading problem={problem} retry={reload} />}
      {value && problem && <p role="alert">{problem}</p>}
      {value && value.coverage.totals.shipped === 0 && <p role="status">{t.none}</p>}
      {value && value.coverage.totals.shipped > 0 && (
        <>
          <CoverageTable coverage={value.coverage} side={side} />
          <GapList gaps={value.gaps} side={side} mayWaive={mayWaive} go={go} onWaived={reload} />
        </>
      )}
    </section>
  );
}

function SpanFields({ span: { from, to }, onSpan }: { span: Span; onSpan: (span: Span) => void }) {
  const t = useText().coverage;
  const field = (name: keyof Span) => (
    <label>
      {t[name]}
      <input
        type="date"
        value={{ from, to }[name]}
        onChange={(event) => event.target.value && onSpan({ from, to, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="coverage-span">
      {field('from')}
      {field('to')}
    </div>
  );
}

// What matters comes first: on a phone the rest is scrolled to.
function CoverageTable({ coverage: { days, totals }, side }: { coverage: Coverage; side: Side }) {
  const t = useText().coverage;
  const inWords = useBilingual();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={t.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.day}</th>
            <th scope="col">{t.share}</th>
            <th scope="col">{t.missing}</th>
            <th scope="col">{t.waived}</th>
            <th scope="col">{t.complete}</th>
            <th scope="col">{t.shipped}</th>
            <th scope="col">{side === 'brand' ? t.warehouse : t.brand}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((row) => (
            <tr key={`${row.day} ${row.brand.id} ${row.warehouse.id}`}>
              <th scope="row">{row.day}</th>
              <Numbers of={row} />
              <td>{inWords(side === 'brand' ? row.warehouse.name : row.brand.name)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th>
            <Numbers of={totals} />
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Numbers({ of: { shipped, complete, waived, missing, coverage } }: { of: Coverage['totals'] }) {
  return (
    <>
      <td>{coverage === null ? '–' : `${(Math.floor(coverage * 1000) / 10).toFixed(1)} %`}</td>
      <td className={missing > 0 ? 'coverage-missing' : undefined}>{missing}</td>
      <td>{waived}</td>
      <td>{complete}</td>
      <td>{shipped}</td>
    </>
  );
}
