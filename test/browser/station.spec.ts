import type { BrowserContext, Page } from 'playwright-core';
import { ok } from '../../deploy/demo/api.js';
import { eventually } from '../harness/processes.js';
import * as at from './packing-floor.js';

/** A packer in gloves at a real Chromium: everything is typed by a scanner or pressed, and the camera runs. */

const TEA = 'TEA-SEN-050';
const TEAPOT = 'CER-KYU-360';
const STORY_MS = 180_000;

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

const film = async (shipmentId: string) => {
  const params = { path: { shipmentId } };
  const record = await ok(floor.world.brand.GET('/v1/shipments/{shipmentId}/record', { params }));
  return record.clips.find(({ kind }) => kind === 'film');
};

/** Whether a film's manifest names a statement that the page has signed with its own, published key. */
const stationSigned = (clipId: string) =>
  eventually('the manifest of the film', async () => {
    const headers = { authorization: `Bearer ${floor.world.brandKey}` };
    const answer = await fetch(`${floor.world.baseUrl}/v1/clips/${clipId}/manifest`, { headers });
    if (!answer.ok) return undefined;
    const { recording } = (await answer.json()) as { recording: { keyId: string } | null };
    const { items } = await ok(floor.world.brand.GET('/v1/keys'));
    return items.some(({ keyId, owner }) => keyId === recording?.keyId && owner === 'station');
  });

async function pick(order: at.TestOrder, skus: readonly string[]): Promise<void> {
  await at.takeUp(page, order.number, 'ピッキング');
  await at.scanAll(page, skus);
  await at.answerAll(page);
  await at.doneButton(page).click();
  await at.stageIs(page, '検品・梱包');
}

/** Gives whatever is in hand back, so that the next test starts with empty hands. */
async function giveBack(): Promise<void> {
  await page.getByRole('button', { name: '作業を戻す' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '作業を戻す' }).click();
  await at.nextButton(page).waitFor();
}

it(
  'takes an order from the shelf to the label, swaps a chipped item, and the film becomes playable',
  async () => {
    const order = await at.placeOrder(floor, [TEA, TEA, TEAPOT]);
    const waybill = await at.issueWaybill(floor, order.shipmentId);
    await pick(order, [TEA, TEA, TEAPOT]);
    await page.locator('.rec-on').waitFor();
    expect(await at.obstacles(page)).toEqual([]);

    await at.scanAll(page, [TEA, TEAPOT, TEA]);
    await page.getByRole('button', { name: /^NG: 光に当てて/ }).click();
    const dialog = page.getByRole('dialog');
    expect(await at.obstacles(page)).toEqual([]);
    await dialog.getByLabel('白磁の急須').check();
    await dialog.getByRole('button', { name: /^差し替える/ }).click();
    await page.getByText('差し替え待ち').waitFor();
    await at.wedge(page, at.codeOf(TEAPOT));
    await page.getByText('2回目の確認です').waitFor();
    await at.scanAll(page, [TEAPOT, TEA, TEA]);
    await at.answerAll(page);
    await page.getByText('すべて確認しました').waitFor();
    await at.wedge(page, 'AKASHI-DONE');
    const completedAt = Date.now();

    await at.stageIs(page, '出荷');
    // The last three seconds before a label is scanned aren't for customers; of a film of three nothing would be left.
    await page.waitForTimeout(3_500);
    await at.wedge(page, waybill);
    await at.said(page).getByText('送り状を照合しました').waitFor();
    await at.answerAll(page);
    await at.doneButton(page).click();
    await page.getByText(`注文 ${order.number} を完了しました。`).waitFor();

    const playable = await eventually(
      'a film that plays',
      async () => {
        const clip = await film(order.shipmentId);
        return clip?.mediaState === 'playable' ? clip : undefined;
      },
      120_000,
    );
    process.stderr.write(`completed → playable: ${((Date.now() - completedAt) / 1000).toFixed(1)} s\n`);
    expect(playable.renditions.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['staff', 'customer']),
    );
    expect(await stationSigned(playable.id)).toBe(true);
    const scans = playable.marks.filter(({ kind }) => kind === 'scan');
    expect(scans.length).toBeGreaterThanOrEqual(7);
    expect(scans.map(({ atMs }) => atMs)).toEqual(scans.map(({ atMs }) => atMs).sort((a, b) => a - b));
  },
  STORY_MS,
);

