import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Check } from '../checks.js';
import type { Recording } from './recordings.js';

interface ClipRecord {
  id: string;
  state: string;
  seals: number;
  told: number;
  unlogged: number;
}

const CLIPS = `
  select c.id, c.state,
    (select count(*)::integer from evidence_manifests m where m.clip_id = c.id) as seals,
    (select count(*)::integer from timeline_events e where e.shipment_id = t.shipment_id and e.kind = 'evidence_sealed'
      and e.data->>'clipId' = c.id::text) as told,
    (select count(*)::integer from ledger_documents d where d.clip_id = c.id and d.log_index is null) as unlogged
  from clips c join tasks t on t.id = c.task_id where c.brand_id = $1`;

const SEGMENTS = `select s.clip_id, s.n, encode(s.sha256, 'base64') as sha256 from clip_segments s join clips c on c.id = s.clip_id
  where c.brand_id = $1`;

const UNSETTLED = `select count(*)::integer as clips from clips where brand_id = $1
  and (state in ('completed', 'stored') or media_state = 'rendering')`;

const UNLOGGED = `select count(*)::integer as documents from ledger_documents where brand_id = $1 and log_index is null`;

/** What is left of the story, against what the stations were told. */
export class EvidenceChecks {
  constructor(
    private readonly databaseUrl: string,
    private readonly apiUrl: string,
    private readonly brand: { id: string; key: string },
  ) {}

  /** How many completed clips are neither sealed nor settled yet, and how many documents wait for the log. */
  async unsettled(): Promise<number> {
    const [clips] = await this.all<{ clips: number }>(UNSETTLED);
    const [documents] = await this.all<{ documents: number }>(UNLOGGED);
    return (clips?.clips ?? 0) + (documents?.documents ?? 0);
  }

  async checkAll(recordings: readonly Recording[]): Promise<Check[]> {
    const clips = new Map((await this.all<ClipRecord>(CLIPS)).map((clip) => [clip.id, clip]));
    const completed = recordings.filter(({ isCompleted }) => isCompleted);
    return [
      await this.segmentsAreThere(recordings),
      await this.originalsAreWhole(completed),
      sealedOnce(completed, clips),
    ];
  }

  private async segmentsAreThere(recordings: readonly Recording[]): Promise<Check> {
    const rows = await this.all<{ clip_id: string; n: number; sha256: string }>(SEGMENTS);
    const kept = new Map(rows.map(({ clip_id: clipId, n, sha256 }) => [`${clipId} ${n}`, sha256]));
    const told = recordings.flatMap(({ clipId, pieces, acknowledged }) =>
      pieces
        .filter(({ n }) => acknowledged.has(n))
        .map(({ n, sha256 }) => ({ at: `${clipId} ${n}`, sha256 })),
    );
    const broken = told.flatMap(({ at, sha256 }) => (kept.get(at) === sha256 ? [] : [`no segment ${at}`]));
    return { promise: 'every acknowledged segment is there', found: `${told.length} segments`, broken };
  }

  private async originalsAreWhole(completed: readonly Recording[]): Promise<Check> {
    const broken: string[] = [];
    for (const { clipId, sha256 } of completed) {
      if ((await this.digestOfOriginal(clipId)) !== sha256)
        broken.push(`${clipId}: no original, or other bytes`);
    }
    return {
      promise: 'every completed clip has its original, byte for byte',
      found: `${completed.length} originals fetched and hashed`,
      broken,
    };
  }

  private async digestOfOriginal(clipId: string): Promise<string | undefined> {
    const url = `${this.apiUrl}/v1/clips/${clipId}/media/original?reason=audit`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${this.brand.key}` } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return answer.ok ? createHash('sha256').update(bytes).digest('base64') : undefined;
  }

  private async all<T extends object>(text: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.databaseUrl, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<T & pg.QueryResultRow>(text, [this.brand.id])).rows;
    } finally {
      await client.end();
    }
  }
}

function sealedOnce(completed: readonly Recording[], clips: Map<string, ClipRecord>): Check {
  const broken = completed.flatMap(({ clipId }) => {
    const { state = 'missing', seals = 0, told = 0, unlogged = 0 } = clips.get(clipId) ?? {};
    const isRight = state === 'sealed' && seals === 1 && told === 1 && unlogged === 0;
    return isRight
      ? []
      : [`${clipId}: ${state}, ${seals} manifests, told ${told} times, ${unlogged} not in the log`];
  });
  return {
    promise: 'every completed clip is sealed exactly once, told once, and in the log',
    found: `${completed.length} clips`,
    broken,
  };
}
