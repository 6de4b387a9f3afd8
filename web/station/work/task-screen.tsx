import { useState } from 'react';
import type { HeldTask, StationCheck } from '../api/types.js';
import { useText } from '../i18n/i18n.js';
import { commandOf, type Command } from '../scan/commands.js';
import { ScanField } from '../scan/scan-field.js';
import type { Transport } from '../start/use-transport.js';
import { CameraPanel } from './camera-panel.js';
import { Checklist } from './checklist.js';
import { FailDialog, type Doubt } from './fail-dialog.js';
import { countsHere, Lines } from './lines.js';
import { DonePanel } from './panels.js';
import { Said } from './said.js';
import { StopScreen } from './stop-screen.js';
import { TaskHead } from './task-head.js';
import { useFilm, type Film } from './use-film.js';
import { useTask, type End, type TaskWork } from './use-task.js';

interface Props {
  held: HeldTask;
  timeZone: string;
  transport: Transport;
  onEnd: (end: End) => void;
  /** Where the task is one of a cart's: back to the others; it stays in hand. */
  onBack?: () => void;
}

/** One task: what to take, what to check, the camera, and what is still missing. Everything works by scanner alone. */
export function TaskScreen({ held, timeZone, transport, onEnd, onBack }: Props) {
  const t = useText();
  const film = useFilm(held, transport.wakeUploader);
  const work = useTask(held, transport, film, onEnd);
  const [doubt, setDoubt] = useState<Doubt | null>(null);
  const photo = usePhoto(film, work);
  const onScan = (code: string) => {
    const command = commandOf(code);
    if (command === 'cart') onBack?.();
    else if (command) obey(command, work, setDoubt, photo);
    else work.scan(code);
  };
  const { task, halt } = work;
  const leave = useLeaving(film, onEnd);
  return (
    <div className="task">
      <TaskHead task={task} timeZone={timeZone} />
      <section className="work" aria-label={t.task.lines}>
        <ScanField hint={countsHere(task) ? t.scan.hint : t.task.waybill} onScan={onScan} />
        <Said feedback={work.feedback} />
        <Lines task={task} onDoubt={setDoubt} onResolve={work.resolve} />
      </section>
      <section className="side" aria-label={t.task.checks}>
        {task.stage.evidence !== 'scan_log' && <CameraPanel film={film} />}
        <Checklist work={work} onPhoto={photo} onDoubt={setDoubt} />
      </section>
      <DonePanel work={work} />
      {doubt && <FailDialog doubt={doubt} task={task} work={work} onClose={() => setDoubt(null)} />}
      {halt && (
        <StopScreen
          // Another stop is another screen: its button must not change under a finger that is on its way down.
          key={halt.code}
          halt={halt}
          order={task.orderExternalId}
          leaving={leave.leaving}
          onUnderstood={halt.ends ? leave.now : work.goOn}
        />
      )}
    </div>
  );
}

/** Ends a stopped task once: the film so far is kept, then the station is ready for the next one. */
function useLeaving(film: Film, onEnd: (end: End) => void) {
  const [leaving, setLeaving] = useState(false);
  const now = () => {
    if (leaving) return;
    setLeaving(true);
    const gone = () => onEnd(null);
    // A film that can't be ended properly is taken up as an interrupted one; the packer goes on all the same.
    film.end().then(gone, gone);
  };
  return { leaving, now };
}

/** A still from the running film, or from the camera where no film runs. */
function usePhoto(film: Film, work: TaskWork) {
  return (check: StationCheck) => {
    film.moment().then(
      (moment) => work.answer(check, 'pass', moment ? { by: 'photo', ...moment } : { by: 'press' }),
      () => work.answer(check, 'pass', { by: 'press' }),
    );
  };
}

/** What the printed command barcodes do: they answer the first open check, so that gloves can stay on. */
function obey(
  command: Exclude<Command, 'cart'>,
  work: TaskWork,
  setDoubt: (doubt: Doubt) => void,
  photo: (check: StationCheck) => void,
): void {
  const isOpen = (check: StationCheck) => check.answer === null && !work.unsent.has(check.id);
  const press = work.task.checks.find((check) => isOpen(check) && check.answeredBy === 'press');
  const still = work.task.checks.find((check) => isOpen(check) && check.answeredBy === 'photo');
  if (command === 'done') return work.complete();
  if (command === 'photo') return still && photo(still);
  if (command === 'short') return setDoubt({ kind: 'short_pick', check: null, line: null });
  if (command === 'ng') return setDoubt({ kind: 'swap', check: press ?? still ?? null, line: null });
  if (!press) return undefined;
  if (command === 'ok') return work.answer(press, 'pass');
  return command === 'na' ? setDoubt({ kind: 'not_applicable', check: press, line: null }) : undefined;
}
