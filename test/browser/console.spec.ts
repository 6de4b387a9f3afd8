import type { BrowserContext, Locator, Page } from 'playwright-core';
import { Story, type StoryResult } from '../../deploy/demo/story.js';
import * as at from './packing-floor.js';

/** An agent with a customer on the phone: find, look, show, record, and nobody can delete it any more. */

const STORY_MS = 240_000;

let floor: at.Floor;
let result: StoryResult;
let device: BrowserContext;
let page: Page;

beforeAll(async () => {
  floor = await at.startFloor();
  result = await new Story(floor.world, floor.narrator, floor.packer).play((n) => `SD-${1000 + n}`);
}, STORY_MS);
beforeEach(async () => {
  device = await at.startDevice(floor);
  page = await device.newPage();
}, STORY_MS);
afterEach(() => at.closeDevice(device));

const agent = () => floor.world.logins.find(({ role }) => role === 'agent');

/** Signs in with the keyboard alone. */
async function signIn(): Promise<void> {
  await page.goto(`${floor.baseUrl}/console/`);
  await page.getByLabel('メールアドレス').waitFor();
  await page.keyboard.type(agent()?.email ?? '');
  await page.keyboard.press('Tab');
  await page.keyboard.type(agent()?.password ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('search').waitFor();
}

async function find(text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text);
  await page.keyboard.press('Enter');
}

const hit = (number: string) => page.locator('.hit', { hasText: number });

it(
  'refuses a wrong password in the reader’s language, and says when nothing is found',
  async () => {
    await page.goto(`${floor.baseUrl}/console/`);
    expect(await obstacles('login')).toEqual([]);
    await page.getByLabel('メールアドレス').fill(agent()?.email ?? '');
    await page.getByLabel('パスワード').fill('not it');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('メールアドレスまたはパスワードが違います').waitFor();
    await signIn();
    expect(await obstacles('search')).toEqual([]);
    await find('ZZZZ-999');
    await page.getByRole('status').getByText('見つかりませんでした').waitFor();
  },
  STORY_MS,
);

it(
  'finds an order by number, waybill or e-mail in any width, and plays the film from the asked moment',
  async () => {
    await signIn();
    for (const text of ['sd1001', 'ＳＤ－１００１', '301200000010', '3012-0000-0010', 'TAKASE@example.com']) {
      await find(text);
      await hit('SD-1001').waitFor();
    }
    await hit('SD-1001').focus();
    await page.keyboard.press('Enter');
    const film = page.locator('video');
    await film.waitFor();
    expect(await obstacles('record')).toEqual([]);
    const moment = page.getByRole('button', { name: /^この場面を見る/ }).first();
    await moment.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      (element) =>
        Reflect.get(element ?? {}, 'currentTime') > 1 && Reflect.get(element ?? {}, 'readyState') >= 2,
      await film.elementHandle(),
    );
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    expect(await obstacles('record in English')).toEqual([]);
  },
  STORY_MS,
);

it(
  'shows the customer the record, records a complaint, raises it to a dispute and preserves the evidence',
  async () => {
    await signIn();
    await find('SD-1001');
    await hit('SD-1001').click();
    await page.getByRole('button', { name: 'お客さまに記録をお見せする' }).click();
    const link = await page.getByLabel('このリンクをお客さまへお送りください').inputValue();
    const customer = await device.newPage();
    await customer.goto(link);
    await customer.getByText('SD-1001').first().waitFor();
    await customer.locator('video').waitFor();
    await customer.close();

    await page.getByText('お申し出・異議を記録する').click();
    await page.getByLabel('メモ').fill('ふたのふちに欠けがあったとのこと。');
    await page.getByRole('button', { name: '記録する', exact: true }).click();
    await page.locator('.hit', { hasText: 'お申し出' }).click();
    await page.getByText('ふたのふちに欠けがあったとのこと。').waitFor();
    await page.getByRole('button', { name: '異議', exact: true }).click();
    await page.getByText(/^記録の保全 \(\d+\)$/).click();
    await page.getByText('保全済み').first().waitFor();
    expect(await obstacles('case')).toEqual([]);
    await page.getByLabel('記録に書き加える').fill('お詫びし、代わりの品を手配しました。');
    await page.getByRole('button', { name: '書き加える' }).click();
    await page.locator('.message', { hasText: '代わりの品を手配しました' }).waitFor();
    await page.getByRole('button', { name: '出荷の記録を開く' }).click();
    await page.locator('.badge', { hasText: '記録を保全しました' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: '解決として閉じる' }).click();
    await page.getByText('対応: 代替品の発送').waitFor();
  },
  STORY_MS,
);

it(
  'takes the evidence away in one file, by keyboard, for a reason that is asked for',
  async () => {
    await signIn();
    await find('SD-1001');
    await hit('SD-1001').click();
    const button = page.getByRole('button', { name: '証拠一式をダウンロード' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await obstacles('bundle')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await page.getByLabel('持ち出す理由').focus();
    // The first is empty, the second a dispute.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toMatch(/^akashi-[0-9a-f-]{36}\.zip$/);
    expect(new URL(download.url()).search).toBe('?reason=customer_request');
    expect(await download.failure()).toBeNull();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  },
  STORY_MS,
);

it(
  'plays the film on the page of the dispute, from the moment of a check, by keyboard and on a narrow screen',
  async () => {
    await signIn();
    await page.goto(result.disputeUrl);
    const film = page.locator('.films video').first();
    await film.waitFor();
    await film.focus();
    await page.keyboard.press('Space');
    await shownUntil(film, 0.3);
    const moment = page
      .locator('.checks')
      .getByRole('button', { name: /^この場面を見る/ })
      .last();
    const [minutes = 0, seconds = 0] = (await moment.innerText()).match(/\d+/g)?.map(Number) ?? [];
    await moment.focus();
    await page.keyboard.press('Enter');
    await shownUntil(film, minutes * 60 + seconds - 1);
    expect(await obstacles('dispute')).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await film.scrollIntoViewIfNeeded();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(await obstacles('dispute on a phone')).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Films and stills' }).waitFor();
    expect(await obstacles('dispute in English')).toEqual([]);
  },
  STORY_MS,
);

it(
  "opens the demo's dispute, and asks to sign in again when the session has ended elsewhere",
  async () => {
    await signIn();
    await page.goto(result.disputeUrl);
    await page.getByText('割れ・へこみがあった').first().waitFor();
    await page.getByRole('link', { name: 'お申し出・異議' }).click();
    await page.locator('.hit').first().waitFor();
    expect(await obstacles('cases')).toEqual([]);
    await device.clearCookies();
    await page.getByRole('button', { name: '解決済み' }).click();
    await page.getByLabel('パスワード').waitFor();
  },
  STORY_MS,
);

/** Waits until the film has shown pictures beyond this time. */
const shownUntil = async (film: Locator, seconds: number) =>
  page.waitForFunction(
    ({ element, from }) =>
      Reflect.get(element ?? {}, 'currentTime') > from && Reflect.get(element ?? {}, 'videoWidth') > 0,
    { element: await film.elementHandle(), from: seconds },
  );

const obstacles = async (screen: string) => (await at.obstacles(page)).map((what) => `${screen}: ${what}`);
