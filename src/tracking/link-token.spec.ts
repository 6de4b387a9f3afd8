import { addPass, formKey, hasPass, isFormKey, linkKeys, linkToken, tokenHash } from './link-token.js';

const keys = linkKeys('c2VjcmV0IG9mIHRoaXMgaW5zdGFuY2UsIDMyIGJ5dGVzIQ');
const id = (n: number) => `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`;

describe('link tokens', () => {
  it('hold 128 bits, belong to one id and can be written again', () => {
    expect(linkToken(keys, id(1))).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(linkToken(keys, id(1))).toBe(linkToken(keys, id(1)));
    expect(linkToken(keys, id(1))).not.toBe(linkToken(keys, id(2)));
    expect(linkToken(linkKeys('another'), id(1))).not.toBe(linkToken(keys, id(1)));
  });

  it('are only hashed when they can be tokens', () => {
    expect(tokenHash(linkToken(keys, id(1)))).toHaveLength(32);
    for (const wrong of ['', 's', 'x'.repeat(23), "'; drop table"]) expect(tokenHash(wrong)).toBeUndefined();
  });
});

describe('passes', () => {
  it('open their own link only', () => {
    const cookie = addPass(keys, id(1), undefined);
    expect(hasPass(keys, id(1), cookie)).toBe(true);
    expect(hasPass(keys, id(2), cookie)).toBe(false);
    expect(hasPass(keys, id(2), cookie.replace(id(1).replaceAll('-', ''), id(2).replaceAll('-', '')))).toBe(
      false,
    );
    expect(hasPass(keys, id(1), undefined)).toBe(false);
    expect(hasPass(keys, id(1), 'not a pass')).toBe(false);
  });

  it('are kept for the newest ten links, each once', () => {
    let cookie: string | undefined;
    for (let n = 1; n <= 12; n += 1) cookie = addPass(keys, id(n), cookie);
    cookie = addPass(keys, id(12), cookie);
    expect(cookie?.split('.')).toHaveLength(10);
    expect(hasPass(keys, id(12), cookie)).toBe(true);
    expect(hasPass(keys, id(3), cookie)).toBe(true);
    expect(hasPass(keys, id(2), cookie)).toBe(false);
    expect(cookie?.length).toBeLessThan(1000);
  });

  it('are neither tokens nor form keys', () => {
    expect(
      new Set([linkToken(keys, id(1)), formKey(keys, id(1)), addPass(keys, id(1), '').slice(32)]).size,
    ).toBe(3);
    expect(isFormKey(keys, id(1), formKey(keys, id(1)))).toBe(true);
    expect(isFormKey(keys, id(1), formKey(keys, id(2)))).toBe(false);
    expect(isFormKey(keys, id(1), '')).toBe(false);
  });
});
