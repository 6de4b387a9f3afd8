import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { apiWith, ok, type Schemas } from '../../deploy/demo/api.js';
import * as at from './packing-floor.js';

/** A warehouse manager watches the trucks on the wall and on a phone, asks why, and steps in. */

const STORY_MS = 240_000;
const TOKYO = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Tokyo',
  hour: '2-digit',
  minute: '2-digit',
});

let floor: at.Floor;
let device: BrowserContext;
let page: Page;

beforeAll(async () => {
  floor = await at.startFloor();
  await trucksLeaveIn({ japan_post: 55, yamato: 115, sagawa: 200 });
}, STORY_MS);
beforeEach(async () => {
  device = await at.startDevice(floor);
  page = await device.newPage();
}, STORY_MS);
afterEach(() => at.closeDevice(device));

type Carrier = Schemas['Pickup']['carrier'];

/** Pickups every day, so many minutes from now. */
async function trucksLeaveIn(minutes: Partial<Record<Carrier, number>>): Promise<void> {
  const pickups = Object.entries(minutes).map(([carrier, inMinutes]) => ({
    carrier: carrier as Carrier,
    localTime: TOKYO.format(Date.now() + inMinutes * 60_000),
    weekdays: [1, 2, 3, 4, 5, 6, 7],
  }));
  await ok(floor.manager.PUT('/v1/pickups', { body: { pickups } }));
}

async function place(count: number, carrier: Carrier, rank: string): Promise<at.TestOrder[]> {
  const orders: at.TestOrder[] = [];
  for (let n = 0; n < count; n += 1) {
    const ref = `${carrier}-${rank}-${n}`;
    const params = { path: { ref } };
    await ok(floor.world.brand.PUT('/v1/customers/{ref}', { params, body: {} }));
    await ok(floor.world.brand.PUT('/v1/customers/{ref}/rank', { params, body: { rank, reason: 'CRM' } }));
    orders.push(await at.placeOrder(floor, ['TEA-SEN-050'], { carrier, customer: { ref } }));
  }
  return orders;
}

async function signIn(path = '/console/'): Promise<void> {
  const login = floor.world.logins.find(({ role }) => role === 'warehouse manager');
  await page.goto(`${floor.baseUrl}${path}`);
  await page.getByLabel('メールアドレス').fill(login?.email ?? '');
  await page.getByLabel('パスワード').fill(login?.password ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
}

const truck = (name: string) => page.locator('.truck', { hasText: name });
const narrow = () => page.setViewportSize({ width: 390, height: 844 });
const overflows = async () => Number(await page.evaluate('document.documentElement.scrollWidth'));
const obstacles = async (screen: string) => (await at.obstacles(page)).map((what) => `${screen}: ${what}`);

/** At which stage and of which rank: together as many as the sentence says, also as a list to a screen reader. */
async function saysWho(of: Page): Promise<void> {
  const risk = of.locator('.truck-risk').first();
  const [, counted] = /(\d+)件が間に合いません/.exec(await risk.locator('.truck-text').innerText()) ?? [];
  const parts = risk.locator('.truck-risks div');
  expect(await parts.locator('dt').allInnerTexts()).toEqual([
    '間に合わない見込み(工程ごと)',
    '間に合わない見込み(会員ランクごと)',
  ]);
  const numbers = async (at: number) => (await parts.nth(at).locator('strong').allInnerTexts()).map(Number);
  expect(Math.max(...(await numbers(0)))).toBe(Number(counted));
  expect((await numbers(1)).reduce((sum, count) => sum + count, 0)).toBe(Number(counted));
  const table = of.getByRole('table').filter({ hasText: '前工程待ち' });
  expect(await table.getByRole('columnheader', { name: '間に合わない見込み' }).count()).toBe(1);
}

/** Pictures for people to look at, when somebody wants them. */
async function picture(name: string): Promise<void> {
  const folder = process.env.AKASHI_TEST_SCREENS;
  if (folder) await page.screenshot({ path: join(folder, `board-${name}.png`), fullPage: true });
}

it(
  'is a warehouse manager’s first page, says when there is nothing, and shows an order as soon as it comes',
  async () => {
    await signIn();
    await page.getByText('出荷待ちの注文はありません').waitFor();
    expect(await obstacles('empty')).toEqual([]);
    await picture('empty-ja');
    await place(1, 'yamato', 'vip');
    await truck('ヤマト運輸').getByText('残り1件').waitFor();
    await page.getByText('自動更新中').waitFor();
  },
  STORY_MS,
);

it(
  'says of each truck who won’t make it, to the eye and to a screen reader, wide and narrow, in both languages and at night',
  async () => {
    await place(14, 'yamato', 'standard');
    await place(4, 'yamato', 'vip');
    await place(9, 'japan_post', 'repeat');
    const [held] = await place(6, 'sagawa', 'standard');
    await place(2, 'other', 'standard');
    const params = { path: { shipmentId: held?.shipmentId ?? '' } };
    await ok(
      floor.world.brand.POST('/v1/shipments/{shipmentId}/hold', { params, body: { reason: 'stock' } }),
    );
    const second = await ok(floor.manager.POST('/v1/stations', { body: { name: '作業台9' } }));
    const enrolled = await ok(
      apiWith(floor.baseUrl, {}).POST('/v1/stations/enrol', { body: { code: second.code } }),
    );
    const bench = apiWith(floor.baseUrl, { bearer: enrolled.key });
    await ok(bench.POST('/v1/station/sign-in', { body: { badge: at.BADGE } }));
    for (const station of [floor.world.station, bench]) {
      await ok(station.POST('/v1/station/claims', { body: { key: `board-${enrolled.stationId}` } }));
    }
    await signIn();
    await truck('日本郵便').waitFor();
    await page.getByText('作業中 2人').waitFor();
    await page.getByText('その他の配送会社の集荷時刻が登録されていない').waitFor();
    await page.getByText('キューを作り直しています').waitFor({ state: 'detached' });
    expect(await truck('日本郵便').locator('.tone').innerText()).toMatch(/\S/);
    await saysWho(page);
    for (const language of ['ja', 'en']) {
      if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
      await page.setViewportSize({ width: 1600, height: 900 });
      await picture(`wide-${language}`);
      expect(await obstacles(`board ${language}`)).toEqual([]);
      await narrow();
      expect(await overflows()).toBeLessThanOrEqual(390);
      await picture(`narrow-${language}`);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await obstacles(`board at night ${language}`)).toEqual([]);
      await picture(`night-${language}`);
      await page.emulateMedia({ colorScheme: 'light' });
    }
    await page.getByText(/to go/).first().waitFor();
  },
  STORY_MS,
);

