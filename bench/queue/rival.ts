import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { z } from 'zod';
import { bench } from './env.js';

const Answer = z.object({ ms: z.array(z.number()) });

/** Another queue in a process of its own, driven by lines: it fills its line and times its own claims. */
export class Rival {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly lines: Interface,
  ) {}

  static open(program: string, databaseUrl: string): Rival {
    const file = join(bench.BENCH_REPOSITORY, 'bench/rivals', `${program}.mjs`);
    const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, RIVALS: bench.BENCH_RIVALS };
    const child = spawn(process.execPath, [file], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stderr.pipe(process.stderr);
    return new Rival(child, createInterface({ input: child.stdout }));
  }

  async growTo(depth: number): Promise<void> {
    await this.ask({ do: 'grow', to: depth });
  }

  async claimAll(count: number): Promise<number[]> {
    return this.ask({ do: 'claim', count });
  }

  async close(): Promise<void> {
    this.child.stdin.end();
    await once(this.child, 'close');
  }

  private async ask(what: object): Promise<number[]> {
    const answered = new Promise<string>((resolve, reject) => {
      this.lines.once('line', resolve);
      this.child.once('close', () => reject(new Error(`${this.child.spawnargs.at(-1) ?? ''} ended`)));
    });
    this.child.stdin.write(`${JSON.stringify(what)}\n`);
    return Answer.parse(JSON.parse(await answered)).ms;
  }
}
