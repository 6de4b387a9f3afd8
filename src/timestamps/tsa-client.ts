import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { types } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { checkTimeStamp, type CheckedTimeStamp } from './time-stamp.check.js';
import { TimeStampProblem } from './time-stamp.problem.js';
import { timeStampRequest } from './time-stamp.request.js';

/** Tokens have 1 to 10 KB; whoever sends more sends something else. */
const MAX_ANSWER_BYTES = 256 * 1024;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The configured time-stamp authority, over HTTP (RFC 3161 3.4). */
@Injectable()
export class TsaClient {
  private readonly settings: AppConfig['timeStamps'];
  private trusted: Promise<X509Certificate[]> | undefined;

  constructor(@Inject(APP_CONFIG) config: AppConfig) {
    this.settings = config.timeStamps;
  }

  /** Whether there is anybody to ask. */
  get isConfigured(): boolean {
    return this.settings.url !== undefined;
  }

  /**
   * Asks for a token over a digest, and checks it.
   * @param imprint SHA-256 of what is stamped
   * @throws TimeStampProblem; also an Error when TSA_CA_FILE can't be read
   */
  async stamp(imprint: Buffer): Promise<CheckedTimeStamp> {
    const anchors = await this.anchors();
    const request = timeStampRequest(imprint);
    return checkTimeStamp(await this.post(request.der), request, anchors, new Date());
  }

  private async post(query: Buffer): Promise<Buffer> {
    const { address, headers } = target(this.settings.url);
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/timestamp-query' },
        body: Uint8Array.from(query),
        redirect: 'error',
        signal: AbortSignal.timeout(this.settings.timeoutMs),
      });
      if (answer.ok) return await readLimited(answer);
      await answer.body?.cancel();
      throw unavailable(`HTTP ${answer.status}`);
    } catch (error) {
      throw error instanceof TimeStampProblem ? error : unavailable(reasonOf(error));
    }
  }

  private anchors(): Promise<X509Certificate[]> {
    this.trusted ??= readAnchors(this.settings.caFile).catch((error: unknown) => {
      this.trusted = undefined;
      throw error;
    });
    return this.trusted;
  }
}

/** `fetch` takes no address with a user and password in it. */
function target(url: string | undefined): { address: string; headers: Record<string, string> } {
  if (url === undefined) throw unavailable('TSA_URL is not set');
  const address = new URL(url);
  const { username, password } = address;
  address.username = '';
  address.password = '';
  if (!username && !password) return { address: address.href, headers: {} };
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    address: address.href,
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
}

async function readLimited(answer: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const piece: unknown = read.value;
    if (!(piece instanceof Uint8Array)) continue;
    pieces.push(piece);
    size += piece.length;
    if (size <= MAX_ANSWER_BYTES) continue;
    await reader?.cancel();
    throw new TimeStampProblem('unreadable', `an answer of more than ${MAX_ANSWER_BYTES / 1024} KiB`);
  }
  return Buffer.concat(pieces);
}

async function readAnchors(file: string | undefined): Promise<X509Certificate[]> {
  if (file === undefined) return [];
  const found = (await readFile(file, 'utf8')).match(CERTIFICATE) ?? [];
  if (found.length === 0) throw new Error('TSA_CA_FILE holds no certificate');
  return found.map((pem) => new X509Certificate(pem));
}

/** What went wrong on the way, without the address: it may hold a password. */
function reasonOf(error: unknown): string {
  const cause = types.isNativeError(error) ? (error.cause ?? error) : error;
  if (typeof cause !== 'object' || cause === null) return 'no answer';
  if ('name' in cause && cause.name === 'TimeoutError') return 'no answer in time';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no answer';
}

function unavailable(why: string): TimeStampProblem {
  return new TimeStampProblem('unavailable', why);
}
