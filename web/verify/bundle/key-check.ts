import { binary } from '../bytes.js';
import { isTime, items, member } from '../documents.js';
import { isHex } from '../bytes.js';
import { isSameKey, readPublicKey } from '../signatures.js';
import type { BundleCheck } from './bundle-check.js';

/** What keys.json says of a key. */
export interface KeyEntry {
  owner: 'service' | 'station' | 'log' | null;
  from: string | null;
  until: string | null;
  revoked: string | null;
}

/** Whose keys these are, and whether each has the name that its digest gives it. */
export async function checkKeys(check: BundleCheck): Promise<void> {
  check.keyList = check.has('keys.json') ? readKeyList(await check.request.files.bytes('keys.json')) : null;
  if (!check.keyList) check.say('note', 'keys.json', 'keys.unread');
  for (const path of check.filesBelow('keys/')) {
    if (path === 'keys/log.pem') await checkLogKey(check, path);
    else if (path.split('/').length === 2) await checkKey(check, path);
  }
}

async function checkKey(check: BundleCheck, path: string): Promise<void> {
  const { files, crypto, keys = [] } = check.request;
  const key = await readPublicKey(binary(await files.bytes(path)), crypto);
  if (key?.kind !== 'p256') return check.say('FAILED', path, 'key.unreadable');
  const id = path.slice('keys/'.length).replace(/\.pem$/, '');
  if (!isHex(id, 32) || !key.sha256.startsWith(id)) return check.say('FAILED', path, 'key.name');
  check.keys.set(id, key);
  const entry = check.keyList?.get(id);
  if (check.keyList && !entry) return check.say('FAILED', path, 'key.unlisted');
  if (entry?.owner === 'station') return;
  if (keys.some((given) => given.startsWith(id))) check.say('ok', path, 'key.given');
  else if (keys.length === 0) check.say('note', path, 'key.trust', key.sha256);
}

async function checkLogKey(check: BundleCheck, path: string): Promise<void> {
  const { files, crypto, logKey } = check.request;
  const key = await readPublicKey(binary(await files.bytes(path)), crypto);
  if (key?.kind !== 'ed25519') return check.say('FAILED', path, 'key.unreadable');
  check.logKey = key;
  if (!logKey) check.say('note', path, 'key.trust', key.sha256);
  else if (isSameKey(logKey, key)) check.say('ok', path, 'key.given');
  else check.say('FAILED', path, 'logkey.other');
}

function readKeyList(bytes: Uint8Array): Map<string, KeyEntry> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return new Map(items(value, 'keys').flatMap((item) => keyEntry(item)));
  } catch {
    return null;
  }
}

function keyEntry(item: unknown): [string, KeyEntry][] {
  const [id, owner] = [member(item, 'keyId'), member(item, 'owner')];
  const time = (name: string) => {
    const value = member(item, name);
    return isTime(value) ? value : null;
  };
  if (!isHex(id, 32)) return [];
  const known = owner === 'service' || owner === 'station' || owner === 'log' ? owner : null;
  return [
    [id, { owner: known, from: time('validFrom'), until: time('validUntil'), revoked: time('revokedFrom') }],
  ];
}
