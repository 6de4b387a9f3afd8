import type { FastifyInstance } from 'fastify';
import { AppError } from './app-error.js';

const RAW_BYTES = ['application/octet-stream', 'application/x-ndjson', 'text/csv', /^(video|image)\//];

/**
 * Raw bytes are not read here: the route gets the stream, unread, and counts what it takes. JSON and form bodies are
 * read by Nest's parsers up to the body limit.
 */
export function addStreamParsers(fastify: FastifyInstance): void {
  refuseEncodedBodies(fastify);
  for (const contentType of RAW_BYTES) {
    fastify.addContentTypeParser(contentType, (_request, payload, done) => done(null, payload));
  }
}

/**
 * Nothing here unpacks: a compressed segment would be sealed as it came and no player could show it. RFC 9110, 8.4: "An
 * origin server MAY respond with a status code of 415 if a representation in the request message has a content coding that
 * is not acceptable"; 15.5.16: Accept-Encoding then says which are.
 */
function refuseEncodedBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || /^\s*(identity)?\s*$/i.test(encoding)) return done();
    void reply.header('accept-encoding', 'identity');
    done(
      new AppError('content_encoding_not_supported', 'Send the body as it is, without a Content-Encoding.'),
    );
  });
}
