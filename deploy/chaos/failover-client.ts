import { Agent, request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.js';

export interface Answer {
  status: number;
  body: unknown;
}

export interface Sending {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: object;
  /** Sent as they are, instead of a body in JSON. */
  bytes?: Buffer;
  headers?: Readonly<Record<string, string>>;
}

// A server that was killed in the middle of an answer says nothing more; one that waits for its database says 503.
const ANSWER_WITHIN_MS = 15_000;
const GIVE_UP_AFTER_MS = 120_000;
const SERVER_IS_DOWN = new Set([500, 502, 503, 504]);
const PAUSE_MS = [40, 300] as const;

/**
 * An HTTP client as a station has one: connections of its own, a list of servers, and no other knowledge of them than
 * that one doesn't answer. It repeats the very same request at the next server until somebody has answered.
 */
export class FailoverClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });
  private at: number;
  /** How often a server didn't answer or was down. */
  failovers = 0;

  constructor(
    private readonly servers: readonly string[],
    private readonly bearer: string,
    private readonly chance: Chance,
  ) {
    this.at = chance.whole(0, servers.length - 1);
  }

  /** Sends until there is an answer other than "the server is down". @throws after two minutes without one */
  async send(what: Sending): Promise<Answer> {
    const deadline = Date.now() + GIVE_UP_AFTER_MS;
    for (;;) {
      const answer = await this.once(what).catch(() => undefined);
      if (answer && !SERVER_IS_DOWN.has(answer.status)) return answer;
      if (Date.now() > deadline) {
        throw new Error(`${what.path}: no server answered (${JSON.stringify(answer)})`);
      }
      this.failovers += 1;
      this.at = (this.at + 1) % this.servers.length;
      await sleep(this.chance.between(...PAUSE_MS));
    }
  }

  /** Sends once and cuts the line as soon as the request is on its way: whether it was done, nobody hears. */
  async sendAndVanish(what: Sending): Promise<void> {
    const cutAfterMs = this.chance.between(0, 25);
    await this.once(what, cutAfterMs).catch(() => undefined);
  }

  close(): void {
    this.agent.destroy();
  }

  private once(what: Sending, cutAfterMs?: number): Promise<Answer> {
    const { method, path } = what;
    const content = contentOf(what);
    const headers = {
      authorization: `Bearer ${this.bearer}`,
      'accept-language': 'en',
      ...(content && { 'content-type': content.type, 'content-length': content.bytes.length }),
      ...what.headers,
    };
    return new Promise((resolve, reject) => {
      const url = `${this.servers[this.at] ?? ''}${path}`;
      const options = { method, headers, agent: this.agent, timeout: ANSWER_WITHIN_MS };
      const outgoing = request(url, options, (incoming) => void read(incoming).then(resolve, reject));
      outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
      outgoing.on('error', reject);
      if (cutAfterMs !== undefined) {
        outgoing.on('finish', () => setTimeout(() => outgoing.destroy(new Error('cut')), cutAfterMs));
      }
      outgoing.end(content?.bytes);
    });
  }
}

function contentOf({ body, bytes }: Sending): { type: string; bytes: Buffer } | undefined {
  if (bytes) return { type: 'application/octet-stream', bytes };
  return body && { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
}

async function read(incoming: IncomingMessage): Promise<Answer> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) if (Buffer.isBuffer(piece)) pieces.push(piece);
  const text = Buffer.concat(pieces).toString();
  return { status: incoming.statusCode ?? 0, body: text === '' ? null : JSON.parse(text) };
}
