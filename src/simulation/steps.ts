/**
 * Work that can be put down between its parts: a worker that simulates has other things to do, and must stop when it is told to.
 * Each stop yields how many days were simulated since the last one.
 */
export type Steps<T> = Generator<number, T, void>;

/** All at once, for whoever has nothing else to do. */
export function runSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
