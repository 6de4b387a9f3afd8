import { useEffect, useRef, useState } from 'react';
import { newId } from '../api/ids.js';
import { NetworkLost, Problem } from '../../shared/api/problem.js';
import * as api from '../api/station-api.js';
import type {
  Bilingual,
  HeldRef,
  HeldTask,
  ScanResult,
  StationCheck,
  StationTask,
  Stop,
} from '../api/types.js';
import { useText } from '../i18n/i18n.js';
import { signal } from '../scan/feedback.js';
import type { Transport } from '../start/use-transport.js';
import { retried, type Action } from './action-queue.js';
import type { Film } from './use-film.js';

/** What the packer is told last: a scan's outcome or a refusal. `stop` stays until it is put right. */
export interface Feedback {
  text: string | Bilingual;
  tone: 'ok' | 'stop';
}

/** One task in a packer's hands: what is known of it and everything that can be done to it. */
export interface TaskWork {
  task: StationTask;
  feedback: Feedback | null;
  stopped: Stop | null;
  busy: boolean;
  scan: (code: string) => void;
  answer: (
    check: StationCheck,
    value: 'pass' | 'fail' | 'not_applicable',
    more?: Partial<api.AnswerInput>,
  ) => void;
  except: (input: Omit<api.ExceptionInput, 'id' | 'occurredAt'>) => void;
  resolve: (exceptionId: string) => void;
  complete: () => void;
  release: () => void;
}

export function useTask(held: HeldTask, transport: Transport, film: Film, onEnd: () => void): TaskWork {
  const t = useText();
  const [task, setTask] = useState(held.task);
  const [feedback, setFeedback] = useState<Feedback | null>(null);
  const [stopped, setStopped] = useState<Stop | null>(null);
  const [busy, setBusy] = useState(false);
  const ref: HeldRef = { taskId: held.task.id, token: held.token };

  const refused = (error: unknown) => {
    signal('stop');
    if (error instanceof Problem && error.code === 'newer_token') return setStopped(takenOver(error));
    setFeedback({ tone: 'stop', text: error instanceof Problem ? error.detail : t.error.unexpected });
  };
  const heard = (result: ScanResult) => {
    const tone = result.stop ? 'stop' : 'ok';
    signal(tone);
    setFeedback({ tone, text: result.message });
    if (result.result === 'waybill_bound' || result.result === 'swapped_label') film.mark({ kind: 'label' });
  };
  const send = (action: Action) => {
    transport.actions.push(action).then((outcome) => {
      setTask(outcome.task);
      if (outcome.scan) heard(outcome.scan);
      else setFeedback(null);
    }, refused);
  };
  const finish = (request: () => Promise<unknown>) => {
    setBusy(true);
    retried(request)
      .then(() => film.end())
      .then(onEnd, refused)
      .finally(() => setBusy(false));
  };
  useHeartbeat(held, setStopped, refused);

  const occurredAt = () => new Date().toISOString();
  return {
    task,
    feedback,
    stopped,
    busy,
    scan: (code) => {
      const id = newId();
      film.mark({ kind: 'scan', scanId: id });
      send({ kind: 'scan', held: ref, id, code, occurredAt: occurredAt() });
    },
    answer: (check, value, more) => {
      film.mark({ kind: more?.by === 'photo' ? 'photo' : 'answer', checkCode: check.code });
      const input = {
        by: 'press' as const,
        ...more,
        id: newId(),
        checkId: check.id,
        value,
        occurredAt: occurredAt(),
      };
      send({ kind: 'answer', held: ref, input });
    },
    except: (input) => {
      film.mark({ kind: 'swap' });
      send({ kind: 'exception', held: ref, input: { ...input, id: newId(), occurredAt: occurredAt() } });
    },
    resolve: (exceptionId) => {
      retried(() => api.resolveException(ref, exceptionId)).then(setTask, refused);
    },
    complete: () => finish(() => api.complete(ref)),
    release: () => finish(() => api.release(ref)),
  };
}

const takenOver = (problem: Problem): Stop => ({
  code: 'newer_token',
  text: { ja: problem.detail, en: problem.detail },
});

/** Keeps the lease alive and hears of a cancelled order within one beat, also while nothing is scanned. */
function useHeartbeat(held: HeldTask, onStop: (stop: Stop) => void, onRefused: (error: unknown) => void) {
  const refused = useRef(onRefused);
  useEffect(() => {
    refused.current = onRefused;
  });
  const { heartbeatEverySec, token } = held;
  const taskId = held.task.id;
  useEffect(() => {
    const beat = () =>
      api.heartbeat(taskId, token).then(
        ({ stop }) => stop && onStop(stop),
        (error: unknown) => {
          if (!(error instanceof NetworkLost)) refused.current(error);
        },
      );
    const timer = setInterval(() => void beat(), heartbeatEverySec * 1000);
    return () => clearInterval(timer);
  }, [taskId, token, heartbeatEverySec, onStop]);
}
