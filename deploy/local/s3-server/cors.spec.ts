import { corsHeaders, parseCorsDocument, preflightHeaders } from './cors.js';

const rule = (inner: string): string =>
  `<CORSConfiguration><CORSRule>${inner}</CORSRule></CORSConfiguration>`;
const RULES = parseCorsDocument(
  rule(
    '<AllowedOrigin>https://*.example.com</AllowedOrigin><AllowedMethod>PUT</AllowedMethod><AllowedHeader>x-amz-*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>60</MaxAgeSeconds>',
  ),
);
const asked = { origin: 'https://shop.example.com', method: 'PUT', headers: ['x-amz-checksum-sha256'] };

describe('cross-origin rules', () => {
  it('allow what they name, with one wildcard', () => {
    expect(preflightHeaders(RULES, asked)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example.com',
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'x-amz-checksum-sha256',
      'access-control-max-age': '60',
    });
    expect(corsHeaders(RULES, { ...asked, headers: [] })).toMatchObject({
      'access-control-expose-headers': 'ETag',
    });
  });

  it.each([
    ['origin', { ...asked, origin: 'https://example.org' }],
    ['scheme', { ...asked, origin: 'http://shop.example.com' }],
    ['method', { ...asked, method: 'DELETE' }],
    ['header', { ...asked, headers: ['content-type'] }],
  ])('refuse another %s', (_what, request) => {
    expect(() => preflightHeaders(RULES, request)).toThrow(
      expect.objectContaining({ code: 'AccessForbidden' }),
    );
    expect(corsHeaders(RULES, request)).toEqual({});
  });

  it.each([
    ['no rule', '<CORSConfiguration/>'],
    ['no method', rule('<AllowedOrigin>*</AllowedOrigin>')],
    ['an unknown method', rule('<AllowedOrigin>*</AllowedOrigin><AllowedMethod>PATCH</AllowedMethod>')],
    ['two wildcards', rule('<AllowedOrigin>*a*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>')],
  ])('are refused with %s', (_what, source) => {
    expect(() => parseCorsDocument(source)).toThrow();
  });
});
