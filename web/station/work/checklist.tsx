import type { StationCheck } from '../api/types.js';
import { useBilingual, useText } from '../i18n/i18n.js';
import type { Doubt } from './fail-dialog.js';
import type { TaskWork } from './use-task.js';

interface Props {
  work: TaskWork;
  onPhoto: (check: StationCheck) => void;
  onDoubt: (doubt: Doubt) => void;
}

/** The standard's checks for this parcel: the questions first, and below them what scanning answers by itself. */
export function Checklist({ work, onPhoto, onDoubt }: Props) {
  const t = useText();
  const speak = useBilingual();
  const { checks, instructions } = work.task;
  const questions = checks.filter(({ answeredBy }) => answeredBy !== 'auto');
  const automatic = checks.filter(({ answeredBy }) => answeredBy === 'auto');
  const current = questions.find(({ id, answer }) => answer === null && !work.unsent.has(id));
  return (
    <>
      {instructions.length > 0 && (
        <div>
          <h2>{t.task.instructions}</h2>
          <ul className="instructions">
            {instructions.map(({ id, text }) => (
              <li key={id}>{speak(text)}</li>
            ))}
          </ul>
        </div>
      )}
      <h2>{t.task.checks}</h2>
      <ol className="checks">
        {questions.map((check) => (
          <li
            key={check.id}
            className={classOf(check, check === current)}
            aria-current={check === current ? 'step' : undefined}
          >
            <span className="check-text">
              <span className="check-code">{codeOf(check, t.task.instruction)}</span> {speak(check.text)}
            </span>
            <CheckAnswer check={check} work={work} onPhoto={onPhoto} onDoubt={onDoubt} />
          </li>
        ))}
      </ol>
      {automatic.length > 0 && <Automatic checks={automatic} />}
    </>
  );
}

function Automatic({ checks }: { checks: StationCheck[] }) {
  const t = useText();
  const speak = useBilingual();
  return (
    <div>
      <h3>{t.task.moreChecks}</h3>
      <ul className="automatic">
        {checks.map((check) => (
          <li key={check.id} className={check.answer === 'pass' ? 'auto-done' : ''}>
            <span aria-hidden="true">{check.answer === 'pass' ? '✓' : '・'}</span>
            <span>
              <span className="check-code">{check.code}</span> {speak(check.text)}
              {check.answer === 'pass' && <span className="unseen"> OK</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const codeOf = ({ code }: StationCheck, instruction: string) => (code === 'instruction' ? instruction : code);

function classOf(check: StationCheck, current: boolean): string {
  if (check.answer) return `check check-${check.answer}`;
  return current ? 'check check-current' : 'check';
}

const ANSWERS = { pass: '✓ OK', fail: '✕ NG', not_applicable: '–' } as const;

function CheckAnswer({ check, work, onPhoto, onDoubt }: Props & { check: StationCheck }) {
  const t = useText();
  const speak = useBilingual();
  if (check.answer === 'not_applicable') return <span className="check-answer">{t.task.na}</span>;
  if (check.answer) return <span className="check-answer">{ANSWERS[check.answer]}</span>;
  if (work.unsent.has(check.id)) return <span className="check-answer">{t.task.sending}</span>;
  const isPhoto = check.answeredBy === 'photo';
  const confirm = () => (isPhoto ? onPhoto(check) : work.answer(check, 'pass'));
  const named = (word: string) => `${word}: ${speak(check.text)}`;
  const doubt = (kind: Doubt['kind']) => onDoubt({ kind, check, line: null });
  const yes = isPhoto ? t.task.photo : t.task.ok;
  return (
    <span className="check-buttons">
      <button
        type="button"
        className="quiet"
        aria-label={named(t.task.na)}
        onClick={() => doubt('not_applicable')}
      >
        {t.task.na}
      </button>
      <button type="button" className="danger" aria-label={named(t.task.ng)} onClick={() => doubt('swap')}>
        {t.task.ng}
      </button>
      <button type="button" className="primary yes" aria-label={named(yes)} onClick={confirm}>
        {yes}
      </button>
    </span>
  );
}
