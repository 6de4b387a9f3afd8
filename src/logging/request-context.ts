import { AsyncLocalStorage } from 'node:async_hooks';

/** What belongs to one request, or to the job that a request has caused. */
export interface RequestContext {
  /** Written into every log line and into the payload envelope of jobs, so that one story can be followed. */
  requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that everything it calls, also later and asynchronously, sees `context`. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The id of the request or job being worked on; undefined outside of both (start-up, sweeps). */
export function currentRequestId(): string | undefined {
  return storage.getStore()?.requestId;
}
