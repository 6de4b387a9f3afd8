import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { BrowserContext, Page } from 'playwright-core';
import { ok } from '../../deploy/demo/api.js';
import { eventually } from '../harness/processes.js';
import { newId } from '../../web/station/api/ids.js';
import * as at from './packing-floor.js';

/** A picking trip at the station: a cart of orders, worked one after the other by scanner, handed back, stopped, found again. */

const TEA = 'TEA-SEN-050';
const POT = 'CER-KYU-360';
const STORY_MS = 180_000;
/** Heartbeats come every ten seconds. */
const TOLD_WITHIN_MS = 15_000;
const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
];

let floor: at.Floor;
let device: BrowserContext;
let page: Page;
let placed: at.TestOrder[] = [];
let database: pg.Pool;

beforeAll(async () => {
  floor = await at.startFloor();
  database = new pg.Pool({ connectionString: floor.env['DATABASE_URL'], max: 2 });
}, STORY_MS);
afterAll(() => database.end());
beforeEach(async () => {
  device = await at.startDevice(floor);
  page = await at.openStation(floor, device);
}, STORY_MS);
afterEach(async () => {
  await at.closeDevice(device);
  // The next test's cart is filled with its own orders.
  for (const { orderId } of placed) await cancelOrder(orderId);
  placed = [];
});

const cancelOrder = (orderId: string) =>
  floor.world.brand.POST('/v1/orders/{orderId}/cancel', {
    params: { path: { orderId } },
    body: { reason: '注文者の希望' },
  });
const hold = ({ shipmentId }: at.TestOrder) =>
  ok(
    floor.world.brand.POST('/v1/shipments/{shipmentId}/hold', {
      params: { path: { shipmentId } },
      body: { reason: 'customer_asked' },
    }),
  );

async function place(...goods: string[][]): Promise<at.TestOrder[]> {
  for (const skus of goods) placed.push(await at.placeOrder(floor, skus));
  return placed;
}

/** Zones by shelf, and a cart of four places for picking. */
async function allowCarts(): Promise<void> {
  const zones = ['A', 'B'].map((code) => ({ code, shelfPrefixes: [code] }));
  const body = { zones, carts: [{ stage: 'pick', orders: 4 }] };
  await ok(floor.manager.PUT('/v1/queue-settings', { body }));
  await page.reload();
  await takeButton().waitFor();
}

const takeButton = () => page.getByRole('button', { name: /カートで受け取る/ });
const slot = (number: number) => page.locator('.place').nth(number - 1);
const statusIs = (number: number, status: string) =>
  slot(number).locator('.place-status', { hasText: status }).waitFor();