it(
  'stops at a wrong item, understands full width and an IME, and counts one piece once',
  async () => {
    const order = await at.placeOrder(floor, [TEA]);
    await at.takeUp(page, order.number.replace('-', '').toLowerCase(), 'ピッキング');
    await at.wedge(page, at.codeOf(TEAPOT));
    await at.said(page).getByText('この受注にない商品です').waitFor();
    expect(await page.locator('.feedback-stop').count()).toBe(1);
    await page.getByText('0 / 1').waitFor();

    await page.keyboard.insertText('２０２６０１０１０１０１６');
    await page.keyboard.press('Enter');
    await page.getByText('1 / 1').waitFor();
    await at.wedge(page, at.codeOf(TEA));
    await at.said(page).getByText('1点多いです').waitFor();
    await giveBack();
  },
  STORY_MS,
);

it(
  "stops the packer with another order's label, and a scanner's Enter can't wave that away",
  async () => {
    const order = await at.placeOrder(floor, [TEA]);
    const other = await at.placeOrder(floor, [TEA]);
    await at.issueWaybill(floor, order.shipmentId);
    const foreign = await at.issueWaybill(floor, other.shipmentId);
    await pick(order, [TEA]);
    await at.scanAll(page, [TEA]);
    await at.answerAll(page);
    await at.doneButton(page).click();
    await at.stageIs(page, '出荷');

    await at.wedge(page, foreign);
    const stop = page.getByRole('dialog', { name: '作業を止めてください' });
    await stop.getByText('別の荷物の送り状です').waitFor();
    expect(await at.obstacles(page)).toEqual([]);
    await at.wedge(page, foreign);
    await page.keyboard.press('Escape');
    expect(await stop.isVisible()).toBe(true);
    await stop.getByRole('button').click();
    await stop.waitFor({ state: 'hidden' });
    expect(await at.doneButton(page).isDisabled()).toBe(true);
    await giveBack();
  },
  STORY_MS,
);

it(
  'tells the packer within one heartbeat that the order was cancelled',
  async () => {
    const order = await at.placeOrder(floor, [TEA]);
    await at.takeUp(page, order.number, 'ピッキング');
    const params = { path: { orderId: order.orderId } };
    await ok(
      floor.world.brand.POST('/v1/orders/{orderId}/cancel', { params, body: { reason: '注文者の希望' } }),
    );
    const stop = page.getByRole('dialog', { name: '作業を止めてください' });
    await stop.getByText('受注が取り消されました').waitFor({ timeout: 30_000 });
    await stop.getByRole('button', { name: '確認しました' }).click();
    await at.nextButton(page).waitFor();
  },
  STORY_MS,
);

it(
  'takes a task up again after the page was reloaded in the middle of it, and keeps the film so far',
  async () => {
    const order = await at.placeOrder(floor, [TEA, TEA]);
    await pick(order, [TEA, TEA]);
    await page.locator('.rec-on').waitFor();
    await at.wedge(page, at.codeOf(TEA));
    await page.getByText('1 / 2').waitFor();
    await eventually(
      'a piece of the film',
      async () => (await storedSegments(page)) > 0 || undefined,
      30_000,
    );
    await page.reload();
    await at.stageIs(page, '検品・梱包');
    await page.getByText('1 / 2').waitFor();
    await eventually(
      'the interrupted film to play',
      async () => ((await film(order.shipmentId))?.mediaState === 'playable' ? true : undefined),
      60_000,
    );
    await giveBack();
  },
  STORY_MS,
);

/** Segments that the device has, or has sent already. */
function storedSegments(on: Page): Promise<number> {
  return on.evaluate<number>(`new Promise((resolve) => {
    const opening = indexedDB.open('akashi-station');
    opening.onsuccess = () => {
      const counting = opening.result.transaction('segments').objectStore('segments').count();
      counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
    };
  })`);
}
