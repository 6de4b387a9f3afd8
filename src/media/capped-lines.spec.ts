import { CappedLines } from './capped-lines.js';

function read(...chunks: Buffer[]): string[] {
  const lines: string[] = [];
  const reader = new CappedLines((line) => lines.push(line));
  chunks.forEach((chunk) => reader.add(chunk));
  reader.end();
  return lines;
}

describe('lines of a tool', () => {
  it('are cut at line ends, wherever the chunks end', () => {
    expect(read(Buffer.from('one\r\ntw'), Buffer.from('o\nthree'))).toEqual(['one', 'two', 'three']);
  });

  it('may have characters that are cut in two', () => {
    const bytes = Buffer.from('梱包\n');
    expect(read(bytes.subarray(0, 4), bytes.subarray(4))).toEqual(['梱包']);
  });

  it('never grow without end', () => {
    expect(() => read(Buffer.alloc(100_000, 'x'))).toThrow('no end');
  });
});
