// A whole bundle of evidence in a folder, made with fresh keys and from docs/evidence.md alone, as somebody would make it who
// has never seen our code: what checks it must not depend on what writes it.
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

export interface TestKey {
  id: string;
  pem: string;
  privateKey: KeyObject;
}

/** A signed document of a bundle. */
export interface TestDocument {
  sha256: string;
  keyId: string;
  members: { readonly schema: string; readonly [member: string]: Json };
}

export interface SealedBundle {
  folder: string;
  shipmentId: string;
  service: TestKey;
  station: TestKey;
  log: TestKey;
  clips: string[];
  recordings: TestDocument[];
  manifests: TestDocument[];
  stage: TestDocument;
  shipment: TestDocument | null;
  renditions: TestDocument[];
  custody: TestDocument;
  tree: TestLog;
}

export interface BundleWishes {
  /** Before the hand-over there is no `akashi.shipment`. */
  handedOver?: boolean;
  keys?: { service: TestKey; station: TestKey; log: TestKey };
  /** Other people's entries in the log, before and after ours. */
  others?: number;
  /** Signs the document of this schema instead. */
  signs?: { schema: string; key: TestKey };
  sealedAt?: string;
}

export const ORIGIN = 'akashi.example/log';
const SEALED_AT = '2026-11-30T01:02:03.004Z';

const hex = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

export function ecKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const id = hex(publicKey.export({ type: 'spki', format: 'der' })).slice(0, 32);
  return { id, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey };
}

export function logKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const id = hex(Buffer.concat([Buffer.from(`${ORIGIN}\n\x01`), raw])).slice(0, 8);
  return { id, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey };
}

export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
  const members = Object.entries(value as Record<string, Json>).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

/** A small Merkle tree (RFC 6962) that hashes everything anew for each question. */
export class TestLog {
  readonly leaves: Buffer[] = [];
  constructor(readonly key: TestKey) {}

  add(entry: string): number {
    this.leaves.push(createHash('sha256').update('\0').update(entry).digest());
    return this.leaves.length - 1;
  }

  root(leaves = this.leaves): Buffer {
    if (leaves.length === 1) return leaves[0]!;
    const k = splitAt(leaves.length);
    const both = Buffer.concat([Buffer.from([1]), this.root(leaves.slice(0, k)), this.root(leaves.slice(k))]);
    return createHash('sha256').update(both).digest();
  }

  path(index: number, leaves = this.leaves): Buffer[] {
    if (leaves.length === 1) return [];
    const k = splitAt(leaves.length);
    const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
    return index < k
      ? [...this.path(index, left), this.root(right)]
      : [...this.path(index - k, right), this.root(left)];
  }

  noteText(size = this.leaves.length): string {
    const root = this.root(this.leaves.slice(0, size)).toString('base64');
    return `${ORIGIN}\n${size}\n${root}\ncustody 3 ${Buffer.alloc(32, 7).toString('base64')}\n`;
  }

  signature(text: string): Buffer {
    return sign(null, Buffer.from(text), this.key.privateKey);
  }

  note(size?: number): string {
    const text = this.noteText(size);
    const signed = Buffer.concat([Buffer.from(this.key.id, 'hex'), this.signature(text)]).toString('base64');
    return `${text}\n— witness.example ${randomBytes(70).toString('base64')}\n— ${ORIGIN} ${signed}\n`;
  }

  proof(index: number, size = this.leaves.length): string {
    const path = this.path(index, this.leaves.slice(0, size)).map((hash) => `${hash.toString('base64')}\n`);
    return `c2sp.org/tlog-proof@v1\nindex ${index}\n${path.join('')}\n${this.note(size)}`;
  }
}

