import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCertificate } from './certificate.js';
import { AUTHORITY_NAME, CA_NAME } from './names.js';

/** Who signs the tokens. */
export interface Authority {
  name: string;
  /** DER */
  certificate: Buffer;
  privateKey: KeyObject;
}

const YEARS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The authority kept in `folder`, or a new one. Its CA signs this one certificate; the CA's key is then forgotten, so that
 * nobody can make a second authority under the same root.
 * @returns it, and the file with the CA's certificate that its tokens are checked with
 */
export async function openAuthority(folder: string): Promise<{ authority: Authority; caFile: string }> {
  const home = join(folder, 'authority');
  if (!existsSync(home)) await createAuthority(home);
  const certificate = new X509Certificate(await readFile(join(home, 'tsa.pem')));
  const privateKey = createPrivateKey(await readFile(join(home, 'tsa-key.pem')));
  if (!certificate.checkPrivateKey(privateKey))
    throw new Error(`the key in ${home} is not the certificate's`);
  return {
    authority: { name: AUTHORITY_NAME, certificate: certificate.raw, privateKey },
    caFile: join(home, 'ca.pem'),
  };
}

/** Made under another name and renamed when complete: an interrupted start leaves nothing that looks finished. */
async function createAuthority(home: string): Promise<void> {
  const unfinished = `${home}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const { ca, authority } = newAuthority(new Date());
  const key = authority.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const write = (name: string, text: string, mode: number) =>
    writeFile(join(unfinished, name), text, { mode, flush: true });
  await write('ca.pem', new X509Certificate(ca).toString(), 0o644);
  await write('tsa.pem', new X509Certificate(authority.certificate).toString(), 0o644);
  await write('tsa-key.pem', key, 0o600);
  await rename(unfinished, home);
}

/** A CA and an authority below it, valid from the day before `now`. */
export function newAuthority(
  now: Date,
  { purposes }: { purposes?: readonly string[] } = {},
): { ca: Buffer; authority: Authority } {
  const caKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const notBefore = new Date(now.getTime() - DAY_MS);
  const notAfter = new Date(now.getTime() + YEARS * 365 * DAY_MS);
  const common = { issuer: { name: CA_NAME, privateKey: caKey }, notBefore, notAfter };
  const ca = makeCertificate({ ...common, name: CA_NAME, publicKey: createPublicKey(caKey), isCa: true });
  const certificate = makeCertificate({ ...common, name: AUTHORITY_NAME, publicKey, isCa: false, purposes });
  return { ca, authority: { name: AUTHORITY_NAME, certificate, privateKey } };
}
