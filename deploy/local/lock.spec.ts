import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from './lock.mjs';

const folder = mkdtempSync(join(tmpdir(), 'akashi-lock-'));
const file = join(folder, 'instance.lock');

afterEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

function leaveBehind(holder: object) {
  writeFileSync(file, JSON.stringify({ startedAt: '2026-01-01T00:00:00.000Z', ...holder }));
}

describe('the lock of a data dir', () => {
  it('has one holder at a time, which says who and where it is', () => {
    const first = takeLock(file);
    first.lock?.update({ baseUrl: 'http://127.0.0.1:3000' });
    expect(takeLock(file).heldBy).toMatchObject({ pid: process.pid, baseUrl: 'http://127.0.0.1:3000' });
    first.lock?.release();
    expect(takeLock(file).heldBy).toBeUndefined();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('is taken over from a holder that is dead, with what it had left in it', () => {
    leaveBehind({ pid: 2 ** 22 + 1, birth: '1', baseUrl: 'http://127.0.0.1:3001' });
    expect(takeLock(file)).toMatchObject({ previous: { baseUrl: 'http://127.0.0.1:3001' } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('is taken over when the pid lives but is another process than the one that took it', () => {
    leaveBehind({ pid: process.pid, birth: 'an earlier one' });
    expect(takeLock(file).heldBy).toBeUndefined();
    expect(readFileSync(file, 'utf8')).not.toContain('an earlier one');
  });

  it('is taken over when a power cut left half a file', () => {
    writeFileSync(file, '{"pid": 12');
    expect(takeLock(file).heldBy).toBeUndefined();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('can be read by its owner only, and is gone when released', () => {
    const { lock } = takeLock(file);
    lock?.update({ baseUrl: 'x' });
    lock?.release();
    expect(existsSync(file)).toBe(false);
  });
});
