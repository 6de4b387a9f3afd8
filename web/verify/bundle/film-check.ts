import { binary } from '../bytes.js';
import { isOf } from '../documents.js';
import type { BundleCheck, KnownDocument } from './bundle-check.js';

/** Films and pictures are those that signed documents name, and what the station signed agrees with what the service did. */
export async function checkFilms(check: BundleCheck): Promise<void> {
  const manifests = check.accepted.filter((document) => isOf(document, 'manifest'));
  for (const manifest of manifests) {
    await checkClip(check, manifest);
    await checkRecording(check, manifest);
  }
  const clips = new Set(manifests.map(({ clipId }) => clipId));
  for (const path of filesIn(check, 'originals/')) {
    if (!clips.has(nameParts(path)[0] ?? '')) check.say('FAILED', path, 'clip.unnamed');
  }
  for (const path of filesIn(check, 'renditions/')) await checkRendition(check, path);
  for (const document of check.documents.values()) checkStatement(check, document, manifests);
}

async function checkClip(check: BundleCheck, { clipId, original }: KnownDocument): Promise<void> {
  const files = filesIn(check, `originals/${clipId}.`);
  for (const path of files) {
    const isIt = (await check.request.files.sha256(path)) === original;
    check.say(isIt ? 'ok' : 'FAILED', path, isIt ? 'clip.ok' : 'clip.differs');
  }
  if (files.length === 0) check.say('FAILED', `originals/${clipId}`, 'clip.missing');
}

async function checkRecording(check: BundleCheck, manifest: KnownDocument): Promise<void> {
  if (/^akashi\.manifest\/[12]$/.test(manifest.schema)) return;
  const of = `documents/${manifest.sha256}.json`;
  if (!manifest.recording) return check.say('note', of, 'recording.none');
  const { sha256, keyId } = manifest.recording;
  const path = `documents/${sha256}.json`;
  const statement = check.documents.get(sha256);
  if (!statement) {
    if (!check.has(path)) check.say('FAILED', path, 'recording.missing', of);
    return;
  }
  if (!statement.signers.includes(keyId)) return check.say('FAILED', path, 'recording.signer', keyId);
  const text = binary(await check.request.files.bytes(path));
  const agrees = isOf(statement, 'recording') && text.includes(`"${manifest.original}"`);
  if (agrees) check.say('ok', path, 'recording.ok', manifest.clipId ?? '');
  else check.say('FAILED', path, 'recording.differs');
}

async function checkRendition(check: BundleCheck, path: string): Promise<void> {
  const [clipId = '', kind = ''] = nameParts(path);
  const statements = [...check.documents.values()].filter(
    (document) =>
      isOf(document, 'rendition') && document.clipId === clipId && document.rendition?.kind === kind,
  );
  if (statements.length === 0) return check.say('FAILED', path, 'rendition.unnamed');
  const digest = await check.request.files.sha256(path);
  const isIt = statements.some(({ rendition }) => rendition?.sha256 === digest);
  check.say(isIt ? 'ok' : 'FAILED', path, isIt ? 'rendition.ok' : 'rendition.differs');
}

function checkStatement(
  check: BundleCheck,
  document: KnownDocument,
  manifests: readonly KnownDocument[],
): void {
  const path = `documents/${document.sha256}.json`;
  if (isOf(document, 'recording')) {
    const isNamed = manifests.some(({ recording }) => recording?.sha256 === document.sha256);
    if (!isNamed) check.say('FAILED', path, 'recording.unnamed');
  }
  if (!isOf(document, 'rendition')) return;
  const ofClip = manifests.filter(({ clipId }) => clipId === document.clipId);
  if (ofClip.length === 0) return check.say('FAILED', path, 'doc.foreign');
  if (!ofClip.some(({ original }) => original === document.original)) {
    return check.say('FAILED', path, 'rendition.foreign');
  }
  const files = filesIn(check, `renditions/${document.clipId}.${document.rendition?.kind}.`);
  if (files.length === 0) check.say('note', path, 'rendition.absent');
}

function filesIn(check: BundleCheck, prefix: string): string[] {
  return check
    .filesBelow(prefix)
    .filter((path) => path.split('/').length === 2 && !/\/(\.DS_Store|Thumbs\.db)$/.test(path));
}

/** `renditions/<clip>.<kind>.<extension>` to its parts. */
const nameParts = (path: string) => path.slice(path.indexOf('/') + 1).split('.');