function splitAt(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The entry of a document. */
export const entryOf = ({ members, sha256, keyId }: TestDocument) =>
  `akashi.entry/1 ${members.schema} ${sha256} ${keyId}`;

/** Signs a document and writes it with its signature. */
export function writeDocument(folder: string, members: TestDocument['members'], key: TestKey): TestDocument {
  const bytes = Buffer.from(canonical(members));
  const sha256 = hex(bytes);
  put(folder, `documents/${sha256}.json`, bytes);
  put(folder, `documents/${sha256}.${key.id}.sig`, sign('sha256', bytes, key.privateKey));
  return { sha256, keyId: key.id, members };
}

export function put(folder: string, path: string, bytes: Buffer | string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}

/** Writes SHA256SUMS anew, as a forger would who knows what he does. */
export function writeSums(folder: string): void {
  const lines = filesOf(folder)
    .filter((path) => path !== 'SHA256SUMS')
    .map((path) => `${hex(readFileSync(join(folder, path)))}  ${path}\n`);
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
}

export function filesOf(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below))
    .sort()
    .flatMap((name) => {
      const path = below + name;
      return statSync(join(folder, path)).isDirectory() ? filesOf(folder, `${path}/`) : [path];
    });
}

/** Builds a bundle of a shipment with two films, a stage without one, their renditions, the log and custody. */
export function buildBundle(folder: string, wishes: BundleWishes = {}): SealedBundle {
  rmSync(folder, { recursive: true, force: true });
  const { service, station, log } = wishes.keys ?? { service: ecKey(), station: ecKey(), log: logKey() };
  const keys = { service, station, log };
  const signs = (schema: string) =>
    wishes.signs?.schema === schema
      ? wishes.signs.key
      : schema === 'akashi.recording/1'
        ? keys.station
        : keys.service;
  const document = (members: TestDocument['members']) =>
    writeDocument(folder, members, signs(members.schema));
  const scene = { shipmentId: uuid(), sealedAt: wishes.sealedAt ?? SEALED_AT, document, folder };
  const first = writeClip(scene, 'pick', null);
  const second = writeClip(scene, 'pack', first.manifest.sha256);
  const stage = document({
    ...{
      schema: 'akashi.stage/1',
      shipmentId: scene.shipmentId,
      task: { id: uuid(), stage: 'ship' },
      scans: [],
    },
    ...{ answers: [], previousManifestSha256: second.manifest.sha256, sealedAt: scene.sealedAt },
  });
  const listed = [first.manifest, second.manifest, stage];
  const shipment = wishes.handedOver === false ? null : document(shipmentMembers(scene, listed, 1));
  const custody = document({
    ...{ schema: 'akashi.custody/1', shipmentId: scene.shipmentId, events: [], madeAt: scene.sealedAt },
  });
  const documents = [
    ...[first, second].flatMap(({ recording, manifest, rendition }) => [recording, manifest, rendition]),
    ...[stage, ...(shipment ? [shipment] : []), custody],
  ];
  const tree = writeLog(folder, keys.log, documents, wishes.others ?? 5);
  writeKeys(folder, keys);
  put(folder, 'VERIFY.md', '# How to check\n');
  put(folder, 'bundle.json', canonical({ schema: 'akashi.bundle/1', shipmentId: scene.shipmentId }));
  writeFileSync(join(folder, 'verify.sh'), readFileSync('deploy/verify/verify.sh'));
  writeSums(folder);
  return {
    ...{ folder, shipmentId: scene.shipmentId, ...keys, stage, shipment, custody, tree },
    clips: [first.clipId, second.clipId],
    recordings: [first.recording, second.recording],
    manifests: [first.manifest, second.manifest],
    renditions: [first.rendition, second.rendition],
  };
}

interface Scene {
  folder: string;
  shipmentId: string;
  sealedAt: string;
  document: (members: TestDocument['members']) => TestDocument;
}

/** The members of an `akashi.shipment` after these manifests. */
export function shipmentMembers(
  { shipmentId, sealedAt }: Pick<Scene, 'shipmentId' | 'sealedAt'>,
  listed: readonly TestDocument[],
  n: number,
): TestDocument['members'] {
  return {
    ...{ schema: 'akashi.shipment/1', shipmentId, n, parcels: [{ carrier: 'yamato', number: '1' }] },
    ...{ waivers: [], missing: [], sealedAt, previousManifestSha256: listed.at(-1)!.sha256 },
    links: listed.flatMap(({ members }) =>
      members.clip ? [{ clipId: (members.clip as { id: string }).id, reason: 'recorded' }] : [],
    ),
    manifests: listed.map(({ members, sha256 }) => ({
      kind: members.clip ? 'clip' : 'stage',
      taskId: (members.task as { id: string }).id,
      stage: (members.task as { stage: string }).stage,
      clipId: (members.clip as { id: string } | undefined)?.id ?? null,
      sha256,
    })),
  };
}

