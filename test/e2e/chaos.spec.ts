import { join } from 'node:path';
import { startProcess } from '../harness/processes.js';
import { repositoryRoot, testRedisUrl } from '../harness/services.js';

/**
 * The short form of `npm run chaos:queue`, on an instance of its own: it kills and restarts what other tests stand on. The
 * queue is where the suite has it.
 */
describe('the queue while everything below it breaks', () => {
  it('keeps every promise', async () => {
    const queue = testRedisUrl() === undefined ? 'postgres' : 'redis';
    const chaos = await startProcess({
      name: 'chaos',
      command: process.execPath,
      args: [
        join(repositoryRoot(), 'deploy/local/chaos.mjs'),
        ...['--short', '--no-build', '--queue', queue],
      ],
      env: process.env.REDIS_SERVER ? { REDIS_SERVER: process.env.REDIS_SERVER } : {},
      graceMs: 30_000,
    });
    const { code } = await chaos.exited;
    expect({ code, end: chaos.logTail(14) }).toEqual({
      code: 0,
      end: expect.stringContaining('Verdict: every promise was kept'),
    });
  }, 300_000);
});
