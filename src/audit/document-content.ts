// What each kind of signed document is compared with. A schema that is not here has its bytes and signature checked only.
import { fromBigint } from '../database/bigint-transformer.js';
import { type Executor, firstRow, rows } from '../database/sql.js';
import type { Json } from '../ledger/canonical-json.js';
import type { AuditFinding } from './audit.check.js';
import { differingEntries, differingMembers, memberAt, textAt } from './compare-document.js';
import { answerEntries, clipFacts, scanEntries } from './signed-rows.js';

export interface ReadDocument {
  schema: string;
  sha256: Buffer;
  content: { readonly [member: string]: Json };
  /** When storage got it. */
  storedAt: Date;
  row: { brand_id: string; shipment_id: string; clip_id: string | null; signed_at: Date };
}

type Content = Pick<AuditFinding, 'code' | 'members'>;

/** Clocks of ours and of storage, and a put that was tried again. */
const SAME_TIME_MS = 10 * 60_000;

interface ChainRow {
  brand_id: string;
  shipment_id: string;
  clip_id: string | null;
  previous_sha256: Buffer | null;
  sealed_at: Date;
}

const CHAIN =
  'select brand_id, shipment_id, clip_id, previous_sha256, sealed_at from evidence_manifests where sha256 = $1';

/** What in the database contradicts a document. */
export async function contradictions(on: Executor, document: ReadDocument): Promise<Content[]> {
  const [kind = ''] = document.schema.split('/');
  switch (kind) {
    case 'akashi.manifest':
      return [...(await inChain(on, document)), ...(await ofClip(on, document))];
    case 'akashi.stage':
      return [...(await inChain(on, document)), ...(await ofStage(on, document))];
    case 'akashi.shipment':
      return inChain(on, document);
    case 'akashi.rendition':
      return ofRendition(on, document);
    case 'akashi.custody':
      return ofCustody(on, document);
    default:
      return [];
  }
}

async function inChain(on: Executor, { sha256, content, storedAt, row }: ReadDocument): Promise<Content[]> {
  const link = await firstRow<ChainRow>(on, CHAIN, [sha256]);
  if (!link) return [{ code: 'manifest_row_missing' }];
  const members = differingMembers(
    {
      ...{ brandId: link.brand_id, shipmentId: link.shipment_id },
      previousManifestSha256: link.previous_sha256?.toString('hex') ?? null,
    },
    content,
  );
  const ledger = differingMembers({ brandId: row.brand_id, shipmentId: row.shipment_id }, content, '');
  const sealedAt = Date.parse(textAt(content, 'sealedAt') ?? '');
  const times = { row: link.sealed_at, ledger: row.signed_at, storage: storedAt };
  const apart = Object.entries(times).filter(
    ([, time]) => !(Math.abs(time.getTime() - sealedAt) <= SAME_TIME_MS),
  );
  return [
    ...contradicting([...new Set([...members, ...ledger])]),
    ...(apart.length > 0
      ? [{ code: 'sealed_at_differs' as const, members: apart.map(([name]) => name) }]
      : []),
  ];
}

async function ofClip(on: Executor, { content, row }: ReadDocument): Promise<Content[]> {
  const clipId = textAt(content, 'clip.id');
  const facts = clipId === undefined ? undefined : await clipFacts(on, clipId);
  if (!facts || clipId !== row.clip_id) return contradicting(['clip.id']);
  const signedAt = new Date(textAt(content, 'sealedAt') ?? 0);
  const [scans, answers] = await Promise.all([scanEntries(on, facts), answerEntries(on, facts)]);
  return contradicting([
    ...differingMembers(facts.members, content),
    ...differingEntries('scans', scans, { entries: content.scans, signedAt }),
    ...differingEntries('answers', answers, { entries: content.answers, signedAt }),
  ]);
}

