import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { type Executor, firstRow } from '../database/sql.js';
import { toHalfWidth } from '../items/barcode.checkdigits.js';
import { readGtin } from '../items/gtin.js';
import { Badges } from '../stations/badges.js';
import { couldBeLabel } from './scan.label.js';
import { type Understanding, understandScan } from './scan.understanding.js';
import { gtinForms } from './station-task.view.js';
import type { TaskFacts } from './task-facts.js';

/** What a scan is, whether a label came into the picture with it, and whether its code may be kept. */
export interface JudgedScan {
  understood: Understanding;
  labelSeen: boolean;
  /** It is a product, a label, an order or a command. Anything else may be a person's badge or words. */
  isKnown: boolean;
}

const IS_BADGE = 'select 1 as found from packers where warehouse_id = $1 and badge_hash = $2';
const IS_PRODUCT = `select 1 as found from items where brand_id = $1 and (sku = any($2) or gtin = any($3)) limit 1`;

const KEY_BYTES = 32;
const SHOWN_DIGITS = 8;

/** Judges scans: what the rules can't know of a code by its form, the warehouse's badges and the brand's catalogue tell. */
@Injectable()
export class ScanJudge {
  private readonly key: Buffer;

  constructor(
    private readonly badges: Badges,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    const secret = Buffer.from(config.secrets.instanceSecret, 'base64url');
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'akashi withheld scan', KEY_BYTES));
  }

  /** @param raw as the scanner typed it */
  async judge(on: Executor, task: TaskFacts, raw: string): Promise<JudgedScan> {
    const understood = understandScan(raw, task);
    const { kind } = understood;
    if (kind === 'item' || kind === 'order') return { understood, labelSeen: false, isKnown: true };
    if (await this.isBadge(on, task.warehouseId, raw)) {
      return { understood: { kind: 'unknown' }, labelSeen: false, isKnown: false };
    }
    if (kind === 'waybill') return { understood, labelSeen: true, isKnown: true };
    if (kind === 'command') return { understood, labelSeen: false, isKnown: true };
    if (kind === 'foreign_item' && (await isProduct(on, task.brandId, raw))) {
      return { understood, labelSeen: false, isKnown: true };
    }
    return { understood, labelSeen: couldBeLabel(raw, task), isKnown: false };
  }

  /**
   * What is stored of a code that isn't kept: enough to tell whether the same scan is sent again, under a key so that
   * short numbers can't be tried through, and by scan so that one person's scans can't be put side by side.
   */
  withheld(scanId: string, raw: string): string {
    const digest = createHmac('sha256', this.key).update(`${scanId}:${raw}`).digest('hex');
    return `withheld:${digest.slice(0, SHOWN_DIGITS)}`;
  }

  private async isBadge(on: Executor, warehouseId: string, raw: string): Promise<boolean> {
    return Boolean(await firstRow(on, IS_BADGE, [warehouseId, this.badges.hash(warehouseId, raw)]));
  }
}

async function isProduct(on: Executor, brandId: string, raw: string): Promise<boolean> {
  const gtin = readGtin(raw);
  const skus = [raw.trim(), toHalfWidth(raw)];
  return Boolean(await firstRow(on, IS_PRODUCT, [brandId, skus, gtin === null ? [] : gtinForms(gtin)]));
}
