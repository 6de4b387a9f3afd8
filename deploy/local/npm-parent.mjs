/** npm is the process that people start and may kill; what it started must not outlive it. */

const POLL_MS = 500;

/** Calls `gone` when npm, having started this process as `npm start` or `npm test`, is no more. */
export function watchNpm(gone) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    gone();
  }, POLL_MS);
  timer.unref();
}