/** Of whatever station: a stage without a film may have gone through several hands. */
async function ofStage(on: Executor, { content }: ReadDocument): Promise<Content[]> {
  const taskId = textAt(content, 'task.id');
  if (taskId === undefined) return contradicting(['task.id']);
  const of = { taskId, stationId: null };
  const signedAt = new Date(textAt(content, 'sealedAt') ?? 0);
  const [scans, answers] = await Promise.all([scanEntries(on, of), answerEntries(on, of)]);
  const isIn = (name: string) => {
    const ids = new Set<Json | undefined>();
    const entries = memberAt(content, name);
    if (Array.isArray(entries)) for (const entry of entries) ids.add(idOf(entry));
    return ids;
  };
  // What another attempt of the stage has answered isn't this document's.
  const signed = { scans: isIn('scans'), answers: isIn('answers') };
  return contradicting([
    ...differingEntries(
      'scans',
      scans.filter(({ entry }) => signed.scans.has(entry.id)),
      {
        ...{ entries: content.scans, signedAt },
      },
    ),
    ...differingEntries(
      'answers',
      answers.filter(({ entry }) => signed.answers.has(entry.id)),
      {
        ...{ entries: content.answers, signedAt },
      },
    ),
  ]);
}

interface RenditionRow {
  kind: string;
  object_key: string;
  version_id: string | null;
  content_type: string;
  bytes: string;
  sha256: Buffer;
  duration_ms: number | null;
  recipe: Json;
  statement_sha256: Buffer;
  original_key: string | null;
  original_version_id: string | null;
  total_bytes: string | null;
  original_sha256: Buffer | null;
}

const RENDITION = `
  select r.kind, r.object_key, r.version_id, r.content_type, r.bytes, r.sha256, r.duration_ms, r.recipe, r.statement_sha256,
    c.original_key, c.original_version_id, c.total_bytes, c.sha256 as original_sha256
  from renditions r join clips c on c.id = r.clip_id where r.clip_id = $1 and r.kind = $2`;

async function ofRendition(on: Executor, { sha256, content, row }: ReadDocument): Promise<Content[]> {
  const found = await firstRow<RenditionRow>(on, RENDITION, [row.clip_id, textAt(content, 'rendition.kind')]);
  if (!found) return [{ code: 'rendition_row_missing' }];
  const members = differingMembers({ clipId: row.clip_id, original: originalOf(found) }, content);
  // A rendition may have been made again: then its row speaks of a newer statement.
  if (!found.statement_sha256.equals(sha256)) return contradicting(members);
  const { object_key: key, version_id: versionId, content_type: contentType } = found;
  const rendition = {
    ...{ kind: found.kind, key, versionId, contentType, durationMs: found.duration_ms },
    ...{ bytes: fromBigint(found.bytes), sha256: found.sha256.toString('hex') },
  };
  return contradicting([...members, ...differingMembers({ rendition, recipe: found.recipe }, content)]);
}

function originalOf(row: RenditionRow): Json {
  return {
    ...{ key: row.original_key, versionId: row.original_version_id },
    bytes: row.total_bytes === null ? null : fromBigint(row.total_bytes),
    sha256: row.original_sha256?.toString('hex') ?? null,
  };
}

interface EventRow {
  id: string;
  kind: string;
  clip_id: string | null;
  actor: Json;
  detail: Json;
  occurred_at: Date;
}

const EVENTS = `
  select e.id, e.kind, e.clip_id, e.actor, e.detail, e.occurred_at from custody_events e
  where e.brand_id = $1 and (e.shipment_id = $2 or e.id = any($3::uuid[]))`;

async function ofCustody(on: Executor, { content, row }: ReadDocument): Promise<Content[]> {
  const entries = memberAt(content, 'events');
  const ids = Array.isArray(entries) ? entries.map(idOf).filter((id) => typeof id === 'string') : [];
  const events = await rows<EventRow>(on, EVENTS, [row.brand_id, row.shipment_id, ids]);
  const found = events.map((event) => ({
    recordedAt: event.occurred_at,
    entry: {
      ...{ id: event.id, kind: event.kind, clipId: event.clip_id, actor: event.actor, detail: event.detail },
      occurredAt: event.occurred_at.toISOString(),
    },
  }));
  const signedAt = new Date(textAt(content, 'madeAt') ?? 0);
  const members = differingEntries('events', found, { entries, signedAt });
  return members.length > 0 ? [{ code: 'custody_contradicts_rows', members }] : [];
}

function contradicting(members: string[]): Content[] {
  return members.length > 0 ? [{ code: 'document_contradicts_rows', members }] : [];
}

function idOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return undefined;
  return typeof entry.id === 'string' ? entry.id : undefined;
}
