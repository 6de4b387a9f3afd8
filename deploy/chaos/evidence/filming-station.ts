import { z } from 'zod';
import type { Chance } from '../chance.js';
import { type Answer, FailoverClient } from '../failover-client.js';
import { noise, type Piece, type Recording, uniqueFilm } from './recordings.js';

const Claimed = z.object({ held: z.object({ task: z.object({ id: z.string() }), token: z.int() }) });
const Listed = z.object({ segments: z.array(z.object({ n: z.int(), sha256: z.string() })) });

/** What goes wrong in one recording, besides the network, and how often. */
const FATES = [
  { fate: 'page gone in the middle, back as another process', share: 0.15 },
  { fate: 'pieces out of order', share: 0.15 },
  { fate: 'completed twice', share: 0.1 },
  { fate: 'completion cut off, asked again', share: 0.1 },
  { fate: 'other bytes under a number', share: 0.05 },
  { fate: 'given up before its end', share: 0.04 },
] as const;
export type Fate = (typeof FATES)[number]['fate'] | 'sent to its end';

const FILM_SHARE = 0.15;

/** A station that films and films, over a bad network, and is told what is kept. */
export class FilmingStation {
  readonly recordings: Recording[] = [];
  readonly fates = new Map<Fate, number>();
  /** Answers that no rule explains. */
  readonly surprises: string[] = [];
  private readonly client: FailoverClient;

  constructor(
    private readonly about: { name: string; key: string },
    servers: readonly string[],
    private readonly chance: Chance,
    private readonly film: Buffer | undefined,
  ) {
    this.client = new FailoverClient(servers, about.key, chance.of('network'));
  }

  /** Takes a task and records so many clips of it. */
  async record(clips: number): Promise<void> {
    const body = { key: `films of ${this.about.name}` };
    const claim = await this.client.send({ method: 'POST', path: '/v1/station/claims', body });
    const { held } = Claimed.parse(claim.body);
    for (let n = 0; n < clips; n += 1) await this.recordOne({ taskId: held.task.id, token: held.token });
  }

  /** As a page that is opened again later: asks what is kept of what was given up, and sends the rest. */
  async finish(): Promise<void> {
    for (const recording of this.recordings.filter(({ isCompleted }) => !isCompleted)) {
      await this.sendMissing(recording, recording.acknowledged);
      await this.complete(recording, 'sent to its end');
    }
    this.client.close();
  }

  get failovers(): number {
    return this.client.failovers;
  }

  private async recordOne(task: { taskId: string; token: number }): Promise<void> {
    const fate = this.drawFate();
    this.fates.set(fate, (this.fates.get(fate) ?? 0) + 1);
    const recording = this.newRecording();
    this.recordings.push(recording);
    const { clipId: id, contentType } = recording;
    const body = { ...task, id, kind: 'film', contentType, startedAt: new Date().toISOString() };
    await this.expect(recording, 'open', { method: 'POST', path: '/v1/clips', body });
    await this.sendPieces(recording, fate);
    if (fate !== 'given up before its end') await this.complete(recording, fate);
  }

  private newRecording(): Recording {
    const { name } = this.about;
    const isFilm = this.film && this.chance.happens(FILM_SHARE);
    return isFilm && this.film ? uniqueFilm(this.film, name, this.chance) : noise(name, this.chance);
  }

  private async sendPieces(recording: Recording, fate: Fate): Promise<void> {
    const { pieces } = recording;
    const order = fate === 'pieces out of order' ? this.chance.shuffled(pieces) : pieces;
    const half = order.slice(0, Math.ceil(order.length / 2));
    if (fate === 'given up before its end') return this.sendAll(recording, half);
    if (fate !== 'page gone in the middle, back as another process') {
      await this.sendAll(recording, order);
      if (fate === 'other bytes under a number') await this.sendOtherBytes(recording);
      return;
    }
    await this.sendAll(recording, half);
    await this.sendMissing(recording, new Set(half.map(({ n }) => n)));
  }

  /** Remembers nothing but what must be there, and asks. */
  private async sendMissing(recording: Recording, mustBeThere: ReadonlySet<number>): Promise<void> {
    const answer = await this.client.send({ method: 'GET', path: `${pathOf(recording)}/segments` });
    const kept = new Map(Listed.parse(answer.body).segments.map(({ n, sha256 }) => [n, sha256]));
    for (const { n, sha256 } of recording.pieces)
      if (mustBeThere.has(n) && kept.get(n) !== sha256)
        this.surprise(recording, `segment ${n} is lost`, answer);
    await this.sendAll(
      recording,
      recording.pieces.filter(({ n }) => !kept.has(n)),
    );
  }

  private async sendAll(recording: Recording, pieces: readonly Piece[]): Promise<void> {
    for (const piece of pieces) {
      const answer = await this.client.send(putOf(recording, piece));
      if (answer.status === 200) recording.acknowledged.add(piece.n);
      else this.surprise(recording, `segment ${piece.n}`, answer);
    }
  }

  private async sendOtherBytes(recording: Recording): Promise<void> {
    const piece = recording.pieces[0];
    const other = noise(this.about.name, this.chance).pieces[0];
    if (!piece || !other) return;
    const answer = await this.client.send(putOf(recording, { ...other, n: piece.n }));
    if (answer.status !== 409) this.surprise(recording, 'other bytes', answer);
  }

  private async complete(recording: Recording, fate: Fate): Promise<void> {
    const { pieces, totalBytes, sha256 } = recording;
    const body = { segments: pieces.length, totalBytes, sha256 };
    const request = { method: 'POST' as const, path: `${pathOf(recording)}/complete`, body };
    if (fate === 'completion cut off, asked again') await this.client.sendAndVanish(request);
    const isKept = await this.expect(recording, 'complete', request);
    if (isKept && fate === 'completed twice') await this.expect(recording, 'complete again', request);
    recording.isCompleted = isKept;
  }

  private async expect(
    recording: Recording,
    what: string,
    request: Parameters<FailoverClient['send']>[0],
  ): Promise<boolean> {
    const answer = await this.client.send(request);
    if (answer.status === 200) return true;
    this.surprise(recording, what, answer);
    return false;
  }

  private drawFate(): Fate {
    let drawn = this.chance.next();
    for (const { fate, share } of FATES) {
      if (drawn < share) return fate;
      drawn -= share;
    }
    return 'sent to its end';
  }

  private surprise({ clipId }: Recording, what: string, { status, body }: Answer): void {
    this.surprises.push(`${this.about.name} ${clipId} ${what}: ${status} ${JSON.stringify(body)}`);
  }
}

function pathOf({ clipId }: Recording): string {
  return `/v1/clips/${clipId}`;
}

function putOf(recording: Recording, { n, bytes, sha256 }: Piece) {
  const headers = { 'content-digest': `sha-256=:${sha256}:` };
  return { method: 'PUT' as const, path: `${pathOf(recording)}/segments/${n}`, bytes, headers };
}
