import type { StationLine, StationTask } from '../api/types.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import type { Doubt } from './fail-dialog.js';

interface Props {
  task: StationTask;
  onDoubt: (doubt: Doubt) => void;
  onResolve: (exceptionId: string) => void;
}

/** What belongs into the box, with how much of it has been scanned. */
export function Lines({ task, onDoubt, onResolve }: Props) {
  const t = useText();
  return (
    <div>
      <h2>{t.task.lines}</h2>
      <ul className="lines">
        {task.lines.map((line) => (
          <Line key={line.id} line={line} task={task} onDoubt={onDoubt} onResolve={onResolve} />
        ))}
      </ul>
    </div>
  );
}

function Line({ line, task, onDoubt, onResolve }: Props & { line: StationLine }) {
  const t = useText();
  const speak = useBilingual();
  const open = task.exceptions.filter(
    ({ state, shipmentLineId }) => state === 'open' && shipmentLineId === line.id,
  );
  const complete = line.counted + line.short >= line.quantity && open.length === 0;
  return (
    <li className={complete ? 'line line-done' : 'line'}>
      <div>
        <strong>{speak(line.name)}</strong>
        <span className="meta">
          {line.shelf && `${t.task.shelf} ${line.shelf} · `}
          {line.sku}
          {line.engraving && ` · ${t.task.engraving}「${line.engraving}」`}
        </span>
        {open.map((exception) => (
          <p key={exception.id} className="warn">
            {exception.kind === 'swap' ? t.task.swapOpen : t.task.short(exception.quantity)}{' '}
            <button type="button" onClick={() => onResolve(exception.id)}>
              {exception.kind === 'swap' ? t.task.swapped : t.task.shortAccepted}
            </button>
          </p>
        ))}
      </div>
      <div className="line-count">
        <span aria-label={t.task.counted(line.counted, line.quantity)}>
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
