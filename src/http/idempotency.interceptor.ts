import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { z } from 'zod';
import { actorOf } from '../accounts/principal.js';
import { AppError } from './app-error.js';
import { type EarlierRequest, type IdempotencyScope, IdempotencyStore } from './idempotency.store.js';
import type { AppReply, AppRequest } from './request.js';
import { IDEMPOTENT_METADATA, type IdempotentOptions } from './route.js';

/** What is kept of an answer that may not be stored: zod strips the rest. */
const Created = z.object({ id: z.uuid() });
const USABLE_KEY = /^[\x21-\x7e]{1,255}$/;

/** Carries out `@Idempotent()`: a repeated creating request answers what the first one answered. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly store: IdempotencyStore,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const options = this.reflector.get<IdempotentOptions | undefined>(
      IDEMPOTENT_METADATA,
      context.getHandler(),
    );
    const http = context.switchToHttp();
    const request = http.getRequest<AppRequest>();
    const key = request.headers['idempotency-key'];
    if (!options || key === undefined) return next.handle();
    return from(this.once(request, http.getResponse<AppReply>(), { key: String(key), options, next }));
  }

  private async once(
    request: AppRequest,
    reply: AppReply,
    call: { key: string; options: IdempotentOptions; next: CallHandler },
  ): Promise<unknown> {
    if (!USABLE_KEY.test(call.key)) {
      throw new AppError(
        'malformed_idempotency_key',
        'Use 1 to 255 visible ASCII characters, for example a UUID.',
      );
    }
    const scope = scopeOf(request, call.key);
    const bodyHash = hashOf(request.body);
    if (await this.store.claim(scope, bodyHash)) return this.first(scope, reply, call);
    const earlier = replayable(await this.store.find(scope), bodyHash);
    void reply.status(earlier.status ?? 200).header('idempotency-replayed', 'true');
    if (call.options.keeps !== 'id') return earlier.response ?? undefined;
    request.createdEarlier = Created.parse(earlier.response).id;
    return lastValueFrom(call.next.handle());
  }

  private async first(
    scope: IdempotencyScope,
    reply: AppReply,
    call: { options: IdempotentOptions; next: CallHandler },
  ): Promise<unknown> {
    try {
      const answer: unknown = await lastValueFrom(call.next.handle(), { defaultValue: undefined });
      await this.keep(scope, reply.statusCode, answer, call.options.keeps);
      return answer;
    } catch (error) {
      // Failed requests store nothing, so the same key may be tried again, corrected or not.
      await this.store.forget(scope);
      throw error;
    }
  }

  private keep(
    scope: IdempotencyScope,
    status: number,
    answer: unknown,
    keeps: IdempotentOptions['keeps'],
  ): Promise<void> {
    if (keeps === 'nothing') return this.store.finishSecret(scope, status);
    return this.store.finish(scope, status, keeps === 'id' ? Created.parse(answer) : answer);
  }
}

function replayable(earlier: EarlierRequest | undefined, bodyHash: Buffer): EarlierRequest {
  // Between our claim and this look the first request may have failed and given the key back.
  if (!earlier || earlier.state === 'running') {
    throw new AppError(
      'request_in_progress',
      'The first request with this key is still running; ask again in a second.',
    );
  }
  if (!earlier.bodyHash.equals(bodyHash)) {
    throw new AppError(
      'idempotency_key_reused',
      'This key was used with another body; use a new key for a new request.',
    );
  }
  if (earlier.state === 'secret') {
    throw new AppError(
      'secret_shown_once',
      'The first answer held a secret that is not kept; revoke it and create another.',
    );
  }
  return earlier;
}

function scopeOf(request: AppRequest, key: string): IdempotencyScope {
  const actor = request.principal && actorOf(request.principal);
  const path = request.url.split('?', 1)[0] ?? '';
  return {
    credential: actor ? `${actor.kind}:${actor.id}` : 'public',
    route: `${request.method} ${path}`,
    key,
  };
}

function hashOf(body: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest();
}
