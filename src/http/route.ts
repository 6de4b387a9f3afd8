import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  SetMetadata,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtension, ApiHeader, ApiResponse, ApiSecurity } from '@nestjs/swagger';
import type { z } from 'zod';
import { accessLabel, type AccessRule } from '../accounts/access.rule.js';
import { type Locale, negotiateLocale } from '../i18n/locale.js';
import type { AppRequest } from './request.js';

export const ACCESS_METADATA = 'akashi:access';
export const IDEMPOTENT_METADATA = 'akashi:idempotent';
export const STREAM_BODY_METADATA = 'akashi:stream-body';

export interface IdempotentOptions {
  /**
   * What is stored of the first answer, for replays. Neither secrets nor personal data may be: a stored answer is out of
   * reach of erasure, and of whoever takes a link or a key back.
   * - `answer`: all of it.
   * - `id`: its `id`; a replay calls the route again, which answers for `@CreatedEarlier()` instead of creating.
   * - `nothing`: it holds a secret that can't be shown again; a replay is refused with `secret_shown_once`.
   */
  keeps: 'answer' | 'id' | 'nothing';
}

/** Declares who may call a route. Every route has exactly one; a route without it stops the start-up. */
export function Access(rule: AccessRule): MethodDecorator {
  const security = securitySchemes(rule).map((scheme) => ApiSecurity(scheme));
  return applyDecorators(
    SetMetadata(ACCESS_METADATA, rule),
    ApiExtension('x-akashi-access', accessLabel(rule)),
    ...security,
  );
}

/**
 * States what a route answers on success, for OpenAPI and the typed client, and sets the status.
 * @param schema of the JSON body; leave it out for an empty answer
 */
export function Returns(
  status: 200 | 201 | 202 | 204,
  description: string,
  schema?: z.ZodType,
): MethodDecorator {
  return applyDecorators(HttpCode(status), ApiResponse({ status, description, standardSchema: schema }));
}

/**
 * Makes a creating route repeatable with an `Idempotency-Key` header: the same key and body answer the same again for
 * 24 hours. Without the header nothing changes.
 */
export function Idempotent(options: IdempotentOptions = { keeps: 'answer' }): MethodDecorator {
  return applyDecorators(
    SetMetadata(IDEMPOTENT_METADATA, options),
    ApiHeader({
      name: 'idempotency-key',
      required: false,
      description:
        'Any string of 1 to 255 visible ASCII characters; the same key and body answer the same for 24 hours.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
  );
}

/** On a route that `keeps: 'id'`: what an earlier request with the same key created; undefined in the first request. */
export const CreatedEarlier = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | undefined =>
    context.switchToHttp().getRequest<AppRequest>().createdEarlier,
);

/** The language that the caller reads, by Accept-Language; English when none is named. */
export const ReaderLocale = createParamDecorator((_: unknown, context: ExecutionContext): Locale =>
  negotiateLocale(context.switchToHttp().getRequest<AppRequest>().headers['accept-language'], 'en'),
);

/** The route takes raw bytes: its `@Body()` is the request's stream, unread. Every other route refuses them with 415. */
export function StreamBody(...contentTypes: string[]): MethodDecorator {
  return applyDecorators(
    SetMetadata(STREAM_BODY_METADATA, true),
    ApiConsumes(...contentTypes),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
  );
}

function securitySchemes(rule: AccessRule): string[] {
  if (rule === 'public' || rule === 'customer') return [];
  if (rule === 'operator') return ['operatorKey'];
  if (rule === 'auditor') return ['operatorKey', 'brandKey', 'sessionCookie'];
  if (rule === 'station' || rule === 'station+packer') return ['stationKey', 'stationCookie'];
  if (typeof rule === 'object' && 'brand' in rule) return ['brandKey', 'sessionCookie'];
  return ['sessionCookie'];
}
