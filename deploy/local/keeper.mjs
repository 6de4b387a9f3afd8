/** Keeps one service running: starts it again when it ends by itself, ever more slowly, and gives up when that is no use. */
import { setTimeout as sleep } from 'node:timers/promises';

import { say } from './progress.mjs';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
const QUICK_MS = 30_000;
const MOST_QUICK_FAILURES = 5;

export class Keeper {
  #service;
  #startedAt = 0;
  #quickFailures = 0;
  #stopping = false;

  /**
   * @param {object} options
   * @param {string} options.name
   * @param {() => Promise<import('./supervised.d.mts').Service>} options.start  resolves when the service is ready
   * @param {() => void} options.changed      called when another process runs now
   * @param {(message: string) => void} options.giveUp
   */
  constructor({ name, start, changed, giveUp }) {
    this.name = name;
    this.start = start;
    this.changed = changed;
    this.giveUp = giveUp;
  }

  get service() {
    return this.#service;
  }

  /** The first start: a failure is the caller's to report. */
  async begin() {
    this.#startedAt = Date.now();
    this.#service = await this.start();
    this.changed();
    void this.#watch(this.#service);
    return this.#service;
  }

  async stop() {
    this.#stopping = true;
    await this.#service?.stop();
  }

  async #watch(service) {
    const outcome = await service.exited;
    if (this.#stopping) return;
    await this.#startAgain(
      outcome.signal ? `was ended by ${outcome.signal}` : `ended with exit code ${outcome.code}`,
      service,
    );
  }

  async #startAgain(what, service) {
    this.#quickFailures = Date.now() - this.#startedAt < QUICK_MS ? this.#quickFailures + 1 : 1;
    if (this.#quickFailures > MOST_QUICK_FAILURES) return this.giveUp(this.#lastWords(what, service));
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (this.#quickFailures - 1), LONGEST_PAUSE_MS);
    say(`${this.name} ${what}; starting it again in ${pause / 1000} s (its log: ${service.logFile})`);
    await sleep(pause);
    if (this.#stopping) return;
    this.#startedAt = Date.now();
    try {
      this.#service = await this.start();
    } catch (error) {
      return this.#startAgain(`did not start (${error.message.split('\n')[0]})`, service);
    }
    if (this.#stopping) return void this.#service.stop();
    this.changed();
    say(`${this.name} is running again`);
    void this.#watch(this.#service);
  }

  #lastWords(what, service) {
    return `${this.name} ${what}, ${this.#quickFailures} times in a row. The end of ${service.logFile}:

${service.logTail(20).replace(/^/gm, '    ')}

Mend what the log says and run npm start again; if the data itself is broken, npm start -- --reset begins anew.`;
  }
}
