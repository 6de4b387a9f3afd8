import { isHex } from '../bytes.js';
import { isOf, readDocument, type SignedDocument } from '../documents.js';
import type { BundleCheck } from './bundle-check.js';

const FOLDER = 'documents/';

/** Each document has the digest of its name and a signature by a key that may sign its kind. */
export async function checkDocuments(check: BundleCheck): Promise<void> {
  const paths = check.filesBelow(FOLDER).filter((path) => path.split('/').length === 2);
  for (const path of paths) if (path.endsWith('.json')) await checkDocument(check, path, paths);
  for (const path of paths) {
    const of = path.slice(FOLDER.length).split('.')[0] ?? '';
    if (!path.endsWith('.json') && !check.has(`${FOLDER}${of}.json`)) check.say('FAILED', path, 'doc.orphan');
  }
}

async function checkDocument(check: BundleCheck, path: string, paths: readonly string[]): Promise<void> {
  const { files } = check.request;
  const sha256 = path.slice(FOLDER.length, -'.json'.length);
  const isAsNamed = (await files.sha256(path)) === sha256;
  if (!isAsNamed) check.say('FAILED', path, 'doc.digest');
  const document = readDocument(await files.bytes(path));
  if (!isAsNamed) {
    // What it says now still tells what was around it.
    if (document && isHex(sha256, 64)) check.documents.set(sha256, { ...document, sha256, signers: [] });
    return;
  }
  if (!document) return check.say('FAILED', path, 'doc.unreadable');
  const before = check.failures;
  const signers: string[] = [];
  for (const signature of paths) {
    if (!signature.startsWith(`${FOLDER}${sha256}.`) || !signature.endsWith('.sig')) continue;
    const signer = await checkSignature(check, document, path, signature);
    if (signer) signers.push(signer);
  }
  if (signers.length > 0) check.say('ok', path, 'doc.ok', document.schema, signers.join(' '));
  else if (check.failures === before) check.say('FAILED', path, 'doc.unsigned');
  check.documents.set(sha256, { ...document, sha256, signers });
}

/** The signer's id when the signature is good. */
async function checkSignature(
  check: BundleCheck,
  document: SignedDocument,
  path: string,
  signature: string,
): Promise<string | null> {
  const { files, crypto } = check.request;
  const id = signature.slice(FOLDER.length + 65, -'.sig'.length);
  const refuse = (code: 'doc.nokey' | 'doc.badsig' | 'doc.signer') => {
    check.say('FAILED', signature, code, id);
    return null;
  };
  if (!isHex(id, 32) || !check.has(`keys/${id}.pem`)) return refuse('doc.nokey');
  const key = check.keys.get(id);
  const isGood =
    key && (await crypto.isP256Signature(key, await files.bytes(signature), await files.bytes(path)));
  if (!isGood) return refuse('doc.badsig');
  return maySign(check, document, id) ? id : refuse('doc.signer');
}

/** Stations sign what they have recorded, the service everything else. */
function maySign(check: BundleCheck, document: SignedDocument, id: string): boolean {
  const { keys = [] } = check.request;
  const owner = check.keyList?.get(id)?.owner ?? null;
  if (owner === 'log') return false;
  if (isOf(document, 'recording')) return owner !== 'service';
  return owner !== 'station' && (keys.length === 0 || keys.some((given) => given.startsWith(id)));
}
