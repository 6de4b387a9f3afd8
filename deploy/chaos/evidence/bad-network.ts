import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../chance.js';

/** How bad the network is: shares of pieces that travel. */
interface Badness {
  cutShare: number;
  delayShare: number;
  mostDelayMs: number;
  /** Of connections: what the station has sent travels once more when they are closed. */
  repeatShare: number;
}

const BAD: Badness = { cutShare: 0.004, delayShare: 0.08, mostDelayMs: 250, repeatShare: 0.15 };

// What is repeated is kept until then; a longer talk isn't.
const REPEAT_UP_TO_BYTES = 4 * 2 ** 20;

/** A TCP proxy in front of one API process that cuts connections, delays pieces, and sends whole talks a second time. */
export class BadNetwork {
  cuts = 0;
  delays = 0;
  repeats = 0;
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly to: { host: string; port: number },
    private readonly chance: Chance,
    private readonly badness: Badness,
  ) {
    server.on('connection', (station) => this.carry(station));
  }

  static async before(apiUrl: string, chance: Chance): Promise<BadNetwork> {
    const { hostname: host, port } = new URL(apiUrl);
    const server = createServer();
    const network = new BadNetwork(server, { host, port: Number(port) }, chance, BAD);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return network;
  }

  get url(): string {
    const address = this.server.address();
    if (!isInfo(address)) throw new Error('the proxy is closed');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }

  private carry(station: Socket): void {
    const api = connect(this.to);
    const sent: Buffer[] = [];
    const end = () => {
      station.destroy();
      api.destroy();
    };
    for (const socket of [station, api]) {
      this.open.add(socket);
      socket.once('close', () => {
        this.open.delete(socket);
        end();
      });
      socket.on('error', () => undefined);
    }
    station.once('close', () => void this.perhapsRepeat(sent));
    void this.pump(station, api, (piece) => sent.push(piece))
      .catch(() => undefined)
      .finally(end);
    void this.pump(api, station)
      .catch(() => undefined)
      .finally(end);
  }

  private async pump(from: Socket, to: Socket, note?: (piece: Buffer) => void): Promise<void> {
    for await (const piece of from) {
      if (!Buffer.isBuffer(piece)) continue;
      note?.(piece);
      if (this.chance.happens(this.badness.cutShare)) {
        this.cuts += 1;
        // A part of it still arrives: the API gets half a request, the station half an answer.
        to.write(piece.subarray(0, piece.length >> 1));
        return;
      }
      if (this.chance.happens(this.badness.delayShare)) {
        this.delays += 1;
        await sleep(this.chance.between(0, this.badness.mostDelayMs));
      }
      if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
    }
  }

  private async perhapsRepeat(sent: readonly Buffer[]): Promise<void> {
    const bytes = sent.reduce((sum, { length }) => sum + length, 0);
    if (bytes === 0 || bytes > REPEAT_UP_TO_BYTES || !this.chance.happens(this.badness.repeatShare)) return;
    this.repeats += 1;
    const again = connect(this.to);
    this.open.add(again);
    again.on('error', () => undefined);
    again.on('data', () => undefined);
    again.once('close', () => this.open.delete(again));
    for (const piece of sent) again.write(piece);
    // As a proxy that gives up waiting: whatever is answered, nobody hears it.
    setTimeout(() => again.destroy(), 5_000).unref();
  }
}

function isInfo(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
