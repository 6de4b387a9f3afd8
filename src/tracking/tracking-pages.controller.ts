import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import type { AppReply, AppRequest } from '../http/request.js';
import { Access } from '../http/route.js';
import type { Locale } from '../i18n/locale.js';
import { negotiateLocale } from '../i18n/locale.js';
import { messagePage } from './page/message-page.js';
import { CustomerMediaParams } from './tracking.contract.js';
import type { LinkProblem } from './tracking.texts.js';
import { trackingTexts } from './tracking.view.js';
import { TrackingLinksService } from './tracking-links.service.js';
import { PageHeaders } from './tracking-page.headers.js';
import { TrackingPageFilter } from './tracking-page.filter.js';
import { type Page, type PageReader, TrackingPagesService } from './tracking-pages.service.js';

const PROBLEM_STATUS: Readonly<Record<LinkProblem, number>> = {
  unknown: 404,
  not_found: 404,
  closed_here: 403,
  expired: 410,
  revoked: 410,
  busy: 503,
};
const DAY_SECONDS = 86_400;

interface PageQuery {
  lang?: string;
  case?: string;
}

/** The pages that customers open. They answer HTML also when something is wrong: nobody here reads problem+json. */
@ApiExcludeController()
@UseFilters(TrackingPageFilter)
@Controller('t')
export class TrackingPagesController {
  private readonly headers: PageHeaders;

  constructor(
    private readonly pages: TrackingPagesService,
    private readonly links: TrackingLinksService,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {
    this.headers = new PageHeaders(config);
  }

  /** A link as it was sent: swaps the token for a cookie, so that it doesn't stay in the browser's address. */
  @Get(':token')
  @Access('customer')
  async open(
    @Param('token') token: string,
    @Query() query: PageQuery,
    @Req() request: AppRequest,
    @Res() reply: AppReply,
  ): Promise<void> {
    const found = await this.links.lookUp(token);
    if (typeof found === 'string') return this.sendProblem(found, query, request, reply);
    const secondsLeft = Math.floor((found.expiresAt.getTime() - Date.now()) / 1000);
    await reply
      .setCookie(this.cookieName, this.pages.passFor(found.linkId, this.cookieOf(request)), {
        httpOnly: true,
        sameSite: 'lax',
        secure: this.config.http.secureCookies,
        path: '/',
        maxAge: Math.max(DAY_SECONDS, secondsLeft),
      })
      .headers(this.headers.plain)
      .redirect(`/t/s/${found.linkId}${isLocale(query.lang) ? `?lang=${query.lang}` : ''}`, 303);
  }

  @Get('s/:linkId')
  @Access('customer')
  async page(
    @Param('linkId') linkId: string,
    @Query() query: PageQuery,
    @Req() request: AppRequest,
    @Res() reply: AppReply,
  ): Promise<void> {
    const page = await this.pages.page(this.readerOf(linkId, query, request));
    return typeof page === 'string'
      ? this.sendProblem(page, query, request, reply)
      : this.sendPage(page, 200, reply);
  }

  /** The form, or with `case` the confirmation. */
  @Get('s/:linkId/report')
  @Access('customer')
  async reportForm(
    @Param('linkId') linkId: string,
    @Query() query: PageQuery,
    @Req() request: AppRequest,
    @Res() reply: AppReply,
  ): Promise<void> {
    const page = await this.pages.reportPage(this.readerOf(linkId, query, request), query.case);
    return typeof page === 'string'
      ? this.sendProblem(page, query, request, reply)
      : this.sendPage(page, 200, reply);
  }

  @Post('s/:linkId/report')
  @Access('customer')
  async report(
    @Param('linkId') linkId: string,
    @Query() query: PageQuery,
    @Body() body: unknown,
    @Req() request: AppRequest,
    @Res() reply: AppReply,
  ): Promise<void> {
    const result = await this.pages.report(this.readerOf(linkId, query, request), body);
    if (typeof result === 'string') return this.sendProblem(result, query, request, reply);
    if ('html' in result) return this.sendPage(result, result.status, reply);
    await reply.headers(this.headers.plain).redirect(result.sentTo, 303);
  }

  @Get('s/:linkId/media/:clipId/:kind')
  @Access('customer')
  async media(@Param() params: unknown, @Req() request: AppRequest, @Res() reply: AppReply): Promise<void> {
    const wanted = CustomerMediaParams.safeParse(params);
    if (!wanted.success) return this.sendProblem('not_found', {}, request, reply);
    const found = await this.pages.mediaAddress(this.readerOf(wanted.data.linkId, {}, request), wanted.data);
    if (typeof found === 'string') return this.sendProblem(found, {}, request, reply);
    await reply.headers(this.headers.plain).redirect(found.address, 303);
  }

  /** The signed statement of what the media route gives, with which the page's script checks it. */
  @Get('s/:linkId/proof/:clipId/:kind')
  @Access('customer')
  async proof(@Param() params: unknown, @Req() request: AppRequest, @Res() reply: AppReply): Promise<void> {
    const wanted = CustomerMediaParams.safeParse(params);
    if (!wanted.success) return this.sendProblem('not_found', {}, request, reply);
    const found = await this.pages.mediaProof(this.readerOf(wanted.data.linkId, {}, request), wanted.data);
    if (typeof found === 'string') return this.sendProblem(found, {}, request, reply);
    await reply.headers(this.headers.plain).send(found);
  }

  private get cookieName(): string {
    return this.config.http.secureCookies ? '__Host-akashi_links' : 'akashi_links';
  }

  private cookieOf(request: AppRequest): string | undefined {
    return request.cookies[this.cookieName];
  }

  private readerOf(linkId: string, query: PageQuery, request: AppRequest): PageReader {
    return {
      linkId,
      cookie: this.cookieOf(request),
      locale: (fallback) => localeOf(query, request, fallback),
    };
  }

  private async sendPage(page: Page, status: number, reply: AppReply): Promise<void> {
    await reply.status(status).headers(this.headers.of(page.link.colours)).send(page.html);
  }

  private async sendProblem(
    problem: LinkProblem,
    query: PageQuery,
    request: AppRequest,
    reply: AppReply,
  ): Promise<void> {
    const locale = localeOf(query, request, 'ja');
    const html = messagePage(problem, locale, trackingTexts(locale));
    await reply.status(PROBLEM_STATUS[problem]).headers(this.headers.of()).send(html);
  }
}

/** `?lang=`, else the browser's language, else the fallback. */
function localeOf(query: PageQuery, request: AppRequest, fallback: Locale): Locale {
  return isLocale(query.lang) ? query.lang : negotiateLocale(request.headers['accept-language'], fallback);
}

function isLocale(lang: unknown): lang is Locale {
  return lang === 'ja' || lang === 'en';
}
