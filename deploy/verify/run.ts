import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type BundleFiles,
  checkBundle,
  printable,
  type Verdict,
} from '../../web/verify/bundle/bundle-check.js';
import type { Bytes } from '../../web/verify/bytes.js';
import { isHex } from '../../web/verify/bytes.js';
import { CHECK_TEXTS, type CheckLanguage, lineText } from '../../web/verify/check-texts.js';
import { type Crypto, type PublicKey, rawSignature, readPublicKey } from '../../web/verify/signatures.js';
import { bundleFolder } from './bundle-folder.js';
import { bundleZip } from './bundle-zip.js';
import { Unusable } from './limits.js';
import { HELP, unusableText } from './texts.js';
import { checkTimeStamp } from './time-stamp.js';

/** Node's own digests and signatures; they know Ed25519 everywhere. */
const nodeCrypto: Crypto = {
  sha256: async (bytes) => Uint8Array.from(createHash('sha256').update(bytes).digest()),
  isP256Signature: async (key, der, bytes) =>
    rawSignature(der) !== null && verify('sha256', bytes, { key: keyObject(key), dsaEncoding: 'der' }, der),
  isEd25519Signature: async (key, signature, bytes) => verify(null, bytes, keyObject(key), signature),
};

const keyObject = ({ der }: PublicKey) =>
  createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });

interface Options {
  bundle: string;
  keys: string[];
  logKey?: PublicKey;
  checkpoint?: Bytes;
  asJson: boolean;
}

export interface Spoken {
  /** 0 nothing failed, 1 something did, 2 it couldn't be checked. */
  code: number;
  out: string;
  error: string;
}

/** Checks a bundle by a command line. */
export async function runVerify(argv: readonly string[], language: CheckLanguage): Promise<Spoken> {
  try {
    const options = await readOptions(argv);
    if (!options) return { code: 0, out: HELP[language], error: '' };
    const verdict = await check(options);
    const out = options.asJson ? json(verdict, language) : text(verdict, language);
    return { code: verdict.ok ? 0 : 1, out, error: '' };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { code: 2, out: '', error: `${unusableText(error.reason, printable(error.detail), language)}\n` };
  }
}

async function readOptions(argv: readonly string[]): Promise<Options | null> {
  const { values, positionals } = parseLine(argv);
  if (values.help) return null;
  const [bundle, ...others] = positionals;
  if (bundle === undefined || others.length > 0) throw new Unusable('usage');
  if (!existsSync(bundle)) throw new Unusable('notThere', bundle);
  const logKey = values['log-key'] === undefined ? undefined : await keyFrom(values['log-key']);
  return {
    bundle,
    keys: await Promise.all((values.key ?? []).map(async (key) => digestFrom(key))),
    logKey,
    checkpoint:
      values.checkpoint === undefined ? undefined : Uint8Array.from(readFileSync(values.checkpoint)),
    asJson: values.json ?? false,
  };
}

function parseLine(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true },
        'log-key': { type: 'string' },
        checkpoint: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch {
    throw new Unusable('usage');
  }
}

async function keyFrom(file: string): Promise<PublicKey> {
  const key = existsSync(file) ? await readPublicKey(readFileSync(file, 'latin1'), nodeCrypto) : null;
  if (!key) throw new Unusable('usage', file);
  return key;
}

async function digestFrom(key: string): Promise<string> {
  return isHex(key, 64) || isHex(key, 32) ? key : (await keyFrom(key)).sha256;
}

async function check({ bundle, keys, logKey, checkpoint }: Options): Promise<Verdict> {
  const about = { crypto: nodeCrypto, keys, logKey, checkpoint };
  const request = (files: BundleFiles) =>
    checkBundle({ ...about, files, checkStamp: async (...stamp) => checkTimeStamp(...stamp) });
  if (statSync(bundle).isDirectory()) return request(await bundleFolder(bundle));
  const zip = await bundleZip(bundle);
  try {
    return await request(zip);
  } finally {
    zip.close();
  }
}

function text(verdict: Verdict, language: CheckLanguage): string {
  const { ok, passed, failed, pending, lines } = verdict;
  const counts = ok ? [passed, pending] : [failed];
  const sentence = CHECK_TEXTS[ok ? 'verdict.ok' : 'verdict.failed'][language === 'ja' ? 1 : 0];
  const filled = sentence.replace(/\{([12])\}/g, (_, n: string) => String(counts[Number(n) - 1]));
  const said = [
    ...lines.map((line) => lineText(line, language)),
    `VERDICT  ${ok ? 'ok' : 'FAILED'}: ${filled}`,
  ];
  return said.map((line) => `${line}\n`).join('');
}

function json({ lines, ...verdict }: Verdict, language: CheckLanguage): string {
  const told = lines.map((line) => ({ ...line, text: lineText(line, language) }));
  return `${JSON.stringify({ ...verdict, lines: told }, null, 2)}\n`;
}
