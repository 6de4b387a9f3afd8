import type { StationLine, StationTask } from '../api/types.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import type { Doubt } from './fail-dialog.js';

interface Props {
  task: StationTask;
  onDoubt: (doubt: Doubt) => void;
  onResolve: (exceptionId: string) => void;
}

/** Whether items are scanned one by one at this stage; where only the box or its label is looked at, they are not. */
export function countsHere({ checks, missing, lines }: StationTask): boolean {
  return (
    checks.some(({ section }) => section === 'pick' || section === 'inspect') ||
    missing.some(({ code }) => code === 'line_not_counted') ||
    lines.some(({ counted }) => counted > 0)
  );
}

/** What belongs into the box, with how much of it has been scanned; at the last stage the labels that belong onto it. */
export function Lines({ task, onDoubt, onResolve }: Props) {
  const t = useText();
  const counts = countsHere(task);
  return (
    <>
      {!counts && task.waybills.length > 0 && <Waybills waybills={task.waybills} />}
      <h2>{t.task.lines}</h2>
      <ul className="lines">
        {task.lines.map((line) =>
          counts ? (
            <Line key={line.id} line={line} task={task} onDoubt={onDoubt} onResolve={onResolve} />
          ) : (
            <li key={line.id} className="line">
              <LineName line={line} />
              <span className="line-count">× {line.quantity - line.short}</span>
            </li>
          ),
        )}
      </ul>
    </>
  );
}

function Waybills({ waybills }: Pick<StationTask, 'waybills'>) {
  const t = useText();
  return (
    <>
      <h2>{t.task.waybills}</h2>
      <ul className="lines">
        {waybills.map(({ id, carrier, number, boundAt }) => (
          <li key={id} className={boundAt ? 'line line-done' : 'line'}>
            <span className="line-name">
              <strong className="waybill">{number}</strong>
              <span className="meta">{t.task.carriers[carrier]}</span>
            </span>
            {boundAt && <span className="line-count">✓ {t.task.bound}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function LineName({ line, children }: { line: StationLine; children?: React.ReactNode }) {
  const t = useText();
  const speak = useBilingual();
  return (
    <div className="line-name">
      <strong>{speak(line.name)}</strong>
      <span className="meta">
        {line.shelf && (
          <>
            {t.task.shelf} <b>{line.shelf}</b>
            {' · '}
          </>
        )}
        {line.sku}
      </span>
      {line.engraving && (
        <span className="engraving">
          {t.task.engraving}「{line.engraving}」
        </span>
      )}
      {children}
    </div>
  );
}

function Line({ line, task, onDoubt, onResolve }: Props & { line: StationLine }) {
  const t = useText();
  const open = task.exceptions.filter(
    ({ state, shipmentLineId }) => state === 'open' && shipmentLineId === line.id,
  );
  const complete = line.counted + line.short >= line.quantity && open.length === 0;
  return (
    <li className={complete ? 'line line-done' : 'line'}>
      <LineName line={line}>
        {open.map((exception) => (
          <div key={exception.id} className="warn exception">
            <p>{exception.kind === 'swap' ? t.task.swapOpen : t.task.short(exception.quantity)}</p>
            <button type="button" onClick={() => onResolve(exception.id)}>
              {exception.kind === 'swap' ? t.task.swapped : t.task.shortAccepted}
            </button>
          </div>
        ))}
      </LineName>
      <div className="line-count">
        <span>
          {complete && <span aria-hidden="true">✓ </span>}
          {t.task.counted(line.counted, line.quantity)}
        </span>
        {line.short > 0 && <span className="warn">{t.task.short(line.short)}</span>}
        {!complete && open.length === 0 && (
          <button
            type="button"
            className="quiet"
            onClick={() => onDoubt({ kind: 'short_pick', check: null, line })}
          >
            {t.task.shortPick}
          </button>
        )}
      </div>
    </li>
  );
}
