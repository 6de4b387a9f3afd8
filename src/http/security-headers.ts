import type { FastifyInstance } from 'fastify';
import type { AppConfig } from '../config/env.js';

/**
 * Headers of every answer. A page that needs another policy sets its own `content-security-policy`; nothing may be framed
 * and nothing may come from a third party. The object storage's public host is ours: it serves films and takes segments.
 */
export function addSecurityHeaders(fastify: FastifyInstance, config: AppConfig): void {
  const policy = contentSecurityPolicy(config);
  fastify.addHook('onSend', async (request, reply) => {
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', policy);
    if (!reply.hasHeader('referrer-policy')) reply.header('referrer-policy', 'no-referrer');
    reply.header('x-content-type-options', 'nosniff');
    reply.header('x-frame-options', 'DENY');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=()');
    reply.header('x-request-id', request.id);
    if (config.http.secureCookies) reply.header('strict-transport-security', 'max-age=31536000');
    // Answers of the API are the caller's own; pages and files set their own rule.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

/** The policy of our pages: own scripts, styles and fonts, films from the object storage, no frames. */
export function contentSecurityPolicy(config: AppConfig): string {
  const storage = new URL(config.s3.publicEndpoint).origin;
  return [
    "default-src 'none'",
    // The station hashes what it records with a WebAssembly module (hash-wasm's SHA-256) that is part of its script.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    `img-src 'self' data: blob: ${storage}`,
    `media-src 'self' blob: ${storage}`,
    `connect-src 'self' ${storage}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
