import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { DataSource } from 'typeorm';
import { rows } from '../../src/database/sql.js';
import { ObjectStore } from '../../src/storage/object-store.js';
import { putCheckableFilm } from '../factories/checkable-film.js';
import { createLink, createTrackedShipment, type TrackedShipment } from '../factories/tracked-shipment.js';
import { createTestApp } from '../harness/application.js';
import { startChromium } from './chromium.js';

/** The customer's page in a real browser: on a phone and on a desk, by day and by night, with and without scripts. */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const THUMB_PX = 44;

let app: NestFastifyApplication;
let browser: Browser;
let origin: string;
let shipment: TrackedShipment;
let context: BrowserContext;

beforeAll(async () => {
  app = await createTestApp();
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
  // The page's script reads films from the storage, which must know our origin; the port is this test's own.
  await app.get(ObjectStore).ensureBuckets(origin);
  browser = await startChromium();
});
beforeEach(async () => {
  shipment = await createTrackedShipment(app, { state: 'delivered', carrierState: 'delivered' });
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** Opens the link of a shipment; `errors` collects what the browser complains about, such as refused styles. */
async function open(
  options: BrowserContextOptions = {},
  link: Parameters<typeof createLink>[2] = {},
): Promise<{ page: Page; errors: string[]; asked: string[] }> {
  context = await browser.newContext({ locale: 'ja-JP', ...PHONE, ...options });
  const page = await context.newPage();
  const [errors, asked]: [string[], string[]] = [[], []];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('request', (request) => asked.push(request.url()));
  const { path } = await createLink(app, shipment, link);
  await page.goto(`${origin}${path}`);
  return { page, errors, asked };
}

/** For those who look at what people see: AKASHI_TEST_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.AKASHI_TEST_PICTURES;
  if (folder) await page.locator('.seal').screenshot({ path: `${folder}/${name.replace(/\W+/g, '-')}.png` });
}

/** Puts other bytes under a film's key and lets the database name them, as an intruder in both would. */
async function exchange(key: string): Promise<void> {
  const other = {
    bucket: 'derived' as const,
    key,
    body: Buffer.from('another film'),
    contentType: 'video/mp4',
  };
  const { versionId } = await app.get(ObjectStore).put(other);
  await rows(app.get(DataSource), 'update renditions set version_id = $2 where object_key = $1', [
    key,
    versionId,
  ]);
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const result: AxeResults = await page.evaluate('axe.run()');
  return result.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

describe('the tracking page in a browser', () => {
  it.each([
    ['a phone, Japanese', {}],
    ['a phone by night, English', { locale: 'en-GB', colorScheme: 'dark' as const }],
    ['a desk, Japanese', { viewport: { width: 1280, height: 900 }, isMobile: false }],
    ['a small phone, English', { locale: 'en-GB', viewport: { width: 320, height: 568 } }],
  ])('has no violation of the accessibility rules and fits: %s', async (_, options) => {
    const { page, errors } = await open(options);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    // The poster of this made-up film isn't in the storage; everything else must load.
    expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
  });

  it('asks nobody but us, runs no script but our own and leaves no token in the address', async () => {
    const { page, asked } = await open();
    const hosts = new Set(asked.filter((url) => !url.includes('X-Amz-')).map((url) => new URL(url).origin));
    expect([...hosts]).toEqual([origin]);
    const scripts = await page.evaluate('Array.from(document.scripts, ({ src }) => src)');
    expect(scripts).toEqual([`${origin}/verify/check.js`]);
    expect(new URL(page.url()).pathname).toMatch(/^\/t\/s\/[0-9a-f-]{36}$/);
    expect(await page.locator('a[href^="https://"]').getAttribute('rel')).toContain('noreferrer');
  });

  it('wears the brand’s colours by a style that its policy names', async () => {
    const { page } = await open();
    const colour = (of: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${of}')).backgroundColor`);
    expect(await colour('body')).toBe('rgb(251, 248, 241)');
    expect(await colour('.mark')).toBe('rgb(178, 58, 46)');
  });

  it('has controls that a thumb can hit', async () => {
    const { page } = await open();
    for (const control of await page.locator('a.button, .lang').all()) {
      expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(THUMB_PX);
    }
  });

  it('changes its language by a link', async () => {
    const { page } = await open();
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('h1').innerText()).toBe('Delivered');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('link', { name: '日本語' }).click();
    expect(await page.locator('h1').innerText()).toBe('お届けが完了しました');
  });

  it('takes a report without scripts, and shows its number from then on', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.getByRole('link', { name: '困ったことを知らせる' }).click();
    await page.getByRole('button', { name: 'この内容で送る' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('どのようなことですか').selectOption({ label: '割れ・へこみがあった' });
    await page.getByLabel('くわしい様子').fill('ふたが\nへこんでいました');
    await page.getByRole('button', { name: 'この内容で送る' }).click();
    expect(await page.locator('h1').innerText()).toBe('お知らせをお預かりしました');
    expect(await page.locator('.big').innerText()).toBe('C-000001');
    await page.getByRole('link', { name: 'お届けの状況に戻る' }).click();
    expect(await page.locator('main').innerText()).toContain('担当者が確認しています');
    const stored = await rows(app.get(DataSource), 'select reason from cases where shipment_id = $1', [
      shipment.shipmentId,
    ]);
    expect(stored).toEqual([{ reason: 'damaged' }]);
  });

  it('has forms and messages without violations of the accessibility rules', async () => {
    const { page } = await open();
    await page.getByRole('link', { name: '困ったことを知らせる' }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'この内容で送る' }).click();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${origin}/t/AAAAAAAAAAAAAAAAAAAAAA`);
    expect(await page.locator('h1').innerText()).toBe('ページが見つかりません');
    expect(await violations(page)).toEqual([]);
  });

  it('is the same page for a keyboard: skip link first, and every stop visible', async () => {
    const { page } = await open({ isMobile: false, hasTouch: false });
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  });

  it('says without scripts that the record is tamper-evident, and offers no button that would do nothing', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.getByText('改ざん検知つきの記録').click();
    expect(await page.locator('.seal').innerText()).toContain('あとから書き換えると');
    expect(await page.locator('.check').innerText()).toBe('');
  });

  it.each([
    [
      'a phone, Japanese',
      {},
      '改ざん検知つきの記録',
      'このブラウザで確かめる',
      '署名されたものと同じです',
      '公開ログにはまだ',
    ],
    [
      'a desk, English',
      { locale: 'en-GB', viewport: { width: 1280, height: 900 }, isMobile: false },
      ...[
        'A tamper-evident record',
        'Check in this browser',
        'the one that was signed',
        'not in the public log yet',
      ],
    ],
  ] as const)('checks the film in the browser: %s', async (name, options, title, button, good, pending) => {
    const { key } = await putCheckableFilm(app, shipment);
    const { page, errors } = await open(options);
    await page.getByText(title).click();
    await page.getByRole('button', { name: button }).click();
    const said = page.locator('.check [data-state=good]');
    await said.waitFor();
    expect(await said.innerText()).toContain(good);
    expect(await said.innerText()).toContain(pending);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await picture(page, `check ${name}`);
    // Somebody exchanges the film in the storage.
    await exchange(key);
    await page.locator('.check button').click();
    await page.locator('.check [data-state=bad]').waitFor();
    expect(await page.locator('.check').innerText()).toMatch(/一致しません|is not the one that was signed/);
    await picture(page, `check failed ${name}`);
    expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
  });
});
