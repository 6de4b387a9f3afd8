// Manifests of clips, stages and shipments form one chain: each names the digest of the one before it, so none can be taken
// out, put in or moved without changing every one after it.
import { isManifest, isOf } from '../documents.js';
import type { BundleCheck, KnownDocument } from './bundle-check.js';

interface Walk {
  /** Oldest first. */
  chain: KnownDocument[];
  gap: { missing: string; child: string } | null;
  /** The highest `n` of an `akashi.shipment` in it. */
  top: number;
}

/** Whether the manifests are one chain, complete, and all documents are of its shipment. */
export function checkChain(check: BundleCheck): void {
  const walk = newestWalk(check.documents);
  const last = walk?.chain.at(-1);
  if (!walk || !last) return check.say('FAILED', '-', 'chain.none');
  const before = check.failures;
  check.accepted = [...walk.chain];
  const named = checkLists(check, walk.chain);
  if (walk.gap && !check.has(`documents/${walk.gap.missing}.json`)) {
    const { missing, child } = walk.gap;
    check.say('FAILED', `documents/${missing}.json`, 'chain.gap', `documents/${child}.json`);
  }
  for (const document of check.documents.values()) checkBelonging(check, document, last.shipmentId, named);
  if (check.failures === before) check.say('ok', '-', 'chain.ok', walk.chain.length);
  if (!isOf(last, 'shipment')) check.say('note', '-', 'chain.open');
}

/** The chain that ends newest: with the last `akashi.shipment`, else the longest. */
function newestWalk(documents: ReadonlyMap<string, KnownDocument>): Walk | null {
  const manifests = [...documents.values()].filter(isManifest);
  const referenced = new Set(manifests.map(({ previous }) => previous));
  let newest: Walk | null = null;
  for (const { sha256 } of manifests) {
    if (referenced.has(sha256)) continue;
    const walk = walkBack(documents, sha256);
    const isNewer =
      !newest ||
      walk.top > newest.top ||
      (walk.top === newest.top && walk.chain.length > newest.chain.length);
    if (isNewer) newest = walk;
  }
  return newest;
}

function walkBack(documents: ReadonlyMap<string, KnownDocument>, head: string): Walk {
  const walk: Walk = { chain: [], gap: null, top: 0 };
  let [next, child]: [string | null, string] = [head, ''];
  while (next !== null) {
    const document = documents.get(next);
    if (!document || !isManifest(document)) {
      walk.gap = { missing: next, child };
      break;
    }
    if (walk.chain.includes(document)) break;
    walk.chain.unshift(document);
    if (isOf(document, 'shipment')) walk.top = Math.max(walk.top, document.n);
    [next, child] = [document.previous, next];
  }
  return walk;
}

/** Each `akashi.shipment` lists what came before it. Returns what they name beyond the chain, digests and clips. */
function checkLists(check: BundleCheck, chain: readonly KnownDocument[]): ReadonlySet<string> {
  const [seen, named]: [string[], Set<string>] = [[], new Set()];
  let n: number | null = null;
  for (const document of chain) {
    if (!isOf(document, 'shipment')) {
      seen.push(document.sha256);
      continue;
    }
    for (const name of [...document.manifests, ...document.linkedClips]) named.add(name);
    const own = document.manifests.filter((sha256) => {
      const listed = check.documents.get(sha256);
      return !listed || (listed.shipmentId === document.shipmentId && !isOf(listed, 'shipment'));
    });
    const isNext = n === null ? document.n <= 1 : document.n === n + 1;
    if (own.join() !== seen.join() || !isNext)
      check.say('FAILED', `documents/${document.sha256}.json`, 'chain.order');
    n = document.n;
  }
  return named;
}

function checkBelonging(
  check: BundleCheck,
  document: KnownDocument,
  shipmentId: string | null,
  named: ReadonlySet<string>,
): void {
  const path = `documents/${document.sha256}.json`;
  const isOurs = document.shipmentId === shipmentId;
  if (isOf(document, 'custody') && !isOurs) check.say('FAILED', path, 'doc.foreign');
  if (!isManifest(document) || check.accepted.includes(document)) return;
  if (isOurs) check.say('FAILED', path, 'chain.fork');
  else if (named.has(document.sha256) || (document.clipId && named.has(document.clipId)))
    check.accepted.push(document);
  else check.say('FAILED', path, 'doc.foreign');
}
