import { PassThrough } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { AppError } from '../http/app-error.js';
import { BoardListener } from './board-listener.js';

const HEARTBEAT_MS = 15_000;
/** A board hears of changes at most this often. */
const QUIET_MS = 1_000;
/** Changes in the second after a wake are not notified (see the migration); this look shows them. */
const AFTERWARDS_MS = 1_200;
/** A stream ends after this time, so that a session that is over can't listen on: the browser connects again by itself. */
const LONGEST_MS = 10 * 60_000;
/** Screens of one process. Each is a connection that stays open. */
const MOST_STREAMS = 250;

interface Stream {
  warehouseId: string;
  output: PassThrough;
  openedAt: number;
}

interface Pace {
  toldAt: number;
  soon?: NodeJS.Timeout;
  afterwards?: NodeJS.Timeout;
}

/** The open boards of this process: told that something changed, never what. */
@Injectable()
export class BoardStreams implements BeforeApplicationShutdown {
  private readonly streams = new Set<Stream>();
  private readonly paces = new Map<string, Pace>();
  private heartbeat?: NodeJS.Timeout;

  constructor(private readonly listener: BoardListener) {}

  /** Opens a stream of events for one screen. @throws AppError board_streams_full */
  open(warehouseId: string): PassThrough {
    if (this.streams.size >= MOST_STREAMS) {
      throw new AppError(
        'board_streams_full',
        'Close boards that nobody looks at, or start another API process.',
        {
          retryAfterSeconds: 10,
        },
      );
    }
    const output = new PassThrough();
    const stream = { warehouseId, output, openedAt: performance.now() };
    this.streams.add(stream);
    output.once('close', () => this.forget(stream));
    output.on('error', () => this.forget(stream));
    this.listener.listen((changed) => this.wake(changed));
    this.heartbeat ??= setInterval(() => this.beat(), HEARTBEAT_MS).unref();
    output.write('retry: 2000\n\n');
    tell(stream);
    return output;
  }

  get size(): number {
    return this.streams.size;
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.heartbeat);
    this.calm();
    for (const { output } of this.streams) output.end();
    this.streams.clear();
  }

  /** Something changed in a warehouse; null: perhaps in any. */
  private wake(warehouseId: string | null): void {
    const watched = new Set([...this.streams].map((stream) => stream.warehouseId));
    const woken = warehouseId === null ? [...watched] : [warehouseId].filter((id) => watched.has(id));
    for (const id of woken) this.pace(id);
  }

  private pace(warehouseId: string): void {
    const pace = this.paces.get(warehouseId) ?? { toldAt: -QUIET_MS };
    this.paces.set(warehouseId, pace);
    const waitMs = Math.max(0, pace.toldAt + QUIET_MS - performance.now());
    const tellIn = (ms: number) => setTimeout(() => this.tellAll(warehouseId, pace), ms).unref();
    pace.soon ??= tellIn(waitMs);
    clearTimeout(pace.afterwards);
    pace.afterwards = tellIn(waitMs + AFTERWARDS_MS);
  }

  private tellAll(warehouseId: string, pace: Pace): void {
    pace.toldAt = performance.now();
    clearTimeout(pace.soon);
    pace.soon = undefined;
    for (const stream of this.streams) if (stream.warehouseId === warehouseId) tell(stream);
  }

  private beat(): void {
    const now = performance.now();
    for (const stream of this.streams) {
      // A screen that doesn't read any more would fill our memory.
      if (now - stream.openedAt > LONGEST_MS || stream.output.writableNeedDrain) stream.output.end();
      else stream.output.write(': here\n\n');
    }
  }

  private forget(stream: Stream): void {
    this.streams.delete(stream);
    if (this.streams.size > 0) return;
    clearInterval(this.heartbeat);
    this.heartbeat = undefined;
    this.calm();
    void this.listener.stop();
  }

  private calm(): void {
    for (const { soon, afterwards } of this.paces.values()) {
      clearTimeout(soon);
      clearTimeout(afterwards);
    }
    this.paces.clear();
  }
}

function tell({ output }: Stream): void {
  if (!output.writableEnded && !output.writableNeedDrain) output.write('event: changed\ndata: {}\n\n');
}
