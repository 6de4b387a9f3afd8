import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppConfig } from '../config/env.js';
import { isSignedBy, SigningService } from './signing.js';

describe('the service signature', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akashi-signing-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function serviceWith(curve: string): Promise<SigningService> {
    const file = join(folder, `${curve}.pem`);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    return new SigningService({ secrets: { signingKeyFile: file } } as AppConfig);
  }

  it('is checked with the public key, and fails for any other byte', async () => {
    const service = await serviceWith('prime256v1');
    const bytes = Buffer.from('{"a":1}');
    const { der, keyId } = await service.sign(bytes);
    const { pem, keyId: published } = await service.publicKey();
    expect(keyId).toBe(published);
    expect(isSignedBy(pem, bytes, der)).toBe(true);
    expect(isSignedBy(pem, Buffer.from('{"a":2}'), der)).toBe(false);
  });

  it('is refused to a key of another curve, before anything is signed', async () => {
    const service = await serviceWith('secp256k1');
    await expect(service.sign(Buffer.from('x'))).rejects.toThrow('P-256');
  });
});
