import { binary, isHex } from '../bytes.js';
import { type BundleCheck, inOrder } from './bundle-check.js';

const FOLDERS = ['documents', 'originals', 'renditions', 'keys', 'tsa'];
const FILES = [
  ...['VERIFY.md', 'verify.sh', 'bundle.json', 'keys.json'],
  ...['checkpoint', 'checkpoint.txt', 'checkpoint.sig', 'checkpoint.tsr'],
];
/** What people's own computers put into folders that they open. */
const NOT_OURS = /(^|\/)(\.DS_Store|Thumbs\.db)$/;

/** SHA256SUMS: all it lists is here and unchanged, and nothing else is. */
export async function checkSums(check: BundleCheck): Promise<void> {
  if (!check.has('SHA256SUMS')) return check.say('FAILED', 'SHA256SUMS', 'sums.absent');
  const before = check.failures;
  const lines = binary(await check.request.files.bytes('SHA256SUMS')).split('\n');
  if (lines.at(-1) === '') lines.pop();
  const listed = new Set<string>();
  for (const [at, line] of lines.entries()) {
    const [digest, path] = [line.slice(0, 64), line.slice(66)];
    const isReadable = isHex(digest, 64) && line.slice(64, 66) === '  ' && belongs(path) && !listed.has(path);
    if (!isReadable) {
      check.say('FAILED', 'SHA256SUMS', 'sums.unreadable', at + 1);
      continue;
    }
    listed.add(path);
    if (!check.has(path)) check.say('FAILED', path, 'sums.missing');
    else if ((await check.request.files.sha256(path)) !== digest) check.say('FAILED', path, 'sums.differs');
  }
  checkListed(check, listed);
  if (check.failures === before) check.say('ok', 'SHA256SUMS', 'sums.ok', lines.length);
}

function checkListed(check: BundleCheck, listed: ReadonlySet<string>): void {
  const told = new Set<string>();
  const entries = check.request.files.entries.map((entry) => ({ ...entry, ...placeOf(entry) }));
  for (const { place, isForeign } of entries.sort((a, b) => inOrder(a.place, b.place))) {
    if (told.has(place) || NOT_OURS.test(place)) continue;
    told.add(place);
    if (isForeign) check.say('FAILED', place, 'file.foreign');
    else if (place !== 'SHA256SUMS' && !FOLDERS.includes(place) && !listed.has(place)) {
      check.say('FAILED', place, 'sums.unlisted');
    }
  }
}

/** Where an entry shows at the two levels that a bundle has. */
function placeOf({ path, kind }: { path: string; kind: string }): { place: string; isForeign: boolean } {
  const [first = '', second, ...deeper] = path.split('/');
  const isFolder = FOLDERS.includes(first);
  if (second === undefined)
    return { place: first, isForeign: kind === 'link' || (kind === 'folder' && !isFolder) };
  if (!isFolder) return { place: first, isForeign: true };
  return { place: `${first}/${second}`, isForeign: deeper.length > 0 || kind !== 'file' };
}

/** Whether a bundle has files of such a name. */
function belongs(path: string): boolean {
  if (FILES.includes(path)) return true;
  const [folder = '', name = '', ...deeper] = path.split('/');
  return FOLDERS.includes(folder) && /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(name) && deeper.length === 0;
}
