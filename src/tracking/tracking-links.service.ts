import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '../accounts/principal.js';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { newId } from '../database/ids.js';
import { firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { appendTimeline } from '../timeline/timeline.js';
import { LINK_KEY_ID, linkKeys, type LinkKeys, linkToken, tokenHash } from './link-token.js';
import type { TrackingLink, TrackingLinkBody } from './tracking.contract.js';

type Link = z.infer<typeof TrackingLink>;

interface LinkRow {
  id: string;
  audience: 'orderer' | 'recipient';
  film: boolean;
  expires_at: Date;
  revoked_at: Date | null;
}

interface OpenedLink {
  id: string;
  expires_at: Date;
  is_expired: boolean;
  revoked_at: Date | null;
}

export type LinkLookup = { linkId: string; expiresAt: Date } | 'unknown' | 'expired' | 'revoked';

const DAY_MS = 86_400_000;
/** Long enough for a delivery, a return and a question about it; shorter than any dispute's retention. */
const DEFAULT_DAYS = 90;
const MAX_DAYS = 400;

const FIND_BY_TOKEN = {
  name: 'tracking_find_by_token',
  text: `select id, expires_at, expires_at <= now() as is_expired, revoked_at from tracking_links where token_hash = $1`,
};

/** Writes, lists and revokes the links that customers are sent. */
@Injectable()
export class TrackingLinksService {
  private readonly keys: LinkKeys;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {
    this.keys = linkKeys(config.secrets.instanceSecret);
  }

  /**
   * A new link to a shipment's page.
   * @throws AppError shipment_not_found, film_not_for_gift_recipient, link_expiry_not_allowed
   */
  async create(input: {
    brandId: string;
    shipmentId: string;
    actor: Actor;
    body: z.infer<typeof TrackingLinkBody>;
  }): Promise<Link> {
    const { brandId, shipmentId, actor, body } = input;
    const now = new Date();
    const expiresAt = body.expiresAt
      ? new Date(body.expiresAt)
      : new Date(now.getTime() + DEFAULT_DAYS * DAY_MS);
    refuseExpiry(expiresAt, now);
    return inTransaction(this.dataSource, async (manager) => {
      const shipment = await this.findShipment(manager, brandId, shipmentId);
      if (body.film && shipment.gift && body.audience === 'recipient') {
        throw new AppError(
          'film_not_for_gift_recipient',
          'The film of a gift is for the orderer alone: use audience "orderer", or leave film out.',
        );
      }
      const link = await this.insert(manager, { brandId, shipmentId, body, expiresAt });
      await appendTimeline(manager, {
        ...{ brandId, shipmentId, orderId: shipment.order_id, actor, occurredAt: now },
        kind: 'tracking_link_created',
        data: { linkId: link.id, audience: link.audience, film: link.film },
      });
      return this.toLink(link);
    });
  }

  /** A link as it is now, written again from its id. @throws AppError tracking_link_not_found */
  async get(brandId: string, linkId: string): Promise<Link> {
    const row = await firstRow<LinkRow>(
      this.dataSource,
      'select id, audience, film, expires_at, revoked_at from tracking_links where brand_id = $1 and id = $2',
      [brandId, linkId],
    );
    if (!row) throw linkNotFound();
    return this.toLink(row);
  }

  /** A shipment's links, newest first. @throws AppError shipment_not_found */
  async list(brandId: string, shipmentId: string): Promise<Link[]> {
    await this.findShipment(this.dataSource.manager, brandId, shipmentId);
    const found = await rows<LinkRow>(
      this.dataSource,
      `select id, audience, film, expires_at, revoked_at from tracking_links
       where brand_id = $1 and shipment_id = $2 order by id desc`,
      [brandId, shipmentId],
    );
    return found.map((row) => this.toLink(row));
  }

  /** Closes a link for good; closing it again changes nothing. @throws AppError tracking_link_not_found */
  async revoke(input: { brandId: string; linkId: string; actor: Actor }): Promise<void> {
    const { brandId, linkId, actor } = input;
    await inTransaction(this.dataSource, async (manager) => {
      const found = await firstRow<{ shipment_id: string; revoked_at: Date | null }>(
        manager,
        'select shipment_id, revoked_at from tracking_links where brand_id = $1 and id = $2 for update',
        [brandId, linkId],
      );
      if (!found) throw linkNotFound();
      if (found.revoked_at) return;
      await rows(manager, 'update tracking_links set revoked_at = now() where id = $1', [linkId]);
      await appendTimeline(manager, {
        ...{ brandId, shipmentId: found.shipment_id, actor, occurredAt: new Date() },
        kind: 'tracking_link_revoked',
        data: { linkId },
      });
    });
  }

  /** What a token opens. */
  async lookUp(token: string): Promise<LinkLookup> {
    const hash = tokenHash(token);
    const row = hash && (await firstRow<OpenedLink>(this.dataSource, FIND_BY_TOKEN, [hash]));
    if (!row) return 'unknown';
    if (row.revoked_at) return 'revoked';
    return row.is_expired ? 'expired' : { linkId: row.id, expiresAt: row.expires_at };
  }

  private async insert(
    manager: EntityManager,
    input: { brandId: string; shipmentId: string; body: z.infer<typeof TrackingLinkBody>; expiresAt: Date },
  ): Promise<LinkRow> {
    const { brandId, shipmentId, body, expiresAt } = input;
    const id = newId();
    await rows(
      manager,
      `insert into tracking_links (id, brand_id, shipment_id, token_hash, key_id, film, audience, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        brandId,
        shipmentId,
        tokenHash(linkToken(this.keys, id)),
        LINK_KEY_ID,
        body.film,
        body.audience,
        expiresAt,
      ],
    );
    return { id, audience: body.audience, film: body.film, expires_at: expiresAt, revoked_at: null };
  }

  private async findShipment(manager: EntityManager, brandId: string, shipmentId: string) {
    const shipment = await firstRow<{ order_id: string; gift: boolean }>(
      manager,
      `select s.order_id, o.gift from shipments s join orders o on o.id = s.order_id
       where s.brand_id = $1 and s.id = $2`,
      [brandId, shipmentId],
    );
    if (!shipment)
      throw new AppError(
        'shipment_not_found',
        'This brand has no such shipment: check the id, or search by order number with GET /v1/search.',
      );
    return shipment;
  }

  private toLink(row: LinkRow): Link {
    return {
      id: row.id,
      url: `${this.config.http.publicUrl}/t/${linkToken(this.keys, row.id)}`,
      audience: row.audience,
      film: row.film,
      expiresAt: row.expires_at.toISOString(),
      revokedAt: row.revoked_at?.toISOString() ?? null,
    };
  }
}

function linkNotFound(): AppError {
  return new AppError(
    'tracking_link_not_found',
    'This brand has no such link: GET the tracking-links of the shipment to see which it has.',
  );
}

function refuseExpiry(expiresAt: Date, now: Date): void {
  const days = (expiresAt.getTime() - now.getTime()) / DAY_MS;
  if (days > 0 && days <= MAX_DAYS) return;
  throw new AppError(
    'link_expiry_not_allowed',
    `Let the link expire in the future, at most ${MAX_DAYS} days from now.`,
  );
}