it(
  'leads from a truck to its parcels and to why one stands where it stands; a hold is recorded with its reason and released again',
  async () => {
    const [order] = await place(1, 'sagawa', 'subscriber');
    const number = order?.number ?? '';
    await signIn();
    await truck('佐川急便').getByRole('link').click();
    const parcel = page.locator('.parcel', { hasText: number });
    await parcel.waitFor();
    expect(await obstacles('parcels')).toEqual([]);
    await picture('parcels-ja');
    await parcel.getByRole('link', { name: `${number}がこの順番の理由` }).click();
    await page.getByRole('heading', { name: `${number}:この順番の理由` }).waitFor();
    await page.getByText('先行時間').first().waitFor();
    expect(await obstacles('why')).toEqual([]);
    await picture('why-ja');
    await page.goBack();

    await parcel.getByRole('button', { name: `${number}を変更` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('理由').selectOption({ label: 'お届け先の確認' });
    expect(await obstacles('change')).toEqual([]);
    await picture('change-ja');
    await page.getByRole('button', { name: '確認へ' }).click();
    await page.getByText('保留を解除するまで').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(`${number}を変更しました`).waitFor();
    await parcel.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '保留', exact: true }).click();
    await parcel.getByText('保留').first().waitFor();
    await parcel.getByRole('button').click();
    await page.getByRole('dialog').getByLabel('理由').selectOption({ label: 'お届け先の確認' });
    await page.getByRole('button', { name: '確認へ' }).click();
    await page.getByRole('button', { name: '実行する' }).click();
    await parcel.waitFor({ state: 'detached' });
    await narrow();
    expect(await overflows()).toBeLessThanOrEqual(390);
  },
  STORY_MS,
);

it(
  'keeps the last board when the server can’t be reached, says how old it is, and goes on by itself',
  async () => {
    await signIn();
    await page.getByText('自動更新中').waitFor();
    await page.route('**/v1/board**', (route) => route.abort());
    await page.evaluate(`fetch('/v1/board/events').catch(() => 0)`);
    await device.setOffline(true);
    await place(1, 'yamato', 'standard');
    await page.getByText('接続が切れました').waitFor();
    await picture('lost-ja');
    expect(await obstacles('lost')).toEqual([]);
    await page.locator('.truck').first().waitFor();
    await page.unroute('**/v1/board**');
    await device.setOffline(false);
    await page.getByText('自動更新中').waitFor();
  },
  STORY_MS,
);

it(
  'closes a day: nothing is unaccounted for, and what was recorded stays',
  async () => {
    await signIn('/console/board/day');
    await page.getByRole('heading', { name: '日締め' }).waitFor();
    await page.getByText('差異はありません').waitFor();
    expect(await obstacles('day')).toEqual([]);
    await page.getByRole('button', { name: 'この日を締める' }).click();
    await page.getByText(/に締めました/).waitFor();
    await picture('day-ja');
    await narrow();
    await delay(100);
    expect(await overflows()).toBeLessThanOrEqual(390);
  },
  STORY_MS,
);
