import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { BrowserContext, Page } from 'playwright-core';
import { ok } from '../../deploy/demo/api.js';
import { eventually } from '../harness/processes.js';
import { runFolder } from '../harness/services.js';
import * as at from './packing-floor.js';

/** Wifi and power go at the bench; what was scanned and filmed until then arrives all the same. */

const TEA = 'TEA-SEN-050';
const TEAPOT = 'CER-KYU-360';
const STORY_MS = 240_000;
/** How long the network is away while filming; OFFLINE_SECONDS=60 for the whole minute. */
const OFFLINE_SECONDS = Number(process.env.OFFLINE_SECONDS ?? 20);
/** Filmed meanwhile, in pieces of two seconds. */
const PIECES_OFFLINE = OFFLINE_SECONDS / 2;

let floor: at.Floor;
let database: pg.Pool;
let device: BrowserContext | undefined;

beforeAll(async () => {
  floor = await at.startFloor();
  database = new pg.Pool({ connectionString: floor.env['DATABASE_URL'], max: 2 });
}, STORY_MS);
afterEach(async () => {
  if (device) await at.closeDevice(device);
});
afterAll(() => database.end());

const films = async (shipmentId: string) => {
  const params = { path: { shipmentId } };
  const record = await ok(floor.world.brand.GET('/v1/shipments/{shipmentId}/record', { params }));
  return record.clips.filter(({ kind }) => kind === 'film');
};

const playable = (shipmentId: string) =>
  eventually(
    'a film that plays',
    async () => (await films(shipmentId)).find(({ mediaState }) => mediaState === 'playable'),
    120_000,
  );

/** Pieces of film on the device: those that the server has too, and those that it lacks. */
async function pieces(on: Page): Promise<{ sent: number; unsent: number }> {
  const flags = await on.evaluate<boolean[]>(`new Promise((resolve) => {
    const opening = indexedDB.open('akashi-station');
    opening.onsuccess = () => {
      const reading = opening.result.transaction('segments').objectStore('segments').getAll();
      reading.onsuccess = () => { opening.result.close(); resolve(reading.result.map(({ sent }) => sent)); };
    };
  })`);
  const sent = flags.filter(Boolean).length;
  return { sent, unsent: flags.length - sent };
}

async function startFilming(page: Page, skus: readonly string[]): Promise<at.TestOrder> {
  const order = await at.placeOrder(floor, skus);
  await at.takeUp(page, order.number, 'ピッキング');
  await at.scanAll(page, skus);
  await at.answerAll(page);
  await at.doneButton(page).click();
  await at.stageIs(page, '検品・梱包');
  await page.locator('.rec-on').waitFor();
  await eventually('a piece at the server', async () => (await pieces(page)).sent > 0 || undefined, 60_000);
  return order;
}

it(
  'loses nothing while the network is away: scans go out in order afterwards, the film is whole and plays',
  async () => {
    device = await at.startDevice(floor);
    const page = await at.openStation(floor, device);
    const order = await startFilming(page, [TEA, TEAPOT, TEA]);

    await device.setOffline(true);
    await page.getByText('通信できません').waitFor();
    await at.wedge(page, at.codeOf(TEA));
    await at.said(page).getByText('煎茶「朝凪」50g:端末に保存しました').waitFor();
    await at.wedge(page, '4901234567894');
    await at.said(page).getByText('この注文の商品と一致しません').waitFor();
    await at.wedge(page, at.codeOf(TEAPOT));
    await at.wedge(page, at.codeOf(TEA));
    await page.getByText('送信待ち 4件').waitFor();
    expect(await at.obstacles(page)).toEqual([]);
    const stored = await eventually(
      'a film on the device',
      async () => {
        const now = await pieces(page);
        return now.unsent >= PIECES_OFFLINE ? now : undefined;
      },
      90_000 + OFFLINE_SECONDS * 1000,
    );
    await device.setOffline(false);

    await page.getByText('接続中').waitFor();
    await page.locator('.line-done').nth(1).waitFor();
    await at.answerAll(page);
    await at.doneButton(page).click();
    await at.stageIs(page, '出荷');
    const film = await playable(order.shipmentId);

    const scans = await database.query<{ code: string }>(
      `select s.code from scans s join tasks t on t.id = s.task_id
       where t.shipment_id = $1 and t.stage = 'pack' order by s.recorded_at, s.id`,
      [order.shipmentId],
    );
    expect(scans.rows.map(({ code }) => code)).toEqual([
      // What isn't of this order may be anything, a neighbour's label too: it is kept as a digest.
      ...[at.codeOf(TEA), expect.stringMatching(/^withheld:/), at.codeOf(TEAPOT), at.codeOf(TEA)],
    ]);
    const { rows } = await database.query<{ segments: number; missing: number }>(
      'select count(*)::integer as segments, max(n) + 1 - count(*)::integer as missing from clip_segments where clip_id = $1',
      [film.id],
    );
    expect(rows[0]?.missing).toBe(0);
    expect(rows[0]?.segments).toBeGreaterThanOrEqual(stored.sent + stored.unsent);
    expect(film.durationMs ?? 0).toBeGreaterThan(PIECES_OFFLINE * 1500);
    await eventually('an empty device', async () => {
      const { sent, unsent } = await pieces(page);
      return sent + unsent === 0 ? true : undefined;
    });
  },
  STORY_MS,
);

it(
  'takes the task up again after the power went, and sends the film that was on the device',
  async () => {
    const folder = await mkdtemp(join(runFolder(), 'device-'));
    device = await at.startDevice(floor, folder);
    await at.openStation(floor, device);
    // The browser writes its cookies now and then; a device that was enrolled this morning has long done so.
    await device.close();
    device = await at.startDevice(floor, folder);
    const page = await device.newPage();
    await page.goto(`${floor.baseUrl}/station/`);
    await at.nextButton(page).waitFor();
    const order = await startFilming(page, [TEA]);
    await device.setOffline(true);
    await eventually(
      'pieces on the device',
      async () => (await pieces(page)).unsent >= 2 || undefined,
      60_000,
    );
    await pullThePlug(folder);

    device = await at.startDevice(floor, folder);
    const again = await device.newPage();
    await again.goto(`${floor.baseUrl}/station/`);
    await at.stageIs(again, '検品・梱包');
    const film = await playable(order.shipmentId);
    expect(film.durationMs ?? 0).toBeGreaterThan(2000);
    await at.scanAll(again, [TEA]);
    await at.answerAll(again);
    await at.doneButton(again).click();
    await at.stageIs(again, '出荷');
    await eventually(
      'both takes',
      async () => {
        const states = (await films(order.shipmentId)).map(({ mediaState }) => mediaState);
        return states.length === 2 && states.every((state) => state === 'playable') ? true : undefined;
      },
      120_000,
    );
  },
  STORY_MS,
);

/** Kills the browser that uses this folder, as a power cut does. */
async function pullThePlug(folder: string): Promise<void> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(folder) && !command.includes('--type=')) process.kill(Number(pid), 'SIGKILL');
  }
  await eventually('the browser to be gone', async () => {
    const alive = await Promise.all(
      (await readdir('/proc')).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    return alive.some((command) => command.includes(folder)) ? undefined : true;
  });
}