function writeClip(
  { folder, shipmentId, sealedAt, document }: Scene,
  stage: string,
  previous: string | null,
) {
  const clipId = uuid();
  const [original, film] = [randomBytes(3000), randomBytes(2000)];
  put(folder, `originals/${clipId}.webm`, original);
  put(folder, `renditions/${clipId}.customer.mp4`, film);
  const recording = document({
    ...{ schema: 'akashi.recording/1', clipId, sha256: hex(original), nonce: randomBytes(8).toString('hex') },
    segments: [{ n: 0, bytes: original.length, sha256: hex(original) }],
  });
  const manifest = document({
    ...{
      schema: 'akashi.manifest/3',
      shipmentId,
      task: { id: uuid(), stage },
      storage: { lock: 'governance' },
    },
    clip: {
      id: clipId,
      kind: 'film',
      take: 1,
      marks: [{ label: 'a "quoted" \\ word, ünïcödé 箱', atMs: -5 }],
    },
    lease: { nonce: randomBytes(8).toString('hex'), token: 7, packer: 'P-07' },
    original: { bucket: 'originals', key: `${clipId}/1`, bytes: original.length, sha256: hex(original) },
    recording: { sha256: recording.sha256, keyId: recording.keyId },
    ...{ scans: [], answers: [{ value: 'pass', reasonSha256: null }], overtaken: false },
    ...{ previousManifestSha256: previous, sealedAt },
  });
  const rendition = document({
    ...{
      schema: 'akashi.rendition/1',
      clipId,
      madeAt: sealedAt,
      recipe: { id: 'customer', args: ['-crf', '26'] },
    },
    original: { key: `${clipId}/1`, bytes: original.length, sha256: hex(original) },
    rendition: { kind: 'customer', bytes: film.length, sha256: hex(film), durationMs: 1000 },
  });
  return { clipId, recording, manifest, rendition };
}

function writeLog(folder: string, key: TestKey, documents: TestDocument[], others: number): TestLog {
  const tree = new TestLog(key);
  const foreign = () => {
    for (let n = 0; n < others; n += 1)
      tree.add(`akashi.entry/1 akashi.manifest/3 ${hex(randomBytes(9))} ${key.id}`);
  };
  foreign();
  const indexes = documents.map((document) => tree.add(entryOf(document)));
  foreign();
  documents.forEach(({ sha256 }, n) =>
    put(folder, `documents/${sha256}.tlog-proof`, tree.proof(indexes[n]!)),
  );
  writeCheckpoint(folder, tree);
  return tree;
}

/** The newest checkpoint, as a note and as openssl wants it. */
export function writeCheckpoint(folder: string, tree: TestLog, size?: number): void {
  const text = tree.noteText(size);
  put(folder, 'checkpoint', tree.note(size));
  put(folder, 'checkpoint.txt', text);
  put(folder, 'checkpoint.sig', tree.signature(text));
}

type KeyTimes = { validFrom?: string; validUntil?: string | null; revokedFrom?: string | null };

/** Public keys and keys.json. */
export function writeKeys(
  folder: string,
  { service, station, log }: { service: TestKey; station: TestKey; log: TestKey },
  times: { service?: KeyTimes; station?: KeyTimes } = {},
): void {
  for (const key of [service, station]) put(folder, `keys/${key.id}.pem`, key.pem);
  put(folder, 'keys/log.pem', log.pem);
  const inUse = { validFrom: '2026-01-01T00:00:00.000Z', validUntil: null, revokedFrom: null };
  const keys = [
    { keyId: service.id, owner: 'service', ...inUse, ...times.service },
    { keyId: station.id, owner: 'station', stationId: uuid(), ...inUse, ...times.station },
  ];
  put(folder, 'keys.json', canonical({ schema: 'akashi.keys/1', keys }));
}

/** The SHA-256 of a public key, as people compare it. */
export const fingerprint = (pem: string) => hex(createPublicKey(pem).export({ type: 'spki', format: 'der' }));

function uuid(): string {
  const id = randomBytes(16).toString('hex');
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-7${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20)}`;
}
