import { StringDecoder } from 'node:string_decoder';

/** Longer than any line that we ask a tool for. */
const MAX_LINE_LENGTH = 1 << 16;

/**
 * Cuts bytes into lines. A line without an end would grow in our memory, whatever the tool's own limits are: it is never
 * handed on, and `add` throws.
 */
export class CappedLines {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  add(chunk: Buffer): void {
    const lines = (this.rest + this.decoder.write(chunk)).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > MAX_LINE_LENGTH) throw new RangeError('A line of the tool has no end.');
    for (const line of lines) this.onLine(line.replace(/\r$/, ''));
  }

  end(): void {
    if (this.rest !== '') this.onLine(this.rest);
  }
}
