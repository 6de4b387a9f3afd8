import { isNotCrossSite, isSameOrigin } from './same-origin.js';

const shop = 'https://proof.example';

describe('a write by cookie', () => {
  it('is allowed from our own pages only', () => {
    expect(isSameOrigin({ secFetchSite: 'same-origin' }, shop)).toBe(true);
    expect(isSameOrigin({ secFetchSite: 'same-site', origin: shop }, shop)).toBe(false);
    expect(isSameOrigin({ origin: shop }, shop)).toBe(true);
    expect(isSameOrigin({ origin: 'null' }, shop)).toBe(false);
    expect(isSameOrigin({ origin: 'https://proof.example.evil.example' }, shop)).toBe(false);
    expect(isSameOrigin({}, shop)).toBe(false);
  });

  it('accepts any name of this machine while the public address is loopback', () => {
    const local = 'http://127.0.0.1:3000';
    expect(isSameOrigin({ origin: 'http://localhost:4123', host: 'localhost:4123' }, local)).toBe(true);
    expect(isSameOrigin({ origin: 'http://localhost:4123', host: 'localhost:9' }, local)).toBe(false);
    expect(isSameOrigin({ origin: 'http://evil.example', host: 'evil.example' }, local)).toBe(false);
  });
});

describe('a write without a credential', () => {
  it('is allowed for servers, and for browsers on our own pages', () => {
    expect(isNotCrossSite({}, shop)).toBe(true);
    expect(isNotCrossSite({ secFetchSite: 'cross-site' }, shop)).toBe(false);
    expect(isNotCrossSite({ origin: 'https://evil.example' }, shop)).toBe(false);
  });
});
