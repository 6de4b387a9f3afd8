import { useEffect, useRef, useState } from 'react';
import { newId } from '../api/ids.js';
import { Problem } from '../../shared/api/problem.js';
import * as api from '../api/station-api.js';
import type { Bilingual, HeldRef, HeldTask, ScanResult, StationCheck, StationTask } from '../api/types.js';
import { useSpeech, useText } from '../i18n/i18n.js';
import { signal } from '../scan/feedback.js';
import type { Transport } from '../start/use-transport.js';
import { retried, type Action } from './action-queue.js';
import { couldBeLabel, guessScan } from './kept-scan.js';
import { haltOfProblem, haltOfScan, haltOfStop, type Halt } from './stops.js';
import type { Film } from './use-film.js';
import { useHeartbeat } from './use-heartbeat.js';

/** What the packer is told last: a scan's outcome, a refusal, or that it is kept until the network is back. */
export interface Feedback {
  text: string | Bilingual;
  tone: 'ok' | 'stop' | 'kept';
}

type Answer = (
  check: StationCheck,
  value: 'pass' | 'fail' | 'not_applicable',
  more?: Partial<api.AnswerInput>,
) => void;

/** One task in a packer's hands: what is known of it and everything that can be done to it. */
export interface TaskWork {
  task: StationTask;
  feedback: Feedback | null;
  halt: Halt | null;
  /** Checks whose answer the server hasn't confirmed yet. */
  unsent: ReadonlySet<string>;
  busy: boolean;
  goOn: () => void;
  scan: (code: string) => void;
  answer: Answer;
  except: (input: Omit<api.ExceptionInput, 'id' | 'occurredAt'>) => void;
  resolve: (exceptionId: string) => void;
  complete: () => void;
  release: () => void;
}

/** How a task left this station: the order whose next stage may follow here, or nothing more to do with it. */
export type End = { completed: string; shipmentId: string | null } | null;

export function useTask(
  held: HeldTask,
  transport: Transport,
  film: Film,
  onEnd: (end: End) => void,
): TaskWork {
  const state = useWorkState(held);
  const { task, refused } = state;
  const ref: HeldRef = { taskId: held.task.id, token: held.token };
  const send = useSend(transport, state, film);
  const [busy, setBusy] = useState(false);
  const finishing = useRef(false);
  useHeartbeat(held, !state.halt?.ends, {
    onStop: (stop) => state.stop(haltOfStop(stop)),
    // A beat that was on its way while the task was completed finds it completed: no news.
    onRefused: (error) => {
      if (!finishing.current) refused(error);
    },
  });

  const finish = (request: () => Promise<End>) => {
    if (busy || state.halt?.ends) return;
    setBusy(true);
    finishing.current = true;
    // What was scanned before must be there before the task is judged complete.
    const ended = transport.actions.settled().then(() => retried(request));
    ended
      .then((end) => film.end().then(() => onEnd(end)))
      .catch((error: unknown) => {
        finishing.current = false;
        refused(error);
      })
      .finally(() => setBusy(false));
  };
  const complete = async (): Promise<End> => {
    const { nextTaskId } = await api.complete(ref);
    return { completed: task.orderExternalId, shipmentId: nextTaskId ? task.shipmentId : null };
  };
  return {
    ...state,
    ...actionsOf(ref, film, send),
    busy,
    goOn: state.goOn,
    resolve: (exceptionId) => {
      retried(() => api.resolveException(ref, exceptionId)).then(state.setTask, refused);
    },
    complete: () => finish(complete),
    release: () => finish(() => api.release(ref).then(() => null)),
  };
}

const occurredAt = () => new Date().toISOString();

function actionsOf(held: HeldRef, film: Film, send: (action: Action) => void) {
  const answer: Answer = (check, value, more) => {
    film.mark({ kind: more?.by === 'photo' ? 'photo' : 'answer', checkCode: check.code });
    const given = { id: newId(), checkId: check.id, value, occurredAt: occurredAt() };
    send({ kind: 'answer', held, input: { by: 'press', ...more, ...given } });
  };
  const scan: TaskWork['scan'] = (code) => {
    const id = newId();
    film.mark({ kind: 'scan', scanId: id });
    send({ kind: 'scan', held, id, code, occurredAt: occurredAt() });
  };
  const except: TaskWork['except'] = (input) => {
    film.mark({ kind: 'swap' });
    send({ kind: 'exception', held, input: { ...input, id: newId(), occurredAt: occurredAt() } });
  };
  return { answer, scan, except };
}

