import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { EvidenceMedia } from '../evidence/evidence-media.service.js';
import type { Locale } from '../i18n/locale.js';
import { type FilmProof, FilmProofs } from './film-proofs.service.js';
import { addPass, formKey, hasPass, isFormKey, type LinkKeys, linkKeys } from './link-token.js';
import { type ReportDraft, reportPage, type ReportProblem, thanksPage } from './page/report-page.js';
import { trackingPage } from './page/tracking-page.js';
import { reasonsFor } from './report.reasons.js';
import { ProblemReportForm } from './tracking.contract.js';
import { findLink, findRecord, findTrackingRows } from './tracking.queries.js';
import { type CustomerRendition, mayWatch, rightsOf } from './tracking.rights.js';
import type { LinkRow } from './tracking.rows.js';
import type { LinkProblem } from './tracking.texts.js';
import { brandView, trackingTexts, trackingView } from './tracking.view.js';
import { TrackingReportsService } from './tracking-reports.service.js';

export interface PageReader {
  linkId: string;
  /** The cookie with the passes of the links that this browser has opened. */
  cookie: string | undefined;
  /** The reader's language; undefined leaves it to the order's. */
  locale: (fallback: Locale) => Locale;
}

export interface Page {
  /** HTML in UTF-8. */
  html: Buffer;
  link: LinkRow;
}

export type ReportResult = { sentTo: string } | (Page & { status: 422 | 429 });

const LINK_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NO_DRAFT: ReportDraft = { reason: '', message: '', contact: '' };
// Reasons that the carrier has to look into, for which it wants to see box and padding.
const KEEP_BOX = new Set(['damaged', 'leaked', 'empty_box', 'temperature', 'defect']);

/** What the holder of a link gets to see. Every method asks first whether this browser may open this link. */
@Injectable()
export class TrackingPagesService {
  private readonly keys: LinkKeys;

  constructor(
    private readonly dataSource: DataSource,
    private readonly media: EvidenceMedia,
    private readonly reports: TrackingReportsService,
    private readonly proofs: FilmProofs,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    this.keys = linkKeys(config.secrets.instanceSecret);
  }

  /** The cookie of a browser that has just opened a link. */
  passFor(linkId: string, cookie: string | undefined): string {
    return addPass(this.keys, linkId, cookie);
  }

  /** The shipment's page: three statements, nothing presigned. */
  async page(reader: PageReader): Promise<Page | LinkProblem> {
    const link = await this.enter(reader);
    if (typeof link === 'string') return link;
    const rows = await findTrackingRows(this.dataSource, link);
    const view = trackingView(rows, { locale: reader.locale(link.order_locale), now: new Date() });
    return { html: trackingPage(view), link };
  }

  /** The form for reporting a problem, or the confirmation of the report with this number. */
  async reportPage(reader: PageReader, caseNo?: string): Promise<Page | LinkProblem> {
    const link = await this.enter(reader);
    if (typeof link === 'string') return link;
    if (caseNo === undefined) return { html: this.form(link, reader, NO_DRAFT, []), link };
    const { reports } = await findRecord(this.dataSource, link);
    const report = reports?.find((candidate) => candidate.caseNo === caseNo);
    if (!report) return 'not_found';
    const props = { ...pageProps(link, reader), caseNo, keepBox: KEEP_BOX.has(report.reason) };
    return { html: thanksPage(props), link };
  }

