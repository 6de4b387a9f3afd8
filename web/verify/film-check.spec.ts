import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildBundle,
  ecKey,
  logKey,
  type SealedBundle,
  TestLog,
} from '../../test/factories/sealed-bundle.js';
import { checkFilm, digestOfStream, filmAsked, type FilmProof, readFilmProof } from './film-check.js';
import { rawSignature, webCrypto } from './signatures.js';

let bundle: SealedBundle;
let folder: string;
let film: Buffer;
let given: FilmProof;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'akashi-film-'));
  bundle = buildBundle(folder);
  const { sha256, keyId } = bundle.renditions[0]!;
  const base64 = (name: string) => readFileSync(join(folder, name)).toString('base64');
  film = readFileSync(join(folder, `renditions/${bundle.clips[0]}.customer.mp4`));
  given = {
    statement: base64(`documents/${sha256}.json`),
    signature: base64(`documents/${sha256}.${keyId}.sig`),
    keyPem: bundle.service.pem,
    proof: readFileSync(join(folder, `documents/${sha256}.tlog-proof`), 'utf8'),
    logKeyPem: bundle.log.pem,
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const asked = () => filmAsked(`https://example.com/t/s/link/proof/${bundle.clips[0]}/customer`);

describe('a film that a browser received', () => {
  it('is the signed one, in the log', async () => {
    expect(await checkFilm(digest(film), asked(), given, webCrypto)).toEqual({
      problem: null,
      signedAt: '2026-11-30T01:02:03.004Z',
      log: 'in',
    });
  });

  it('is the signed one while the log has not taken its statement', async () => {
    const verdict = await checkFilm(
      digest(film),
      asked(),
      { ...given, proof: null, logKeyPem: null },
      webCrypto,
    );
    expect(verdict).toMatchObject({ problem: null, log: 'pending' });
  });

  it('says that this browser can not check the log, rather than that it did', async () => {
    const crypto = { ...webCrypto, isEd25519Signature: async () => null };
    expect(await checkFilm(digest(film), asked(), given, crypto)).toMatchObject({
      problem: null,
      log: 'unchecked',
    });
  });

  it('is found out when a byte, the statement, the signature, the key or the proof is another', async () => {
    const problemOf = async (change: Partial<FilmProof>, bytes = film) =>
      (await checkFilm(digest(bytes), asked(), { ...given, ...change }, webCrypto)).problem;
    expect(await problemOf({}, Buffer.concat([film, Buffer.from('x')]))).toBe('film');
    expect(await problemOf({ statement: Buffer.from('{}').toString('base64') })).toBe('statement');
    expect(await problemOf({ signature: Buffer.from('no signature').toString('base64') })).toBe('signature');
    expect(await problemOf({ keyPem: ecKey().pem })).toBe('signature');
    expect(await problemOf({ keyPem: 'no key' })).toBe('signature');
    const other = new TestLog(bundle.log);
    other.add('another entry');
    expect(await problemOf({ proof: other.proof(0) })).toBe('log');
    expect(await problemOf({ proof: 'no proof' })).toBe('log');
    expect(await problemOf({ logKeyPem: logKey().pem })).toBe('log');
  });

  it('is not the one that was asked for, however well another one is signed', async () => {
    for (const other of ['proof/another-clip/customer', `proof/${bundle.clips[0]}/staff`]) {
      const verdict = await checkFilm(digest(film), filmAsked(`/t/s/link/${other}?x=1`), given, webCrypto);
      expect(verdict.problem).toBe('film');
    }
  });

  it('is hashed while it arrives', async () => {
    const bytes = randomBytes(5000);
    const heard: number[] = [];
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 1000) controller.enqueue(bytes.subarray(at, at + 1000));
        controller.close();
      },
    });
    expect(await digestOfStream(stream, (n) => heard.push(n))).toBe(digest(bytes));
    expect(heard).toEqual([1000, 2000, 3000, 4000, 5000]);
  });
});

describe('an answer of the proof route', () => {
  it('is read as far as it is one', () => {
    expect(readFilmProof({ ...given, more: 1 })).toEqual(given);
    expect(readFilmProof({ ...given, proof: null, logKeyPem: null })).toMatchObject({ proof: null });
    for (const none of [null, [], 'x', {}, { ...given, keyPem: 1 }]) expect(readFilmProof(none)).toBeNull();
  });
});

describe('a signature in DER', () => {
  it('has one spelling', () => {
    const der = readFileSync(join(folder, `documents/${bundle.stage.sha256}.${bundle.stage.keyId}.sig`));
    expect(rawSignature(der)).toHaveLength(64);
    for (const wrong of [
      der.subarray(1),
      Buffer.concat([der, Buffer.from([0])]),
      Buffer.alloc(0),
      Buffer.from([0x30, 0]),
    ])
      expect(rawSignature(wrong)).toBeNull();
  });
});