function useWorkState(held: HeldTask) {
  const t = useText();
  const { language } = useSpeech();
  const [task, setTask] = useState(held.task);
  const [feedback, setFeedback] = useState<Feedback | null>(null);
  const [halt, setHalt] = useState<Halt | null>(null);
  const [unsent, setUnsent] = useState<ReadonlySet<string>>(new Set());
  // What ended the task stays on the screen until it is read: answers that come in late neither replace it nor sound.
  const over = useRef(false);
  const stop = (next: Halt) => {
    if (over.current) return;
    over.current = next.ends;
    signal('stop');
    setHalt(next);
  };
  const refused = (error: unknown) => {
    if (over.current) return;
    const stopped = error instanceof Problem ? haltOfProblem(error) : null;
    if (stopped) return stop(stopped);
    signal('stop');
    const text = error instanceof Problem ? error.inWords(language) : t.error.unexpected;
    setFeedback({ tone: 'stop', text });
  };
  const goOn = () => setHalt(null);
  return { task, setTask, feedback, setFeedback, halt, stop, goOn, over, unsent, setUnsent, refused };
}

// A usual answer is here before this; later than that the packer wants to know what became of the scan.
const LATE_MS = 1000;
const LABEL_SEEN = new Set<ScanResult['result']>(['waybill_bound', 'swapped_label', 'evidence_missing']);

function withWarning({ message, warning }: ScanResult): Bilingual {
  if (!warning) return message;
  return { ja: `${message.ja} ${warning.ja}`, en: `${message.en}. ${warning.en}` };
}

/** Sends one action, shows at once that it is on its way, and afterwards what came of it. */
function useSend(transport: Transport, state: ReturnType<typeof useWorkState>, film: Film) {
  const tellKept = useTellKept(state);
  const { task, setTask, setFeedback, stop, over, setUnsent, refused } = state;
  const heard = (result: ScanResult, code: string, atMs: number | null) => {
    const isMisread = result.result === 'bad_check_digit' && couldBeLabel(task, code);
    // Customers see the film up to the first label, so the moment is that of the scan, not of the answer.
    if (isMisread || LABEL_SEEN.has(result.result)) film.mark({ kind: 'label' }, atMs);
    if (over.current) return;
    const tone = result.stop ? 'stop' : 'ok';
    setFeedback({ tone: result.warning ? 'kept' : tone, text: withWarning(result) });
    const stopped = haltOfScan(result);
    if (stopped) stop(stopped);
    else signal(tone);
  };
  return (action: Action) => {
    const late = setTimeout(() => tellKept(action), LATE_MS);
    const atMs = film.position();
    const checkId = action.kind === 'answer' ? action.input.checkId : null;
    if (checkId) setUnsent((before) => new Set([...before, checkId]));
    transport.actions
      .push(action)
      .then((outcome) => {
        setTask(outcome.task);
        if (outcome.scan && action.kind === 'scan') heard(outcome.scan, action.code, atMs);
        else setFeedback(null);
      })
      .catch((error: unknown) => {
        // The server keeps no scan that it refuses: without the mark nobody would know of this label.
        if (action.kind === 'scan' && couldBeLabel(task, action.code)) film.mark({ kind: 'label' }, atMs);
        refused(error);
      })
      .finally(() => {
        clearTimeout(late);
        if (checkId) setUnsent((before) => new Set([...before].filter((id) => id !== checkId)));
      });
  };
}

/** Says that an action is kept; a scan that doesn't seem to belong here stops the packer without the server too. */
function useTellKept({ task, setFeedback }: ReturnType<typeof useWorkState>) {
  const t = useText();
  const known = useRef(task);
  useEffect(() => {
    known.current = task;
  });
  return (action: Action) => {
    if (action.kind !== 'scan') return setFeedback({ tone: 'kept', text: t.task.kept });
    const guess = guessScan(known.current, action.code);
    signal(guess.kind === 'unknown' ? 'stop' : 'ok');
    if (guess.kind === 'unknown') return setFeedback({ tone: 'stop', text: t.task.keptUnknown(action.code) });
    const name = guess.kind === 'item' ? guess.line.name : { ja: action.code, en: action.code };
    return setFeedback({
      tone: 'kept',
      text: { ja: t.task.keptItem(name.ja), en: t.task.keptItem(name.en) },
    });
  };
}
