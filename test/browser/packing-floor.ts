import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AxeResults } from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { apiWith, ok, type Schemas } from '../../deploy/demo/api.js';
import { ITEMS, PACKERS } from '../../deploy/demo/sumihido.js';
import { findMediaTools } from '../../src/media/find-ffmpeg.js';
import { startPlayground, type Playground } from '../e2e/playground.js';
import { unique } from '../factories/accounts.js';
import { runFolder } from '../harness/services.js';
import { chromiumPath, QUIET } from './chromium.js';

/** A warehouse with API and worker, and real browsers whose camera shows a film made for the run. */
export interface Floor extends Playground {
  camera: string;
  manager: ReturnType<typeof apiWith>;
}

/** Enough for a loaded machine; nothing waits longer than it has to. */
export const PATIENCE_MS = 45_000;
export const BADGE = PACKERS[1].badge;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1366, height: 768 };

export async function startFloor(): Promise<Floor> {
  const playground = await startPlayground();
  const camera = await filmForTheCamera();
  const login = playground.world.logins.find(({ role }) => role === 'warehouse manager');
  const cookie = await sessionOf(playground.baseUrl, login?.email ?? '', login?.password ?? '');
  return { ...playground, camera, manager: apiWith(playground.baseUrl, { cookie }) };
}

async function sessionOf(baseUrl: string, email: string, password: string): Promise<string> {
  const answer = await apiWith(baseUrl, {}).POST('/v1/session', { body: { email, password } });
  return answer.response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function filmForTheCamera(): Promise<string> {
  const path = join(runFolder(), `${unique('camera-')}.mjpeg`);
  const { ffmpeg } = await findMediaTools();
  const scene = ['-f', 'lavfi', '-i', 'testsrc=size=640x360:rate=10', '-t', '5'];
  await promisify(execFile)(ffmpeg.command, [
    '-v',
    'error',
    '-y',
    ...scene,
    '-pix_fmt',
    'yuvj420p',
    '-q:v',
    '8',
    path,
  ]);
  return path;
}

/** A browser of its own, as a device on the bench is; the same `userDataDir` again is the same device after a restart. */
export async function startDevice(floor: Floor, userDataDir = ''): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(userDataDir, {
    executablePath: chromiumPath(),
    headless: true,
    viewport: WIDE,
    locale: 'ja-JP',
    args: [
      ...QUIET,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${floor.camera}`,
    ],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

/** Ends a device; what its screens showed last stays beside the logs of a run that is kept. */
export async function closeDevice(device: BrowserContext): Promise<void> {
  const folder = process.env.AKASHI_TEST_SCREENS;
  const name =
    expect
      .getState()
      .currentTestName?.replaceAll(/[^a-z0-9]+/gi, '-')
      .slice(0, 60) ?? 'test';
  if (folder) {
    for (const [n, page] of device.pages().entries())
      await page.screenshot({ path: join(folder, `${name}-${n}.png`) }).catch(() => undefined);
  }
  await device.close();
}

/** The station page of a new station, with a packer signed in and nothing in hand. */
export async function openStation(floor: Floor, context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${floor.baseUrl}/station/`);
  await page.getByLabel('登録コード').fill(await enrolmentCode(floor));
  await page.keyboard.press('Enter');
  await page.getByText('担当者の名札を読み取ってください').waitFor();
  await wedge(page, BADGE);
  await nextButton(page).waitFor();
  return page;
}

export async function enrolmentCode({ manager }: Floor): Promise<string> {
  const { code } = await ok(manager.POST('/v1/stations', { body: { name: unique('台') } }));
  return code;
}

export const nextButton = (page: Page) => page.getByRole('button', { name: '次の作業を受け取る' });
export const doneButton = (page: Page) => page.getByRole('button', { name: '完了する' });
export const said = (page: Page) => page.locator('.feedback');

/** Types as a scanner does: fast, into whatever has the focus, with Enter at the end. */
export async function wedge(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code, { delay: 2 });
  await page.keyboard.press('Enter');
}

export const codeOf = (sku: string): string => ITEMS.find((item) => item.sku === sku)?.gtin ?? sku;

/** Takes an order in by its number and waits until its stage is on the screen. */
export async function takeUp(page: Page, orderNumber: string, stage: string): Promise<void> {
  await wedge(page, orderNumber);
  await stageIs(page, stage);
}

export const stageIs = (page: Page, stage: string) =>
  page.locator('.stage', { hasText: stage }).waitFor({ timeout: PATIENCE_MS });

/** Scans every piece and waits until all of them are counted. */
export async function scanAll(page: Page, skus: readonly string[]): Promise<void> {
  for (const sku of skus) await wedge(page, codeOf(sku));
  const lines = await page.locator('.lines .line').count();
  await page
    .locator('.line-done')
    .nth(lines - 1)
    .waitFor();
}

/** Presses the positive answer of every open question, one after the other. */
export async function answerAll(page: Page): Promise<void> {
  const open = page.locator('.check-buttons .yes');
  for (let left = await open.count(); left > 0; left = await open.count()) {
    await open.first().click();
    await open.nth(left - 1).waitFor({ state: 'detached' });
  }
}

export interface TestOrder {
  number: string;
  orderId: string;
  shipmentId: string;
}

type Line = Schemas['OrderBody']['lines'][number];

/** An order that can be worked on now. */
export async function placeOrder(
  { world }: Floor,
  skus: readonly string[],
  more: Partial<Schemas['OrderBody']> = {},
): Promise<TestOrder> {
  const number = unique('BR-').toUpperCase();
  const orderer = {
    ...{ name: '高瀬 千尋', nameKana: 'たかせ ちひろ', email: `${number.toLowerCase()}@example.com` },
    ...{ country: 'JP', postalCode: '248-0006', region: '神奈川県', city: '鎌倉市', line1: '架空町1-2-3' },
  };
  const lines: Line[] = [...new Set(skus)].map((sku) => ({
    sku,
    quantity: skus.filter((each) => each === sku).length,
    unitPrice: 1000,
  }));
  const body = {
    ...{ source: 'browser', externalId: number, orderer, lines, locale: 'ja' as const },
    placedAt: new Date(Date.now() - 60_000).toISOString(),
    customer: { ref: number, name: orderer.name, email: orderer.email },
    payment: {
      ...{ method: 'card' as const, state: 'paid' as const },
      ...{ currency: 'JPY', total: skus.length * 1000 },
    },
    shipBy: new Date(Date.now() + 8 * 3_600_000).toISOString(),
    ...{ carrier: 'yamato' as const, delivery: {}, gift: false, wishes: [] },
    ...more,
  };
  const answer = await ok(world.brand.POST('/v1/orders', { body }));
  if (!('orderId' in answer) || !answer.orderId) throw new Error(JSON.stringify(answer));
  return { number, orderId: answer.orderId, shipmentId: answer.shipmentIds[0] ?? '' };
}

let serial = Math.floor(Math.random() * 1e6);

/** Issues a carrier's number for a shipment. @returns the number */
export async function issueWaybill({ world }: Floor, shipmentId: string): Promise<string> {
  serial += 1;
  const eleven = 30_120_000_000 + serial;
  const number = `${eleven}${eleven % 7}`;
  await ok(
    world.brand.PUT('/v1/shipments/{shipmentId}/waybills', {
      params: { path: { shipmentId } },
      body: { waybills: [{ carrier: 'yamato', number }] },
    }),
  );
  return number;
}

/** What somebody with a screen reader or poor sight would stumble over on this screen; empty when nothing. */
export async function obstacles(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
