import type { FastifyInstance } from 'fastify';

const RAW_BYTES = ['application/octet-stream', 'application/x-ndjson', 'text/csv', /^(video|image)\//];

/**
 * Raw bytes are not read here: the route gets the stream, unread, and counts what it takes. JSON and form bodies are
 * read by Nest's parsers up to the body limit.
 */
export function addStreamParsers(fastify: FastifyInstance): void {
  for (const contentType of RAW_BYTES) {
    fastify.addContentTypeParser(contentType, (_request, payload, done) => done(null, payload));
  }
}
