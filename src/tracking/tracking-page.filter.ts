import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { loggedPath } from '../http/logged-path.js';
import type { ErrorPages } from '../http/problem.filter.js';
import type { AppReply, AppRequest } from '../http/request.js';
import { toAppError } from '../http/request-errors.js';
import { negotiateLocale } from '../i18n/locale.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';
import { messagePage } from './page/message-page.js';
import { PageHeaders } from './tracking-page.headers.js';
import { trackingTexts } from './tracking.view.js';

/** A customer who meets a failure of ours reads a page in plain words, not problem+json. */
@Catch()
export class TrackingPageFilter implements ExceptionFilter, ErrorPages {
  private readonly headers: PageHeaders;

  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    this.headers = new PageHeaders(config);
  }

  /** Every address below `/t/`, also one at which nothing answers: links get cut and mistyped. */
  answers(request: AppRequest): boolean {
    return (request.routeOptions.url ?? request.url).startsWith('/t/');
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.tell(thrown, http.getRequest<AppRequest>(), http.getResponse<AppReply>());
  }

  tell(thrown: unknown, request: AppRequest, reply: AppReply): void {
    const { status } = toAppError(thrown);
    const isOurs = status >= 500;
    if (isOurs) this.logger.error({ err: thrown, path: loggedPath(request) }, 'tracking page failed');
    if (reply.sent || reply.raw.headersSent) return;
    const locale = negotiateLocale(request.headers['accept-language'], 'ja');
    const html = messagePage(isOurs ? 'busy' : 'not_found', locale, trackingTexts(locale));
    void reply.status(status).headers(this.headers.of()).send(html);
  }
}
