import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { guardCommand, hasSetpriv, type GuardedCommand } from '../../../src/media/process-guard.js';
import { runMediaTool } from '../../../src/media/run-ffmpeg.js';

const limits = { memoryBytes: 2 ** 31, wallClockMs: 20_000 };
/** Node reserves far more address space than it uses. */
const NODE = { memoryBytes: 2 ** 36 };

/** Starts what it is told and then waits to be killed. */
const PARENT = `
  const { spawn } = require('node:child_process');
  const guarded = JSON.parse(process.argv[1]);
  spawn(guarded.command, guarded.args, { detached: true, stdio: [guarded.watchesStdin ? 'pipe' : 'ignore', 'ignore', 'ignore'] });
  console.log('started');
  setInterval(() => {}, 1000);
`;

/** Process ids whose command line contains the text; the searching process is none of them. */
async function processesWith(text: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map(async (pid) => [pid, await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')] as const),
  );
  return lines.filter(([, line]) => line.includes(text)).map(([pid]) => pid);
}

async function waitUntilGone(text: string): Promise<string[]> {
  const until = Date.now() + 5000;
  while (Date.now() < until && (await processesWith(text)).length > 0) await sleep(50);
  return processesWith(text);
}

/** A sleep that no other process on the machine has. */
const uniqueSleep = () => `${600 + Math.random()}`;

/** Runs a guarded command to its end. */
async function run(guarded: GuardedCommand, env = process.env): Promise<{ code: number; output: string }> {
  const stdin = guarded.watchesStdin ? 'pipe' : 'ignore';
  const child = spawn(guarded.command, guarded.args, { env, stdio: [stdin, 'pipe', 'ignore'] });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code, output: output.trim() };
}

/** Not every machine has setpriv: the pipe, which works anywhere, and whatever this machine's way is. */
const ways = [
  ['the pipe', false],
  ["this machine's way", await hasSetpriv()],
] as const;

it('takes setpriv exactly where there is one that knows how to tie a child to its parent', async () => {
  const { stdout } = spawnSync('setpriv', ['--help'], { encoding: 'utf8' });
  expect(await hasSetpriv()).toBe(stdout?.includes('--pdeathsig') ?? false);
});

describe('a guarded process', () => {
  it.each(ways)('dies when its parent is killed (%s)', async (_way, withSetpriv) => {
    const marker = uniqueSleep();
    const guarded = guardCommand('sleep', [marker], limits, withSetpriv);
    const parent = spawn(process.execPath, ['-e', PARENT, JSON.stringify(guarded)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface({ input: parent.stdout }), 'line');
    await sleep(300);
    expect((await processesWith(marker)).length).toBeGreaterThan(0);
    parent.kill('SIGKILL');
    await once(parent, 'close');
    expect(await waitUntilGone(marker)).toEqual([]);
  });

  it.each(ways)('passes its exit code and output on (%s)', async (_way, withSetpriv) => {
    const guarded = guardCommand('/bin/sh', ['-c', 'echo out; exit 7'], limits, withSetpriv);
    expect(await run(guarded)).toEqual({ code: 7, output: 'out' });
  });

  it('needs no program but the shell where there is no setpriv', async () => {
    const guarded = guardCommand(
      process.execPath,
      ['-e', 'setTimeout(() => process.exit(7), 300)'],
      NODE,
      false,
    );
    expect(await run(guarded, { PATH: '/nowhere' })).toMatchObject({ code: 7 });
  });

  it.each(ways)('cannot take more memory than it was given (%s)', async (_way, withSetpriv) => {
    // A text of 128 MiB, doubled by the shell itself.
    const greedy =
      's=0123456789abcdef; for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23; do s=$s$s; done; echo ${#s}';
    const inside = (mebibytes: number) =>
      run(guardCommand('/bin/sh', ['-c', greedy], { memoryBytes: mebibytes * 2 ** 20 }, withSetpriv));
    expect(await inside(2048)).toEqual({ code: 0, output: String(128 * 2 ** 20) });
    const { code, output } = await inside(100);
    expect(code).not.toBe(0);
    expect(output).toBe('');
  });

  it.each(ways)('cannot take more processor time than it was given (%s)', async (_way, withSetpriv) => {
    const busy = ['-c', 'while :; do :; done; echo never'];
    const { code, output } = await run(
      guardCommand('/bin/sh', busy, { ...limits, cpuSeconds: 1 }, withSetpriv),
    );
    expect([code, output]).not.toEqual([0, 'never']);
    expect(output).toBe('');
  });

  it.each(ways)('cannot write a longer file than it was allowed to (%s)', async (_way, withSetpriv) => {
    const folder = await mkdtemp(join(tmpdir(), 'akashi-guard-'));
    const path = join(folder, 'file');
    const endless = ['-c', 'while :; do echo 0123456789abcdef || exit 3; done > "$1"', 'sh', path];
    const guarded = guardCommand('/bin/sh', endless, { ...limits, fileBytes: 4096 }, withSetpriv);
    expect((await run(guarded)).code).not.toBe(0);
    expect((await stat(path)).size).toBeLessThanOrEqual(4096);
    await rm(folder, { recursive: true });
  });
});

describe('running a tool', () => {
  it('ends its whole group on abort, also a child that ignores a polite request', async () => {
    const marker = uniqueSleep();
    const stubborn = `trap '' TERM; sleep ${marker} & wait; wait`;
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    const run = runMediaTool({ command: '/bin/sh', args: ['-c', stubborn], limits, signal: abort.signal });
    await expect(run).rejects.toMatchObject({ kind: 'aborted' });
    expect(await processesWith(marker)).toEqual([]);
  });

  it('does not start anything for a caller who has gone already', async () => {
    const run = runMediaTool({ command: 'sleep', args: ['60'], limits, signal: AbortSignal.abort() });
    await expect(run).rejects.toMatchObject({ kind: 'aborted' });
  });

  it('stops at its time limit', async () => {
    const run = runMediaTool({ command: 'sleep', args: ['60'], limits: { ...limits, wallClockMs: 100 } });
    await expect(run).rejects.toMatchObject({ kind: 'timed_out' });
  });

  it('keeps the end of what the tool complained about', async () => {
    const complaint = ['-c', 'i=0; while [ $i -lt 3000 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 1'];
    const error: unknown = await runMediaTool({ command: '/bin/sh', args: complaint, limits }).catch(
      (e: unknown) => e,
    );
    expect(error).toMatchObject({
      kind: 'failed',
      detail: { stderrTail: expect.stringMatching(/line 2999$/) },
    });
  });

  it('says when the tool is not there', async () => {
    const run = runMediaTool({ command: '/nowhere/ffmpeg', args: [], limits });
    await expect(run).rejects.toMatchObject({ kind: 'tool_missing' });
  });

  it('stops when the reader of its output gives up', async () => {
    const onLine = (line: string) => {
      if (line === '3') throw new RangeError('enough');
    };
    const endless = ['-c', 'i=0; while :; do i=$((i+1)); echo $i; done'];
    await expect(runMediaTool({ command: '/bin/sh', args: endless, limits, onLine })).rejects.toThrow(
      'enough',
    );
  });
});
