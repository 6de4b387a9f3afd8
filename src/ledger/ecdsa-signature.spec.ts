import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { toDerSignature } from './ecdsa-signature.js';
import { isSignedBy } from './signing.js';

describe('a signature of WebCrypto (r and s, 32 bytes each)', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it('becomes DER, as openssl reads it, whatever r and s begin with', () => {
    for (let n = 0; n < 300; n += 1) {
      const bytes = randomBytes(20);
      const raw = sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      expect(isSignedBy(pem, bytes, toDerSignature(raw))).toBe(true);
    }
  });

  it('stays as it is when it is DER already', () => {
    const der = sign('sha256', Buffer.from('x'), privateKey);
    expect(toDerSignature(der)).toEqual(der);
  });

  it('keeps small numbers short', () => {
    const raw = Buffer.alloc(64);
    raw[31] = 0x7f;
    raw[63] = 0x80;
    expect(toDerSignature(raw).toString('hex')).toBe('300702017f02020080');
  });
});
