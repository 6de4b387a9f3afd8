import { useRef, useState } from 'react';
import type { HeldTask, StationCheck } from '../api/types.js';
import { useBilingual, useText, useTime } from '../i18n/i18n.js';
import { commandOf, type Command } from '../scan/commands.js';
import { ScanField } from '../scan/scan-field.js';
import type { Transport } from '../start/use-transport.js';
import { CameraPanel } from './camera-panel.js';
import { Checklist } from './checklist.js';
import { FailDialog, type Doubt } from './fail-dialog.js';
import { Lines } from './lines.js';
import { MissingPanel, StopOverlay } from './panels.js';
import { useFilm, type Film } from './use-film.js';
import { useTask, type TaskWork } from './use-task.js';

interface Props {
  held: HeldTask;
  timeZone: string;
  transport: Transport;
  onEnd: () => void;
}

/** One task: what to take, what to check, the camera, and what is still missing. Everything works by scanner alone. */
export function TaskScreen({ held, timeZone, transport, onEnd }: Props) {
  const t = useText();
  const speak = useBilingual();
  const film = useFilm(held, transport.wakeUploader);
  const work = useTask(held, transport, film, onEnd);
  const video = useRef<HTMLVideoElement>(null);
  const [doubt, setDoubt] = useState<Doubt | null>(null);
  const photo = usePhoto(film, work, video);
  const onScan = (code: string) => {
    const command = commandOf(code);
    if (command) obey(command, work, setDoubt, photo);
    else work.scan(code);
  };
  const { feedback } = work;

  return (
    <div className="task">
      <TaskHead work={work} timeZone={timeZone} />
      <section className="work">
        <ScanField
          hint={held.task.stage.evidence === 'still' ? t.task.waybill : t.scan.hint}
          onScan={onScan}
        />
        <p className={`feedback feedback-${feedback?.tone ?? 'none'}`} role="status" aria-live="assertive">
          {feedback && (typeof feedback.text === 'string' ? feedback.text : speak(feedback.text))}
        </p>
        <Lines task={work.task} onDoubt={setDoubt} onResolve={work.resolve} />
      </section>
      <section className="side">
        {held.task.stage.evidence !== 'scan_log' && <CameraPanel film={film} video={video} />}
        <Checklist task={work.task} onAnswer={work.answer} onPhoto={photo} onDoubt={setDoubt} />
        <MissingPanel work={work} />
      </section>
      {doubt && <FailDialog doubt={doubt} task={work.task} work={work} onClose={() => setDoubt(null)} />}
      {work.stopped && <StopOverlay stop={work.stopped} onUnderstood={() => void film.end().then(onEnd)} />}
    </div>
  );
}

/** A still from the running film, or from the camera where no film runs. */
function usePhoto(film: Film, work: TaskWork, video: React.RefObject<HTMLVideoElement | null>) {
  return (check: StationCheck) => {
    film.moment(video.current).then(
      (moment) => work.answer(check, 'pass', moment ? { by: 'photo', ...moment } : { by: 'press' }),
      () => work.answer(check, 'pass', { by: 'press' }),
    );
  };
}

const open = (check: StationCheck) => check.answer === null;

/** What the printed command barcodes do: they answer the first open check, so that gloves can stay on. */
function obey(
  command: Command,
  work: TaskWork,
  setDoubt: (doubt: Doubt) => void,
  photo: (check: StationCheck) => void,
): void {
  const press = work.task.checks.find((check) => open(check) && check.answeredBy === 'press');
  const still = work.task.checks.find((check) => open(check) && check.answeredBy === 'photo');
  if (command === 'done') return work.complete();
  if (command === 'photo') return still && photo(still);
  if (command === 'short') return setDoubt({ kind: 'short_pick', check: null, line: null });
  if (!press) return undefined;
  if (command === 'ok') return work.answer(press, 'pass');
  if (command === 'ng') return setDoubt({ kind: 'swap', check: press, line: null });
  return command === 'na' ? setDoubt({ kind: 'not_applicable', check: press, line: null }) : undefined;
}

function TaskHead({ work, timeZone }: { work: TaskWork; timeZone: string }) {
  const t = useText();
  const speak = useBilingual();
  const time = useTime(timeZone);
  const { task } = work;
  return (
    <header className="task-head">
      <div>
        <h1>
          {t.task.stage(speak(task.stage.name), task.stage.position, task.stage.of)}
          <small>
            {t.task.order} {task.orderExternalId}
          </small>
        </h1>
        {task.attempt > 1 && <p className="warn">{t.task.retake(task.attempt)}</p>}
        {task.gift && <p className="warn">{t.task.gift}</p>}
      </div>
      <dl className="facts">
        <dt>{t.task.recipient}</dt>
        <dd>{task.recipientName}</dd>
        <dt>{t.task.due}</dt>
        <dd>{time(task.due)}</dd>
        <dt>{t.task.shipBy}</dt>
        <dd>{time(task.shipBy)}</dd>
      </dl>
    </header>
  );
}
