import { generateKeyPairSync, sign } from 'node:crypto';
import { checkpointText, parseCheckpoint } from './checkpoint.js';
import { noteVerifier, noteWith, parseVkey, textSignedBy, vkeyOf } from './signed-note.js';
import { parseTlogProof, tlogProof } from './tlog-proof.js';

// The example of the specification itself.
const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const NOTE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const verifier = noteVerifier('akashi.example/log', publicKey);
const noteOf = (text: string) => noteWith(text, verifier, sign(null, Buffer.from(text), privateKey));
const root = Buffer.alloc(32, 7);
const head = Buffer.alloc(32, 9);

describe('a signed note', () => {
  it('is read as the specification’s example says', () => {
    expect(textSignedBy(NOTE, parseVkey(VKEY))).toBe('This is an example message.\n');
    expect(vkeyOf(parseVkey(VKEY))).toBe(VKEY);
  });

  it('is read with the key that signed it, past the signatures of others', () => {
    const note = noteOf('one\n\ntwo\n');
    expect(textSignedBy(note, verifier)).toBe('one\n\ntwo\n');
    expect(textSignedBy(`${note}— witness.example AAAAAAAA\n`, verifier)).toBe('one\n\ntwo\n');
    expect(textSignedBy(note, parseVkey(vkeyOf(verifier)))).toBe('one\n\ntwo\n');
  });

  it('is refused with a changed text, another key or a wrong signature beside the right one', () => {
    const note = noteOf('one\n');
    const bad = noteWith('', verifier, Buffer.alloc(64)).trim();
    expect(textSignedBy(note.replace('one', 'two'), verifier)).toBeUndefined();
    expect(textSignedBy(note, parseVkey(VKEY))).toBeUndefined();
    expect(textSignedBy(`${note}${bad}\n`, verifier)).toBeUndefined();
    expect(textSignedBy('no signature', verifier)).toBeUndefined();
  });

  it('has keys of Ed25519 only, whose id is their own', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => noteVerifier('x', ec.publicKey)).toThrow(TypeError);
    expect(() => parseVkey(VKEY.replace('530d903a', '530d903b'))).toThrow(TypeError);
    expect(() => parseVkey('nothing')).toThrow(TypeError);
  });
});

describe('a checkpoint', () => {
  const checkpoint = { origin: 'akashi.example/log', size: 20852163, root };

  it('is three lines, and one more for the head of the custody chain', () => {
    expect(checkpointText(checkpoint)).toBe(`akashi.example/log\n20852163\n${root.toString('base64')}\n`);
    const custody = { count: 12, head };
    expect(checkpointText({ ...checkpoint, custody })).toMatch(/\ncustody 12 CQkJ[A-Za-z0-9]+=\n$/);
  });

  it('is read back from its text and from its note', () => {
    const all = { ...checkpoint, custody: { count: 12, head } };
    expect(parseCheckpoint(checkpointText(all))).toEqual(all);
    expect(parseCheckpoint(noteOf(checkpointText(all)))).toEqual(all);
    expect(parseCheckpoint(`${checkpointText(checkpoint)}something else\n`)).toEqual(checkpoint);
  });

  it.each(['', 'x\n1\n', `x\n01\n${root.toString('base64')}\n`, 'x\n1\nAAAA\n'])('is not %j', (text) => {
    expect(() => parseCheckpoint(text)).toThrow(TypeError);
  });
});

describe('a .tlog-proof', () => {
  const checkpoint = noteOf(checkpointText({ origin: 'akashi.example/log', size: 3, root }));

  it('holds place, hashes and checkpoint', () => {
    const text = tlogProof({ index: 2, hashes: [root, head], checkpoint });
    expect(text.split('\n').slice(0, 6)).toEqual([
      'c2sp.org/tlog-proof@v1',
      'index 2',
      root.toString('base64'),
      head.toString('base64'),
      '',
      'akashi.example/log',
    ]);
    expect(parseTlogProof(text)).toEqual({ index: 2, hashes: [root, head], checkpoint });
  });

  it('may hold no hash at all, and something extra that proves nothing', () => {
    const text = tlogProof({ index: 0, hashes: [], checkpoint });
    expect(parseTlogProof(text.replace('\n', '\nextra AAAA\n'))).toEqual({
      index: 0,
      hashes: [],
      checkpoint,
    });
  });

  it.each(['', 'c2sp.org/tlog-proof@v1\nindex 01\n\nx', 'c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nx'])(
    'is not %j',
    (text) => {
      expect(() => parseTlogProof(text)).toThrow(TypeError);
    },
  );
});
