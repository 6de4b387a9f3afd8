import { once } from 'node:events';
import { connect } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestApp } from '../../harness/application.js';

/** What only a real connection shows. */
let app: NestFastifyApplication;
let baseUrl: string;

beforeAll(async () => {
  app = await createTestApp();
  await app.listen(0, '127.0.0.1');
  baseUrl = await app.getUrl();
});

afterAll(() => app.close());

describe('a body that is too large', () => {
  it('is refused with an answer that the client gets to read', async () => {
    const body = JSON.stringify('x'.repeat(20_000_000));
    const answer = await fetch(`${baseUrl}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(await answer.json()).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it('is cut off when its rest would be endless', async () => {
    const socket = connect(Number(new URL(baseUrl).port), '127.0.0.1');
    socket.write(
      'POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{',
    );
    let answer = '';
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer.toLowerCase()).toContain('connection: close');
  });
});

describe('the server that closes', () => {
  it('finishes what it has begun and says 503 to probes before', async () => {
    const closing = await createTestApp({ SHUTDOWN_DELAY_MS: '2000' });
    await closing.listen(0, '127.0.0.1');
    const url = await closing.getUrl();
    const closed = closing.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const probe = await fetch(`${url}/health/ready`);
    expect(probe.status).toBe(503);
    expect(await probe.json()).toMatchObject({ ready: false, draining: true });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await closed;
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });
});