  /** Takes in a sent form; says where to go next, or gives the form back with what is missing. */
  async report(reader: PageReader, body: unknown): Promise<ReportResult | LinkProblem> {
    const link = await this.enter(reader);
    if (typeof link === 'string') return link;
    const draft = draftOf(body);
    const parsed = ProblemReportForm.safeParse(draft);
    const reason = reasonsFor(link).find((candidate) => candidate === draft.reason);
    const wrong = new Set(parsed.error?.issues.map((issue) => String(issue.path[0])));
    if (!reason) wrong.add('reason');
    const problems: ReportProblem[] = (['reason', 'message', 'contact'] as const).filter((field) =>
      wrong.has(field),
    );
    if (!isFormKey(this.keys, link.link_id, draft.formKey)) problems.push('stale');
    if (!parsed.success || !reason || problems.length > 0)
      return this.again(link, reader, draft, problems, 422);
    const outcome = await this.reports.report(link, { ...parsed.data, reason });
    if (outcome === 'too_many') return this.again(link, reader, draft, ['tooMany'], 429);
    const lang = reader.locale(link.order_locale);
    return { sentTo: `/t/s/${link.link_id}/report?case=${encodeURIComponent(outcome.caseNo)}&lang=${lang}` };
  }

  /**
   * The short-lived address of a film, poster or still, when this link's holder may see it; noted in the custody log
   * with the link as the viewer.
   */
  async mediaAddress(
    reader: PageReader,
    { clipId, kind }: { clipId: string; kind: CustomerRendition },
  ): Promise<{ address: string } | LinkProblem> {
    const link = await this.enterForMedia(reader, clipId, kind);
    if (typeof link === 'string') return link;
    const address = await this.media.address({
      ...{ brandId: link.brand_id, shipmentId: link.shipment_id, clipId, kind },
      actor: { kind: 'customer', id: link.link_id },
    });
    return { address };
  }

  /** What the browser needs to check a film or still that this link's holder may see. */
  async mediaProof(
    reader: PageReader,
    { clipId, kind }: { clipId: string; kind: CustomerRendition },
  ): Promise<FilmProof | LinkProblem> {
    const link = await this.enterForMedia(reader, clipId, kind);
    if (typeof link === 'string') return link;
    return (await this.proofs.find(link.brand_id, clipId, kind)) ?? 'not_found';
  }

  /** The link, when its holder may see this of this clip. */
  private async enterForMedia(
    reader: PageReader,
    clipId: string,
    kind: CustomerRendition,
  ): Promise<LinkRow | LinkProblem> {
    const link = await this.enter(reader);
    if (typeof link === 'string') return link;
    const record = await findRecord(this.dataSource, link);
    const clip = record.clips?.find(({ id }) => id === clipId);
    const stage = record.stages?.find(({ taskId }) => taskId === clip?.taskId);
    return clip && mayWatch(rightsOf(link), clip, stage, kind) ? link : 'not_found';
  }

  private async enter({ linkId, cookie }: PageReader): Promise<LinkRow | LinkProblem> {
    if (!LINK_ID.test(linkId)) return 'unknown';
    // Without its pass a link's id says nothing, not even whether there is such a link.
    if (!hasPass(this.keys, linkId, cookie)) return 'closed_here';
    const link = await findLink(this.dataSource, linkId);
    if (!link) return 'unknown';
    if (link.revoked_at) return 'revoked';
    return link.expires_at <= new Date() ? 'expired' : link;
  }

  private again(
    link: LinkRow,
    reader: PageReader,
    draft: ReportDraft,
    problems: ReportProblem[],
    status: 422 | 429,
  ): ReportResult {
    return { html: this.form(link, reader, draft, problems), link, status };
  }

  private form(link: LinkRow, reader: PageReader, draft: ReportDraft, problems: ReportProblem[]): Buffer {
    const props = pageProps(link, reader);
    return reportPage({
      ...props,
      formUrl: `/t/s/${link.link_id}/report?lang=${props.locale}`,
      formKey: formKey(this.keys, link.link_id),
      reasons: reasonsFor(link),
      draft,
      problems,
    });
  }
}

function pageProps(link: LinkRow, reader: PageReader) {
  const locale = reader.locale(link.order_locale);
  const pageUrl = `/t/s/${link.link_id}?lang=${locale}`;
  return { locale, texts: trackingTexts(locale), brand: brandView(link, locale), pageUrl };
}

function draftOf(body: unknown): ReportDraft & { formKey: string } {
  const text = (name: string) => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return {
    reason: text('reason'),
    message: text('message'),
    contact: text('contact'),
    formKey: text('formKey'),
  };
}