/** On a hand-held and on a bench's screen: nothing in a screen reader's way, nothing out of sight to the side. */
async function isClear(picture: string): Promise<void> {
  const folder = process.env.AKASHI_TEST_SCREENS;
  for (const size of SIZES) {
    await page.setViewportSize(size);
    expect(await at.obstacles(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(size.width);
    if (!folder) continue;
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${picture}-${size.width}.png`) });
  }
}

async function isClearInBoth(picture: string): Promise<void> {
  await isClear(`${picture}-ja`);
  await page.getByRole('button', { name: 'English' }).click();
  await isClear(`${picture}-en`);
  await page.getByRole('button', { name: '日本語' }).click();
}

it(
  'takes as many orders as the packer wants, opens them by scan, finds the cart again after a reload and hands the rest back',
  async () => {
    await ok(floor.manager.PUT('/v1/queue-settings', { body: { carts: [] } }));
    await page.reload();
    await page.getByRole('button', { name: '次の作業を受け取る' }).waitFor();
    expect(await takeButton().count()).toBe(0);
    await at.wedge(page, 'AKASHI-CART');
    await page.getByRole('alert').getByText('ここではカートを受け取れません').waitFor();
    await isClearInBoth('no-cart');
    const [first, second, third] = await place([TEA, POT], [TEA, TEA], [POT]);
    await allowCarts();
    await page.getByRole('button', { name: '件数を減らす' }).click();
    await page.getByText('3件', { exact: true }).waitFor();
    await isClearInBoth('cart-offer');
    await takeButton().click();

    await page.getByRole('heading', { name: 'カート(3件)' }).waitFor();
    expect(await page.locator('.place-order').allTextContents()).toEqual(
      [first, second, third].map((order) => order?.number),
    );
    await slot(2).getByText('A区画').waitFor();
    await slot(2).getByText('A-01-1').waitFor();
    await slot(3).getByText('B区画').waitFor();
    await isClearInBoth('cart');

    await at.wedge(page, second?.number ?? '');
    await page.getByText('カート2番・残り3件').waitFor();
    await at.wedge(page, at.codeOf(TEA));
    await page.getByText('1 / 2').waitFor();
    await isClear('cart-task-ja');
    await at.wedge(page, 'AKASHI-CART');
    await statusIs(2, '作業中');
    await slot(2).getByText('1 / 2').waitFor();

    await at.wedge(page, '1');
    await page.getByText('カート1番・残り3件').waitFor();
    await at.scanAll(page, [TEA, POT]);
    await at.answerAll(page);
    await at.wedge(page, 'AKASHI-DONE');
    await statusIs(1, '完了');
    await at.wedge(page, at.codeOf(POT));
    await page.getByText('この商品は3番の注文のものです。先に注文を開いてください。').waitFor();
    await at.wedge(page, 'NO-SUCH-ORDER');
    await page.getByText('NO-SUCH-ORDER は、このカートの注文ではありません。').waitFor();

    await page.reload();
    await statusIs(1, '完了');
    await statusIs(2, '作業中');
    await statusIs(3, 'これから');
    await isClearInBoth('cart-midway');
    await at.wedge(page, 'AKASHI-NEXT');
    await page.getByText('カート2番・残り2件').waitFor();
    await page.getByRole('button', { name: 'カートに戻る' }).click();

    await page.getByRole('button', { name: '残りを戻す(2件)' }).click();
    await page.getByText('残り2件を戻しますか').waitFor();
    await isClear('cart-hand-back-ja');
    await page.getByRole('button', { name: '戻す', exact: true }).click();
    await page.getByText('カートを終えました(完了 1件/3件)').waitFor();
    await at.takeUp(page, third?.number ?? '', 'ピッキング');
  },
  STORY_MS,
);

it(
  'an order that staff hold is stopped in its place: told at another order’s screen, read once, and the rest goes on',
  async () => {
    const [first, second, third] = await place([TEA], [POT], [TEA]);
    await allowCarts();
    await takeButton().click();
    await statusIs(3, 'これから');
    await at.wedge(page, first?.number ?? '');
    await at.stageIs(page, 'ピッキング');
    await hold(second!);
    const told = page.getByText(`2番 注文 ${second?.number}:作業を止めてください`);
    await told.waitFor({ timeout: TOLD_WITHIN_MS });
    await isClear('cart-stop-elsewhere-ja');
    await page.getByRole('button', { name: 'カートに戻る' }).click();
    await slot(2).getByText('出荷を保留する指示が出ました。').waitFor();
    await isClearInBoth('cart-stopped');
    await page.reload();
    await slot(2).getByText('出荷を保留する指示が出ました。').waitFor();
    await slot(2).getByRole('button', { name: '確認しました' }).click();
    await at.wedge(page, second?.number ?? '');
    await page.getByText('2番の注文は、もう作業できません。').waitFor();

    await at.wedge(page, third?.number ?? '');
    await at.stageIs(page, 'ピッキング');
    await cancelOrder(third?.orderId ?? '');
    const stop = page.locator('dialog.stop');
    await stop.getByText('受注が取り消されました').waitFor({ timeout: TOLD_WITHIN_MS });
    await stop.getByRole('button', { name: '確認しました' }).click();
    await statusIs(3, '停止');
    expect(await slot(3).getByRole('button').count()).toBe(0);

    await at.wedge(page, 'AKASHI-NEXT');
    await page.getByText('カート1番・残り1件').waitFor();
    await at.scanAll(page, [TEA]);
    await at.answerAll(page);
    await at.wedge(page, 'AKASHI-DONE');
    await page.getByText('カートを終えました(完了 1件/3件)').waitFor();
    await page.reload();
    await at.nextButton(page).waitFor();
    expect(await page.locator('.place').count()).toBe(0);
  },
  STORY_MS,
);

it(
  'goes on while the network is away, and tells at its return what was stopped, also after the page was away',
  async () => {
    const [first, second] = await place([TEA], [TEA]);
    await allowCarts();
    await at.wedge(page, 'AKASHI-CART');
    await statusIs(2, 'これから');
    await device.setOffline(true);
    await page.getByText('通信できません').waitFor();
    await at.wedge(page, 'AKASHI-NEXT');
    await at.stageIs(page, 'ピッキング');
    await at.wedge(page, at.codeOf(TEA));
    await page.getByText('送信待ち 1件').waitFor();
    await page.getByRole('button', { name: 'カートに戻る' }).click();
    await hold(second!);
    await device.setOffline(false);
    await slot(2).getByText('出荷を保留する指示が出ました。').waitFor({ timeout: TOLD_WITHIN_MS });
    await slot(2).getByRole('button', { name: '確認しました' }).click();
    await statusIs(1, '作業中');

    const url = page.url();
    await page.goto('about:blank');
    await cancelOrder(first?.orderId ?? '');
    await page.goto(url);
    await slot(1).getByText('受注が取り消されました').waitFor();
    await slot(1).getByRole('button', { name: '確認しました' }).click();
    await page.getByText('カートを終えました(完了 0件/2件)').waitFor();
  },
  STORY_MS,
);

it(
  'comes back after contact was lost: orders that nobody took are in hand again, one that another bench has is put aside',
  async () => {
    const [first, second] = await place([TEA], [TEA]);
    await allowCarts();
    await takeButton().click();
    await statusIs(2, 'これから');
    const url = page.url();
    await page.goto('about:blank');
    const ids = [first?.shipmentId, second?.shipmentId];
    const lapse = `update tasks set lease_until = now() - interval '1 hour' where shipment_id = any($1) and state = 'claimed'`;
    await database.query(lapse, [ids]);
    await eventually('the sweep offers them again', async () => {
      const ready = `select id from tasks where shipment_id = any($1) and state = 'ready'`;
      return (await database.query(ready, [ids])).rowCount === 2 || undefined;
    });
    const body = { key: newId(), scan: first?.number };
    const { held } = await ok(floor.world.station.POST('/v1/station/claims', { body }));
    await page.goto(url);
    await slot(1).getByText('この受注は別の作業台が引き継ぎました。').waitFor();
    await statusIs(2, 'これから');
    await isClear('cart-taken-over-ja');
    await slot(1).getByRole('button', { name: '確認しました' }).click();
    await at.wedge(page, '2');
    await page.getByText('カート2番・残り1件').waitFor();
    await at.scanAll(page, [TEA]);
    await at.answerAll(page);
    await at.wedge(page, 'AKASHI-DONE');
    await page.getByText('カートを終えました(完了 1件/2件)').waitFor();
    const params = { path: { taskId: held?.task.id ?? '' } };
    await floor.world.station.POST('/v1/station/tasks/{taskId}/release', {
      ...{ params, body: { token: held?.token ?? 0 } },
    });
  },
  STORY_MS,
);
