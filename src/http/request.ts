import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '../accounts/access.rule.js';
import type { Principal } from '../accounts/principal.js';

// What the access guard leaves on a request for the scope decorators and the idempotency keys.
declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
    scope?: Scope;
    /** The credential came in a cookie, which browsers send unasked. */
    byCookie?: boolean;
    /** The id of what an earlier request with the same Idempotency-Key created. */
    createdEarlier?: string;
  }
}

export type AppRequest = FastifyRequest;
export type AppReply = FastifyReply;
