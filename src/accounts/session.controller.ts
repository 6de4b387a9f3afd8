import { Body, Controller, Delete, Get, Inject, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { AppError } from '../http/app-error.js';
import type { AppReply } from '../http/request.js';
import { Access, Returns } from '../http/route.js';
import * as contract from './accounts.contract.js';
import { cookieNames, cookieOptions, SESSION_SECONDS } from './cookies.js';
import type { Principal, StaffPrincipal } from './principal.js';
import { CurrentPrincipal } from './scopes.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Session')
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly sessions: SessionsService,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Signs a person in with e-mail and password and sets the session cookie. */
  @Post()
  @Access('public')
  @Returns(201, 'Signed in', contract.Session)
  async create(
    @Body({ schema: contract.SignIn }) body: contract.SignIn,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<contract.Session> {
    const { token, session } = await this.sessions.open(body);
    reply.setCookie(cookieNames(this.config).session, token, cookieOptions(this.config, SESSION_SECONDS));
    return session;
  }

  @Get()
  @Access('staff')
  @Returns(200, 'Who is signed in, with which roles', contract.Session)
  async get(@CurrentPrincipal() principal: Principal): Promise<contract.Session> {
    const staff = staffOf(principal);
    return this.sessions.describe(staff.sessionId, staff.personId);
  }

  @Put('scope')
  @Access('staff')
  @Returns(200, 'The session with the new choice', contract.Session)
  async choose(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: contract.SessionScope }) body: contract.SessionScope,
  ): Promise<contract.Session> {
    return this.sessions.choose(staffOf(principal), body);
  }

  @Delete()
  @Access('staff')
  @Returns(204, 'Signed out')
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<void> {
    await this.sessions.close(staffOf(principal).sessionId);
    reply.clearCookie(cookieNames(this.config).session, cookieOptions(this.config, 0));
  }
}

function staffOf(principal: Principal): StaffPrincipal {
  if (principal.kind !== 'staff') throw new AppError('wrong_credential', 'Sign in as a person.');
  return principal;
}
