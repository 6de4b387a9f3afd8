// Signed documents, read from their bytes alone: canonical JSON (RFC 8785 for the values used), and of it what a check needs.
import { isHex } from './bytes.js';

export interface SignedDocument {
  schema: string;
  /** null for documents that name none: renditions and recordings. */
  shipmentId: string | null;
  previous: string | null;
  clipId: string | null;
  original: string | null;
  rendition: { kind: string; sha256: string } | null;
  recording: { sha256: string; keyId: string } | null;
  /** When it says that it was made; null when it doesn't say. */
  time: string | null;
  n: number;
  /** Digests of the manifests that an `akashi.shipment` lists, in order. */
  manifests: readonly string[];
  linkedClips: readonly string[];
}

const NAME = /^[A-Za-z0-9_-]{1,40}$/;
const TIME = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const TIME_MEMBERS = ['sealedAt', 'madeAt', 'signedAt', 'asOf'];

/** Kinds that stand in a shipment's chain. */
export const isManifest = ({ schema }: SignedDocument) => /^akashi\.(manifest|stage|shipment)\//.test(schema);
export const isOf = (document: SignedDocument, kind: string) => document.schema.startsWith(`akashi.${kind}/`);
export const isTime = (value: unknown): value is string => typeof value === 'string' && TIME.test(value);

/** The value, or undefined unless the bytes are its one spelling (which also refuses members that come twice). */
export function parseCanonical(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A document, or null unless it is one of ours, well-formed. */
export function readDocument(bytes: Uint8Array): SignedDocument | null {
  const value = parseCanonical(bytes);
  const schema = member(value, 'schema');
  if (typeof schema !== 'string' || !/^akashi\.[a-z0-9./]+\/[a-z0-9./]+$/.test(schema)) return null;
  const document = fieldsOf(value, schema);
  return document && hasWhatItsKindNeeds(document, value) ? document : null;
}

function fieldsOf(value: unknown, schema: string): SignedDocument | null {
  const [recording, rendition] = [member(value, 'recording'), member(value, 'rendition')];
  const digests = items(value, 'manifests').map((item) => member(item, 'sha256'));
  const clips = items(value, 'links').map((item) => member(item, 'clipId'));
  const [sha256, keyId] = [member(recording, 'sha256'), member(recording, 'keyId')];
  if (isObject(recording) && !(isHex(sha256, 64) && isHex(keyId, 32))) return null;
  if (digests.some((digest) => !isHex(digest, 64))) return null;
  return {
    schema,
    shipmentId: text(member(value, 'shipmentId')),
    previous: text(member(value, 'previousManifestSha256')),
    clipId: text(member(value, 'clipId')) ?? text(member(member(value, 'clip'), 'id')),
    original: text(member(member(value, 'original'), 'sha256')),
    rendition: isObject(rendition)
      ? { kind: text(member(rendition, 'kind')) ?? '', sha256: text(member(rendition, 'sha256')) ?? '' }
      : null,
    recording: isHex(sha256, 64) && isHex(keyId, 32) ? { sha256, keyId } : null,
    time: TIME_MEMBERS.map((name) => member(value, name)).find(isTime) ?? null,
    n: Number(member(value, 'n') ?? -1),
    manifests: digests.filter((digest) => isHex(digest, 64)),
    linkedClips: clips.flatMap((clip) => text(clip) ?? []),
  };
}

function hasWhatItsKindNeeds(document: SignedDocument, value: unknown): boolean {
  const { clipId, original, rendition, previous, shipmentId } = document;
  const isName = (name: string | null | undefined) => typeof name === 'string' && NAME.test(name);
  if (clipId !== null && !isName(clipId)) return false;
  if (isManifest(document)) {
    const isFirst = member(value, 'previousManifestSha256') === null;
    if (!isName(shipmentId) || !(isFirst || isHex(previous, 64))) return false;
  }
  if (isOf(document, 'manifest')) return isName(clipId) && isHex(original, 64);
  if (isOf(document, 'shipment')) return Number.isSafeInteger(document.n) && document.n >= 0;
  if (!isOf(document, 'rendition')) return true;
  return isName(clipId) && isHex(original, 64) && isName(rendition?.kind) && isHex(rendition?.sha256, 64);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value))
    return typeof value === 'number' && !Number.isSafeInteger(value) ? '' : JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
}

/** A member of an object; undefined for everything else. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

/** A member that is a list; empty when it isn't. */
export function items(value: unknown, name: string): readonly unknown[] {
  const list = member(value, name);
  return Array.isArray(list) ? list : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const text = (value: unknown) => (typeof value === 'string' ? value : null);
