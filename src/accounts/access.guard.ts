import { Readable } from 'node:stream';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { AppError } from '../http/app-error.js';
import type { AppRequest } from '../http/request.js';
import { ACCESS_METADATA, STREAM_BODY_METADATA } from '../http/route.js';
import { isNotCrossSite, isSameOrigin, type OriginHeaders } from '../http/same-origin.js';
import { type AccessRule, accessLabel, decideAccess, type Refusal } from './access.rule.js';
import { cookieNames } from './cookies.js';
import { CredentialsService } from './credentials.service.js';
import type { Principal } from './principal.js';

const READ_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const REFUSALS: Readonly<Record<Refusal, (rule: AccessRule) => string>> = {
  wrong_credential: (rule) => `This route is for ${accessLabel(rule)}; use such a credential.`,
  role_too_small: (rule) => `This needs ${accessLabel(rule)}; ask an admin for that role.`,
  no_scope_chosen: () => 'Choose one of your brands or warehouses with PUT /v1/session/scope first.',
  packer_not_signed_in: () => 'Sign in at this station with a badge first.',
};

/** Checks the one `@Access` declaration of each route, before anything of the body is looked at. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: CredentialsService,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AppRequest>();
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS_METADATA, context.getHandler());
    if (!rule) throw new Error('a route without @Access was reached');
    const write = !READ_METHODS.has(request.method);
    if (rule === 'public' || rule === 'customer') {
      if (write) this.refuseCrossSite(request, isNotCrossSite);
    } else {
      await this.admit(request, rule, write);
    }
    this.refuseUnwantedStream(context, request);
    return true;
  }

  private async admit(request: AppRequest, rule: AccessRule, write: boolean): Promise<void> {
    const principal = await this.principalOf(request, rule);
    if (!principal) {
      throw new AppError(
        'unauthenticated',
        'Send a valid credential: "Authorization: Bearer ak_…", or sign in.',
      );
    }
    if (request.byCookie && write) this.refuseCrossSite(request, isSameOrigin);
    const decision = decideAccess(rule, principal, write);
    if (typeof decision === 'string') throw new AppError(decision, REFUSALS[decision](rule));
    request.principal = principal;
    request.scope = decision;
  }

  /** A bearer key wins over cookies. A browser may hold both cookies; the route's rule says which is meant. */
  private async principalOf(request: AppRequest, rule: AccessRule): Promise<Principal | undefined> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const [scheme, key, ...rest] = authorization.split(' ');
      const isBearer = scheme?.toLowerCase() === 'bearer' && key && rest.length === 0;
      return isBearer ? this.credentials.byBearerKey(key) : undefined;
    }
    const names = cookieNames(this.config);
    const atStation = rule === 'station' || rule === 'station+packer';
    const cookie = request.cookies[atStation ? names.station : names.session];
    if (!cookie) return undefined;
    request.byCookie = true;
    return atStation ? this.credentials.byStationKey(cookie) : this.credentials.bySessionToken(cookie);
  }

  private refuseCrossSite(request: AppRequest, allowed: typeof isSameOrigin): void {
    if (allowed(originHeaders(request), this.config.http.publicUrl)) return;
    throw new AppError(
      'cross_origin',
      'Send this from our own pages, or use a bearer key instead of the cookie.',
    );
  }

  /** Raw bytes reach a route only when it asks for them; elsewhere they would pass as a body without a schema. */
  private refuseUnwantedStream(context: ExecutionContext, request: AppRequest): void {
    if (!(request.body instanceof Readable)) return;
    if (this.reflector.get<boolean | undefined>(STREAM_BODY_METADATA, context.getHandler())) return;
    throw new AppError('unsupported_media_type', 'Send application/json here.');
  }
}

function originHeaders(request: AppRequest): OriginHeaders {
  const site = request.headers['sec-fetch-site'];
  return {
    secFetchSite: typeof site === 'string' ? site : undefined,
    origin: request.headers.origin,
    host: request.headers.host,
  };
}
