import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { ok } from '../../deploy/demo/api.js';
import * as at from './packing-floor.js';

/** A manager sees how many parcels left with their evidence, opens one that did not, and says why. */

const STORY_MS = 240_000;
const NARROW = { width: 390, height: 844 };

let floor: at.Floor;
let device: BrowserContext;
let page: Page;

beforeAll(async () => {
  floor = await at.startFloor();
}, STORY_MS);
beforeEach(async () => {
  device = await at.startDevice(floor);
  page = await device.newPage();
}, STORY_MS);
afterEach(() => at.closeDevice(device));

/** A parcel that leaves while its film is missing. */
async function shipWithoutFilm(): Promise<at.TestOrder> {
  const order = await at.placeOrder(floor, ['TEA-SEN-050']);
  const waybill = await at.issueWaybill(floor, order.shipmentId);
  await floor.packer.workOrder({ orderNumber: order.number, waybill });
  const occurredAt = new Date().toISOString();
  await ok(floor.world.station.POST('/v1/station/handovers', { body: { waybill, occurredAt } }));
  return order;
}

async function signIn(): Promise<void> {
  const login = floor.world.logins.find(({ role }) => role === 'warehouse manager');
  await page.goto(`${floor.baseUrl}/console/coverage`);
  await page.getByLabel('メールアドレス').fill(login?.email ?? '');
  await page.getByLabel('パスワード').fill(login?.password ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '記録率' }).waitFor();
}

const shown = async (name: string) => {
  const folder = process.env.AKASHI_TEST_SCREENS;
  if (folder) await page.screenshot({ path: join(folder, `coverage-${name}.png`), fullPage: true });
  expect((await at.obstacles(page)).map((what) => `${name}: ${what}`)).toEqual([]);
};

it(
  'tells when nothing was shipped, names what left without its film, and is done when a manager has said why',
  async () => {
    await signIn();
    await page.getByRole('status').getByText('引き渡した荷物はありません').waitFor();
    await shown('empty');

    const order = await shipWithoutFilm();
    await page.reload();
    await page.getByRole('heading', { name: '記録が不足している荷物 1件' }).waitFor();
    await shown('wide');
    await page.setViewportSize(NARROW);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(NARROW.width);
    await shown('narrow');

    await page.getByRole('link', { name: order.number }).click();
    await page.getByText('記録なしで出荷されました').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: '記録が不足している荷物 1件' }).waitFor();
    for (const select of await page.getByRole('combobox').all()) await select.selectOption('camera_broken');
    const waive = page.getByRole('button', { name: 'この理由で認める' });
    for (let left = await waive.count(); left > 0; left -= 1) {
      await waive.first().click();
      await waive.nth(left - 1).waitFor({ state: 'detached' });
    }
    await page.getByRole('status').getByText('記録が不足している荷物はありません').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('No parcel lacks its evidence.').waitFor();
    await shown('english');
  },
  STORY_MS,
);

it(
  'tells packers at the station what for their recordings were looked at',
  async () => {
    page = await at.openStation(floor, device);
    await page.getByText('あなたの作業映像の閲覧(30日間)').click();
    await page.locator('.my-views p').waitFor();
    const folder = process.env.AKASHI_TEST_SCREENS;
    if (folder) await page.screenshot({ path: join(folder, 'my-views.png'), fullPage: true });
    expect(await at.obstacles(page)).toEqual([]);
  },
  STORY_MS,
);
