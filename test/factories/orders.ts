import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import type { ItemBody } from '../../src/items/items.contract.js';
import type { OrderBody, OrderResult } from '../../src/orders/orders.contract.js';
import { createBrand, type TestBrand, unique } from './accounts.js';

export type OrderInput = z.input<typeof OrderBody>;

export const TEA: z.input<typeof ItemBody> = {
  sku: 'TEA-SEN-050',
  gtin: '2026010101016',
  name: { ja: '煎茶「朝凪」50g', en: 'Sencha "Asanagi" 50 g' },
  shelf: 'A-01-1',
  flags: ['lot'],
};
export const YOKAN: z.input<typeof ItemBody> = {
  sku: 'FOD-YOK-006',
  gtin: '2026010108084',
  name: { ja: 'ひとくち羊羹 6本(冷蔵)', en: 'Bite-size yokan, 6 (chilled)' },
  shelf: 'R-01-1',
  flags: ['chilled', 'lot'],
};
export const CANISTER: z.input<typeof ItemBody> = {
  sku: 'WOD-CHA-200',
  gtin: '2026010106066',
  name: { ja: '桜皮の茶筒 200g', en: 'Cherry-bark tea canister' },
  shelf: 'B-02-2',
  flags: ['engraving'],
};

const HOUR_MS = 3_600_000;

/** An instant so many hours from now. */
export const hoursFromNow = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();

/** A paid order of one tea, placed an hour ago, promised for the day after tomorrow. */
export function orderBody(overrides: Partial<OrderInput> = {}): OrderInput {
  return {
    source: 'test',
    externalId: unique('SD-'),
    placedAt: hoursFromNow(-1),
    customer: { ref: unique('C-') },
    orderer: {
      name: '高瀬 千尋',
      nameKana: 'たかせ ちひろ',
      email: 'Chihiro@Example.jp',
      phone: '03-0000-0001',
      postalCode: '248-0006',
      region: '神奈川県',
      city: '鎌倉市',
      line1: '小町0-0-0',
    },
    lines: [{ sku: TEA.sku, quantity: 1, unitPrice: 1620 }],
    payment: { method: 'card', state: 'paid', currency: 'JPY', total: 1620 },
    shipBy: hoursFromNow(48),
    ...overrides,
  };
}

/** What a brand's own system does over HTTP. */
export class BrandCaller {
  constructor(
    private readonly app: NestFastifyApplication,
    readonly world: TestBrand,
  ) {}

  async call(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const answer = await this.app.inject({
      method,
      url: `/v1${url}`,
      headers: {
        authorization: `Bearer ${this.world.brandKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.body === '' ? null : answer.json(),
    };
  }

  async get(url: string) {
    const { status, body } = await this.call('GET', url);
    if (status !== 200) throw new Error(`GET ${url}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Takes in one order, which must work. */
  async take(order: OrderInput): Promise<OrderResult> {
    const { status, body } = await this.call('POST', '/orders', order);
    if (status !== 200) throw new Error(`POST /orders: ${status} ${JSON.stringify(body)}`);
    return body as OrderResult;
  }

  async takeBatch(orders: readonly unknown[]): Promise<OrderResult[]> {
    const { status, body } = await this.call('POST', '/orders', { orders });
    if (status !== 200) throw new Error(`POST /orders: ${status} ${JSON.stringify(body)}`);
    return (body as { results: OrderResult[] }).results;
  }
}

/** A brand with a warehouse, the items of these tests and a caller. */
export async function createOrderingBrand(app: NestFastifyApplication): Promise<BrandCaller> {
  const caller = new BrandCaller(app, await createBrand(app));
  const { status, body } = await caller.call('PUT', '/items', { items: [TEA, YOKAN, CANISTER] });
  if (status !== 200) throw new Error(`PUT /items: ${status} ${JSON.stringify(body)}`);
  return caller;
}
