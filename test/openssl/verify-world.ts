import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runVerify } from '../../deploy/verify/run.js';
import { buildBundle, type BundleWishes, type SealedBundle } from '../factories/sealed-bundle.js';

/** Somebody who has a shell with sha256sum and openssl and nothing else, and somebody who has Node: they must agree on every line. */

const PROGRAMS = { sh: '/bin/sh', sha256sum: '/usr/bin/sha256sum', openssl: '/usr/bin/openssl' };
/** Where everything of this spec lies. */
export let world: string;
let path: string;
/** The bundle of this test. */
export let bundle: SealedBundle;

// Each run starts some hundred processes, and the machine may be busy.
jest.setTimeout(120_000);
beforeAll(() => {
  world = mkdtempSync(join(tmpdir(), 'akashi-verify-sh-'));
  path = join(world, 'bin');
  mkdirSync(path);
  for (const [name, program] of Object.entries(PROGRAMS)) symlinkSync(program, join(path, name));
});
afterAll(() => rmSync(world, { recursive: true, force: true }));
beforeEach(() => {
  bundle = buildBundle(join(world, 'bundle'));
});

export const file = (name: string) => join(bundle.folder, name);
export const doc = ({ sha256 }: { sha256: string }) => `documents/${sha256}`;
export const sig = (document: { sha256: string; keyId: string }) => `${doc(document)}.${document.keyId}.sig`;

export interface Spoken {
  code: number;
  out: string;
}

export function shell(
  args: readonly string[] = [],
  env: Record<string, string> = {},
  program = 'sh',
  run = [file('verify.sh')],
): Promise<Spoken> {
  return new Promise((resolve) => {
    const command = program === 'sh' ? join(path, 'sh') : program;
    execFile(
      command,
      [...run, ...args],
      { env: { PATH: path, ...env }, cwd: world },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
          out: stdout + stderr,
        }),
    );
  });
}

/** Both tools; they say the same. */
export async function verify(args: readonly string[] = []): Promise<Spoken> {
  const [bySh, byNode] = await Promise.all([shell(args), runVerify([bundle.folder, ...args], 'en')]);
  expect(byNode.out.split('\n')).toEqual(bySh.out.split('\n'));
  expect(byNode.code).toBe(bySh.code);
  return bySh;
}

export const failures = ({ out }: Spoken) =>
  out.split('\n').flatMap((line) => (line.startsWith('FAILED') ? [line.replace(/^FAILED +/, '')] : []));

export function flip(name: string, at = 100): void {
  const bytes = readFileSync(file(name));
  bytes[at] = bytes[at]! ^ 1;
  writeFileSync(file(name), bytes);
}

export function remove(...names: string[]): void {
  for (const name of names) rmSync(file(name));
}

export const removeDocument = (document: { sha256: string; keyId: string }) =>
  remove(`${doc(document)}.json`, sig(document), `${doc(document)}.tlog-proof`);

/** What of another bundle, signed by the same keys, is put into this one. */
export function otherBundle(wishes: BundleWishes = {}): SealedBundle {
  return buildBundle(join(world, 'other'), { keys: bundle, ...wishes });
}

/** Makes the bundle of this test anew. */
export function rebuild(wishes: BundleWishes): void {
  bundle = buildBundle(bundle.folder, wishes);
}
