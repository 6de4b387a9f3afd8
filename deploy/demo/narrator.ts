/** Prints each step of the story with its time since the start. */
export class Narrator {
  private readonly startedAt = performance.now();

  constructor(private readonly out: NodeJS.WritableStream) {}

  say(text: string): void {
    const seconds = ((performance.now() - this.startedAt) / 1000).toFixed(1).padStart(6);
    this.out.write(`${seconds} s  ${text}\n`);
  }

  link(label: string, url: string): void {
    this.out.write(`          ${label.padEnd(28)} ${url}\n`);
  }
}
