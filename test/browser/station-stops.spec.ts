import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { ok, type Schemas } from '../../deploy/demo/api.js';
import { newId } from '../../web/station/api/ids.js';
import { eventually } from '../harness/processes.js';
import * as at from './packing-floor.js';

/** Staff stop what a packer has in hand: the screen says so within 15 seconds, nothing can be completed, and the bench is free. */

const TEA = 'TEA-SEN-050';
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

beforeAll(async () => {
  floor = await at.startFloor();
}, STORY_MS);
beforeEach(async () => {
  device = await at.startDevice(floor);
  page = await at.openStation(floor, device);
}, STORY_MS);
afterEach(() => at.closeDevice(device));

interface InHand {
  taskId: string;
  token: number;
}

/** Takes an order up and keeps what the server answered: a hand-made request can then be made with the same token. */
async function takeUp(order: at.TestOrder): Promise<InHand> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/station/claims'));
  await at.takeUp(page, order.number, 'ピッキング');
  return inHandOf(await (await answered).json());
}

function inHandOf({ held }: Schemas['ClaimResult']): InHand {
  if (!held) throw new Error('nothing was claimed');
  return { taskId: held.task.id, token: held.token };
}

/** Everything at the stage in hand, so that only its completion is left; the next stage follows by itself. */
async function finishStage(skus: readonly string[], next: string): Promise<InHand> {
  if (skus.length > 0) await at.scanAll(page, skus);
  await at.answerAll(page);
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/station/claims'));
  await at.doneButton(page).click();
  await at.stageIs(page, next);
  return inHandOf(await (await answered).json());
}

/** Nothing of the stop is out of sight. */
const WHOLE = `(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
  scrollHeight <= clientHeight && scrollWidth <= clientWidth)(document.querySelector('dialog.stop'))`;

const stopScreen = () => page.locator('dialog.stop');

/** Waits for the stop in real time and looks at it as everybody may have it before them. */
async function stopSays(text: string, picture: string): Promise<Locator> {
  const stop = stopScreen();
  await stop.getByText(text).waitFor({ timeout: TOLD_WITHIN_MS });
  expect(await stop.getByRole('button').count()).toBe(1);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    expect(await at.obstacles(page)).toEqual([]);
    const { x, y, width, height } = (await stop.boundingBox()) ?? {};
    expect({ x, y, width, height }).toEqual({ x: 0, y: 0, ...size });
    const isWhole = await page.evaluate<boolean>(WHOLE);
    expect(isWhole).toBe(true);
    await keepPicture(`${picture}-${size.width}`);
  }
  return stop;
}

/** On a hand-held and on a bench's screen. */
async function isClear(picture: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    expect(await at.obstacles(page)).toEqual([]);
    await keepPicture(`${picture}-${size.width}`);
  }
}

