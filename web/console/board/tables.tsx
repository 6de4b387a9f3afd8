import type { Board } from '../api/board-api.js';
import { useBilingual, useText } from '../i18n/i18n.js';

/** Where the work stands, stage by stage. */
export function StageTable({ board }: { board: Board }) {
  const t = useText().board;
  const inWords = useBilingual();
  return (
    <section className="card" aria-labelledby="stages">
      <h2 id="stages">{t.stages}</h2>
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="stages">
        <table>
          <thead>
            <tr>
              <th scope="col">{t.stage}</th>
              <th scope="col">{t.ready}</th>
              <th scope="col">{t.counts.inWork}</th>
              <th scope="col">{t.behind}</th>
              <th scope="col">{t.counts.atRisk}</th>
              <th scope="col">{t.overdue}</th>
              <th scope="col">{t.doneToday}</th>
              <th scope="col">{t.mean}</th>
            </tr>
          </thead>
          <tbody>
            {board.stages.map((row) => (
              <tr key={row.stage}>
                <th scope="row">{inWords(row.name)}</th>
                <td>{row.ready}</td>
                <td>{row.inWork}</td>
                <td>{row.waiting}</td>
                <td>{row.atRisk}</td>
                <td>{row.overdue}</td>
                <td>{row.doneToday}</td>
                <td>{row.meanMinutes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Who waits, and how long it took the last day. */
export function RankTable({ board }: { board: Board }) {
  const t = useText().board;
  const inWords = useBilingual();
  const waits = new Map(board.waits.map((wait) => [wait.rankId, wait]));
  const shown = new Map([...board.ranks, ...board.waits].map((row) => [row.rankId, row]));
  if (shown.size === 0) return null;
  const counts = new Map(board.ranks.map((row) => [row.rankId, row]));
  const brands = new Set([...shown.values()].map((row) => inWords(row.brand)));
  return (
    <section className="card" aria-labelledby="ranks">
      <h2 id="ranks">{t.ranks}</h2>
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="ranks">
        <table>
          <thead>
            <tr>
              <th scope="col">{t.rank}</th>
              <th scope="col">{t.counts.left}</th>
              <th scope="col">{t.counts.atRisk}</th>
              <th scope="col">{t.counts.late}</th>
              <th scope="col">{t.counts.done}</th>
              <th scope="col">{t.p50}</th>
              <th scope="col">{t.p95}</th>
              <th scope="col">{t.max}</th>
            </tr>
          </thead>
          <tbody>
            {[...shown.values()].map((row) => {
              const count = counts.get(row.rankId);
              const wait = waits.get(row.rankId);
              return (
                <tr key={row.rankId}>
                  <th scope="row">
                    {inWords(row.rank)}
                    {brands.size > 1 && <small>{inWords(row.brand)}</small>}
                  </th>
                  <td>{count?.left ?? 0}</td>
                  <td>{count?.atRisk ?? 0}</td>
                  <td>{count?.late ?? 0}</td>
                  <td>{count?.done ?? 0}</td>
                  <td>{minutes(wait?.p50)}</td>
                  <td>{minutes(wait?.p95)}</td>
                  <td>{minutes(wait?.max)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="hint">
        {t.waits}: {t.waitHint}
      </p>
    </section>
  );
}

const minutes = (value: number | undefined) => (value === undefined ? '–' : Math.round(value));
