import type { StationCheck, StationTask } from '../api/types.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import type { Doubt } from './fail-dialog.js';
import type { TaskWork } from './use-task.js';

interface Props {
  task: StationTask;
  onAnswer: TaskWork['answer'];
  onPhoto: (check: StationCheck) => void;
  onDoubt: (doubt: Doubt) => void;
}

/** The standard's checks for this parcel. What a scan answers is only shown; the first open question stands out. */
export function Checklist({ task, onAnswer, onPhoto, onDoubt }: Props) {
  const t = useText();
  const speak = useBilingual();
  const current = task.checks.find(({ answer, answeredBy }) => answer === null && answeredBy !== 'auto');
  return (
    <div>
      {task.instructions.length > 0 && <h2>{t.task.instructions}</h2>}
      <ul className="instructions">
        {task.instructions.map((instruction) => (
          <li key={instruction.id}>{speak(instruction.text)}</li>
        ))}
      </ul>
      <h2>{t.task.checks}</h2>
      <ol className="checks">
        {task.checks.map((check) => (
          <li
            key={check.id}
            className={classOf(check, check === current)}
            aria-current={check === current || undefined}
          >
            <span className="check-code">{check.code}</span>
            <span className="check-text">{speak(check.text)}</span>
            <CheckAnswer check={check} onAnswer={onAnswer} onPhoto={onPhoto} onDoubt={onDoubt} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function classOf(check: StationCheck, current: boolean): string {
  if (check.answer) return `check check-${check.answer}`;
  return current ? 'check check-current' : 'check';
}

function CheckAnswer({ check, onAnswer, onPhoto, onDoubt }: Omit<Props, 'task'> & { check: StationCheck }) {
  const t = useText();
  if (check.answer)
    return (
      <span className="check-answer">
        {{ pass: '✓ OK', fail: '✕ NG', not_applicable: '–' }[check.answer]}
      </span>
    );
  if (check.answeredBy === 'auto') return <span className="check-auto">{t.task.auto}</span>;
  const confirm = check.answeredBy === 'photo' ? () => onPhoto(check) : () => onAnswer(check, 'pass');
  return (
    <span className="check-buttons">
      <button type="button" className="primary" aria-label={`${t.task.ok}: ${check.code}`} onClick={confirm}>
        {check.answeredBy === 'photo' ? t.task.photo : t.task.ok}
      </button>
      <button
        type="button"
        className="danger"
        aria-label={`${t.task.ng}: ${check.code}`}
        onClick={() => onDoubt({ kind: 'swap', check, line: null })}
      >
        {t.task.ng}
      </button>
      <button
        type="button"
        className="quiet"
        aria-label={`${t.task.na}: ${check.code}`}
        onClick={() => onDoubt({ kind: 'not_applicable', check, line: null })}
      >
        {t.task.na}
      </button>
    </span>
  );
}