async function keepPicture(name: string): Promise<void> {
  const folder = process.env.AKASHI_TEST_SCREENS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The station's own cookie asks past the page: the server refuses too. */
async function completing({ taskId, token }: InHand): Promise<string> {
  const response = await page.request.post(`${floor.baseUrl}/v1/station/tasks/${taskId}/complete`, {
    data: { token, occurredAt: new Date().toISOString() },
    headers: { origin: floor.baseUrl },
  });
  const { code }: { code?: string } = await response.json();
  return code ?? `HTTP ${response.status()}`;
}

const because = { reason: 'customer_asked' as const };
const hold = ({ shipmentId }: at.TestOrder) =>
  ok(
    floor.world.brand.POST('/v1/shipments/{shipmentId}/hold', {
      params: { path: { shipmentId } },
      body: because,
    }),
  );
const cancelOrder = ({ orderId }: at.TestOrder) =>
  ok(
    floor.world.brand.POST('/v1/orders/{orderId}/cancel', {
      params: { path: { orderId } },
      body: { reason: '注文者の希望' },
    }),
  );

it(
  'says when the next release is while nothing can be started, and when an order of later may be begun',
  async () => {
    const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString();
    const later = await at.placeOrder(floor, [TEA], {
      delivery: { date: day(20).slice(0, 10) },
      shipBy: day(19),
    });
    await at.nextButton(page).click();
    await page.getByText(/いま始められる作業はありません。 次の作業は .+ から始められます。/).waitFor();
    await at.wedge(page, later.number);
    await page.getByText(/この受注の作業は .+ から始められます。脇に置いてください。/).waitFor();
    await isClear('idle-later');
  },
  STORY_MS,
);

it(
  'held while it is packed: the film so far is kept, and the bench is free after one press',
  async () => {
    const order = await at.placeOrder(floor, [TEA]);
    await takeUp(order);
    const inHand = await finishStage([TEA], '検品・梱包');
    await page.locator('.rec-on').waitFor();
    const { stopped } = await hold(order);
    expect(stopped).toEqual([inHand.taskId]);

    const stop = await stopSays('出荷を保留する指示が出ました。箱を閉じずに', 'held-ja');
    await stop.getByText(order.number).waitFor();
    expect(await completing(inHand)).toBe('task_stopped');
    await at.wedge(page, 'AKASHI-DONE');
    await page.keyboard.press('Escape');
    expect(await stop.isVisible()).toBe(true);
    await stop.getByRole('button', { name: '確認しました' }).click();
    await at.nextButton(page).waitFor();

    const params = { path: { shipmentId: order.shipmentId } };
    const film = await eventually('the film so far', async () => {
      const record = await ok(floor.world.brand.GET('/v1/shipments/{shipmentId}/record', { params }));
      return record.clips.find(({ kind }) => kind === 'film');
    });
    expect(film.take).toBe(1);
    await at.wedge(page, order.number);
    await page.getByText('出荷が保留されています').waitFor();
  },
  STORY_MS,
);

it(
  'reassigned: in English, and the other bench has it next while this one cannot touch it any more',
  async () => {
    const order = await at.placeOrder(floor, [TEA]);
    const inHand = await takeUp(order);
    await page.getByRole('button', { name: 'English' }).click();
    const { world } = floor;
    const other = await ok(world.station.GET('/v1/station'));
    await reassign(inHand, other.stationId);

    const stop = await stopSays('This order has moved to another station', 'reassigned-en');
    expect(await completing(inHand)).toBe('task_stopped');
    await stop.getByRole('button', { name: 'Understood' }).click();
    await page.getByRole('button', { name: 'Get the next task' }).waitFor();
    await keepPicture('idle-after-en');

    const claim = await ok(world.station.POST('/v1/station/claims', { body: { key: newId() } }));
    const theirs = inHandOf(claim);
    expect(theirs.taskId).toBe(inHand.taskId);
    expect(theirs.token).toBeGreaterThan(inHand.token);
    expect(await completing(inHand)).toBe('newer_token');
    await giveBackOf(theirs);
  },
  STORY_MS,
);

it(
  'taken over by another bench before the next heartbeat: says whose it is now and what to do with the items',
  async () => {
    const order = await at.placeOrder(floor, [TEA]);
    const inHand = await takeUp(order);
    const { world } = floor;
    await reassign(inHand, (await ok(world.station.GET('/v1/station'))).stationId);
    const theirs = inHandOf(await ok(world.station.POST('/v1/station/claims', { body: { key: newId() } })));
    const stop = await stopSays('この受注は別の作業台が引き継ぎました。商品をまとめて脇に', 'newer-token-ja');
    await stop.getByRole('button', { name: '確認しました' }).click();
    await at.nextButton(page).waitFor();
    await giveBackOf(theirs);
  },
  STORY_MS,
);

it(
  'cancelled between label and packing: the parcel with its label on is stopped',
  async () => {
    const order = await at.placeOrder(floor, [TEA]);
    const waybill = await at.issueWaybill(floor, order.shipmentId);
    await takeUp(order);
    await finishStage([TEA], '検品・梱包');
    const inHand = await finishStage([TEA], '出荷');
    await at.wedge(page, waybill);
    await at.said(page).getByText('送り状を照合しました').waitFor();
    await at.answerAll(page);
    await page.getByText('すべて確認しました').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await cancelOrder(order);

    const stop = await stopSays('The order was cancelled. Do not close the box', 'cancelled-en');
    expect(await completing(inHand)).toBe('task_stopped');
    await stop.getByRole('button', { name: 'Understood' }).click();
    await page.getByRole('button', { name: 'Get the next task' }).waitFor();
  },
  STORY_MS,
);

it(
  'held while the network is away: told at its return, in the reason of the scan that was kept; one press frees the bench offline too',
  async () => {
    await at.placeOrder(floor, [TEA]);
    const order = await at.placeOrder(floor, [TEA, TEA]);
    await takeUp(order);
    await page
      .getByRole('status')
      .getByText(/^より急ぎの受注が[1-9]\d*件あります$/)
      .waitFor();
    await isClear('passed-over');
    await device.setOffline(true);
    await page.getByText('通信できません').waitFor();
    await at.wedge(page, at.codeOf(TEA));
    await page.getByText('送信待ち 1件').waitFor();
    await hold(order);
    expect(await stopScreen().count()).toBe(0);
    await device.setOffline(false);

    const stop = await stopSays('出荷を保留する指示が出ました。', 'held-after-offline');
    await device.setOffline(true);
    await stop.getByRole('button', { name: '確認しました' }).click();
    await at.nextButton(page).waitFor();
    await at.nextButton(page).click();
    await page.getByText('待ち行列から応答がありません').waitFor();
    await keepPicture('idle-no-answer');
    await device.setOffline(false);
    await at.stageIs(page, 'ピッキング');
  },
  STORY_MS,
);

it(
  'held while the page was away: told when the bench is on again, once',
  async () => {
    const order = await at.placeOrder(floor, [TEA]);
    await takeUp(order);
    const url = page.url();
    await page.goto('about:blank');
    await hold(order);
    await page.goto(url);
    const stop = await stopSays('出荷を保留する指示が出ました。', 'held-after-reload');
    await stop.getByText(order.number).waitFor();
    await page.reload();
    await stop.getByText('出荷を保留する指示が出ました。').waitFor();
    await stop.getByRole('button', { name: '確認しました' }).click();
    await at.nextButton(page).waitFor();
    await page.reload();
    await at.nextButton(page).waitFor();
    expect(await stop.count()).toBe(0);
  },
  STORY_MS,
);

const reassign = ({ taskId }: InHand, stationId: string) =>
  ok(
    floor.manager.POST('/v1/tasks/{taskId}/reassign', {
      params: { path: { taskId } },
      body: { reason: 'station_problem', stationId },
    }),
  );

async function giveBackOf({ taskId, token }: InHand): Promise<void> {
  const params = { path: { taskId } };
  await floor.world.station.POST('/v1/station/tasks/{taskId}/release', { params, body: { token } });
}
