/** What a terminal shows while we work: one line a step, with the time it took. */

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 120;

/**
 * Shows `label` while `work` runs, and ends the line with the time and whatever short note `work` returns.
 * On a terminal a spinner and the seconds move; elsewhere the label appears first and the result follows.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} [note]
 * @returns {Promise<T>}
 */
export async function step(label, work, note = () => '') {
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
  const stopMoving = startMoving(label, seconds);
  try {
    const result = await work();
    const said = note(result);
    stopMoving('✓', `${seconds()} s${said ? `, ${said}` : ''}`);
    return result;
  } catch (error) {
    stopMoving('✗', `failed after ${seconds()} s`);
    throw error;
  }
}

/** A line of its own between steps. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

function startMoving(label, seconds) {
  if (!process.stdout.isTTY) {
    process.stdout.write(`${label} … `);
    return (_mark, text) => process.stdout.write(`${text}\n`);
  }
  let frame = 0;
  const draw = (text) => process.stdout.write(`\r\u001b[K${text}`);
  const timer = setInterval(
    () => draw(`${FRAMES[frame++ % FRAMES.length]} ${label} … ${seconds()} s`),
    FRAME_MS,
  );
  draw(`${FRAMES[0]} ${label} …`);
  return (mark, text) => {
    clearInterval(timer);
    draw(`${mark} ${label} … ${text}\n`);
  };
}
