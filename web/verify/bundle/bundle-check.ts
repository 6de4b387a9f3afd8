// The check of a whole bundle: the same checks in the same order as verify.sh, and the same lines. Written from
// docs/evidence.md alone; it shares no code with what writes bundles.
import type { Bytes } from '../bytes.js';
import type { CheckCode, CheckLine, CheckStatus } from '../check-texts.js';
import type { SignedDocument } from '../documents.js';
import type { Crypto, PublicKey } from '../signatures.js';
import { checkChain } from './chain-check.js';
import { checkDocuments } from './document-check.js';
import { checkFilms } from './film-check.js';
import { checkKeys, type KeyEntry } from './key-check.js';
import { checkCheckpoint, checkTimes } from './log-check.js';
import { checkSums } from './sum-check.js';

/** What lies in the bundle. Names are held one character a byte: they may be anything. */
export interface BundleFiles {
  readonly entries: readonly { path: string; kind: 'file' | 'folder' | 'link' }[];
  bytes(path: string): Promise<Bytes>;
  /** Hex; a film is read once only. */
  sha256(path: string): Promise<string>;
}

/** A time stamp that was checked in full: signature, certificate, authority, and that it is of these bytes. */
export interface CheckedStamp {
  time: string;
  /** The authority's file in tsa/. */
  by: string;
  independent: boolean;
}

export interface CheckRequest {
  files: BundleFiles;
  crypto: Crypto;
  /** Digests of the service's keys that the reader knows from elsewhere, 32 or 64 hex digits. */
  keys?: readonly string[];
  logKey?: PublicKey;
  /** A checkpoint that the reader has kept. */
  checkpoint?: Bytes;
  checkStamp: (
    token: Bytes,
    stamped: Bytes,
    authorities: readonly { path: string; pem: string }[],
  ) => Promise<CheckedStamp | null>;
}

/** A document with the keys whose signatures of it are good. */
export interface KnownDocument extends SignedDocument {
  sha256: string;
  signers: string[];
}

/** What the parts of a check tell one another. */
export class BundleCheck {
  readonly lines: CheckLine[] = [];
  /** Public keys of documents, by id. */
  readonly keys = new Map<string, PublicKey>();
  /** keys.json; null when it can't be read. */
  keyList: ReadonlyMap<string, KeyEntry> | null = null;
  logKey: PublicKey | null = null;
  /** By digest, in the order of the digests. */
  documents = new Map<string, KnownDocument>();
  /** Manifests that belong to this shipment: its chain, then those that its chain names of other shipments. */
  accepted: KnownDocument[] = [];
  /** Roots by origin and size. */
  readonly roots = new Map<string, string>();
  newestSize: number | null = null;
  private readonly names: ReadonlySet<string>;

  constructor(readonly request: CheckRequest) {
    this.names = new Set(request.files.entries.flatMap(({ path, kind }) => (kind === 'file' ? [path] : [])));
  }

  say(status: CheckStatus, subject: string, code: CheckCode, ...values: (string | number)[]): void {
    this.lines.push({ status, subject: printable(subject), code, values: values.map(String) });
  }

  get failures(): number {
    return this.count('FAILED');
  }

  count(status: CheckStatus): number {
    return this.lines.filter((line) => line.status === status).length;
  }

  has(path: string): boolean {
    return this.names.has(path);
  }

  /** Files whose paths begin so, in order. */
  filesBelow(prefix: string): string[] {
    return [...this.names].filter((path) => path.startsWith(prefix)).sort(inOrder);
  }
}

export interface Verdict {
  ok: boolean;
  passed: number;
  failed: number;
  pending: number;
  lines: readonly CheckLine[];
}

/** Checks a bundle. Never throws because of what is in it. */
export async function checkBundle(request: CheckRequest): Promise<Verdict> {
  const check = new BundleCheck(request);
  await checkKeys(check);
  await checkSums(check);
  await checkDocuments(check);
  checkChain(check);
  await checkFilms(check);
  await checkCheckpoint(check);
  await checkTimes(check);
  const [passed, failed, pending] = [check.count('ok'), check.failures, check.count('pending')];
  return { ok: failed === 0, passed, failed, pending, lines: check.lines };
}

/** A name in a bundle may hold what would steer a terminal. */
export function printable(name: string): string {
  return name.replace(/[^A-Za-z0-9._/ -]/g, '?');
}

/** The order of a shell's patterns in each folder: `*`, then hidden names. */
export function inOrder(left: string, right: string): number {
  const [a, b] = [left, right].map((path) => path.split('/').map(rank));
  for (const [at, name] of (a ?? []).entries()) {
    const other = b?.[at];
    if (other === undefined) return 1;
    if (name !== other) return name < other ? -1 : 1;
  }
  return (a?.length ?? 0) - (b?.length ?? 0);
}

function rank(name: string): string {
  return `${name.startsWith('..') ? 2 : name.startsWith('.') ? 1 : 0}${name}`;
}
