import type { StationTask } from '../api/types.js';
import { useBilingual, useText, useTime } from '../i18n/i18n.js';

interface Props {
  task: StationTask;
  timeZone: string;
}

/** Which order this is, at which stage, until when, and what must be known before the first touch. */
export function TaskHead({ task, timeZone }: Props) {
  const t = useText();
  const speak = useBilingual();
  const time = useTime(timeZone);
  const { stage, delivery } = task;
  const delivered = [delivery.date, delivery.window].filter(Boolean).join(' ');
  const facts: [string, string][] = [
    [t.task.recipient, task.recipientName],
    [t.task.due, time(task.due)],
    [t.task.shipBy, time(task.shipBy)],
  ];
  if (delivered) facts.push([t.task.delivery, delivered]);
  return (
    <header className="task-head">
      <div className="task-name">
        <p className="stage">{t.task.stage(speak(stage.name), stage.position, stage.of)}</p>
        <h1>
          <span className="quiet-word">{t.task.order}</span> {task.orderExternalId}
        </h1>
        <p className="tags">
          <span className="tag">{speak(task.brand.name)}</span>
          <span className="tag">{speak(task.rank.name)}</span>
          {task.flags.map((flag) => flag in t.task.flags && <Flag key={flag} flag={flag} />)}
        </p>
      </div>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {task.attempt > 1 && <p className="warn">{t.task.retake(task.attempt)}</p>}
      {task.gift && !task.instructions.some(({ kind }) => kind === 'no_prices') && (
        <p className="warn">{t.task.gift}</p>
      )}
    </header>
  );
}

function Flag({ flag }: { flag: string }) {
  const t = useText();
  return <span className="tag tag-care">{t.task.flags[flag]}</span>;
}
