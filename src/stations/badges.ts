import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { toHalfWidth } from '../items/barcode.checkdigits.js';

const KEY_BYTES = 32;

/** Badges are short numbers on a barcode: a plain hash could be tried through, so it is keyed with the instance's secret. */
@Injectable()
export class Badges {
  private readonly key: Buffer;

  constructor(@Inject(APP_CONFIG) config: AppConfig) {
    const secret = Buffer.from(config.secrets.instanceSecret, 'base64url');
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'akashi badge', KEY_BYTES));
  }

  /** What is stored of a badge; the same number is another badge in another warehouse. */
  hash(warehouseId: string, badge: string): Buffer {
    return createHmac('sha256', this.key)
      .update(`${warehouseId}:${toHalfWidth(badge)}`)
      .digest();
  }
}
