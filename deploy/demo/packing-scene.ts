import { ellipse, newPicture, rectangle, write, type Colour, type Picture } from './pixels.js';

/** What is filmed: when each item goes into the box, when it is closed, when the label goes on. Milliseconds. */
export interface PackingScript {
  orderNumber: string;
  startedAt: Date;
  itemsAtMs: readonly number[];
  closedAtMs: number;
  labelAtMs: number;
  durationMs: number;
}

export const SCENE = { width: 640, height: 360, framesPerSecond: 12 } as const;

const TABLE: Colour = [171, 139, 102];
const BOX: Colour = [196, 160, 112];
const BOX_DARK: Colour = [150, 116, 76];
const BOX_INSIDE: Colour = [120, 92, 60];
const SLEEVE: Colour = [54, 72, 88];
const SKIN: Colour = [214, 172, 140];
const PAPER: Colour = [240, 238, 230];
const INK: Colour = [34, 49, 43];
const ITEMS: readonly Colour[] = [
  [238, 236, 228],
  [120, 62, 44],
  [91, 122, 75],
  [60, 60, 66],
];
const HAND_TRAVEL_MS = 1600;
const BOX_AT = { x: 220, y: 110, width: 220, height: 170 } as const;

/**
 * Draws one frame of somebody packing: hands bring the items to the box at the scripted moments, the flaps close, a
 * label goes on. The order slip and a running clock are in the picture all the time, as on a real bench.
 */
export function drawFrame(script: PackingScript, atMs: number): Picture {
  const picture = { ...TABLE_TOP, rgb: Buffer.from(TABLE_TOP.rgb) };
  const packed = script.itemsAtMs.filter((moment) => moment <= atMs).length;
  if (atMs < script.closedAtMs) openBox(picture, packed);
  else closedBox(picture, atMs - script.closedAtMs);
  if (atMs >= script.labelAtMs) label(picture);
  hands(picture, script, atMs);
  slip(picture, script, atMs);
  noise(picture, atMs);
  return picture;
}

const TABLE_TOP = tableTop();

function tableTop(): Picture {
  const picture = newPicture(SCENE.width, SCENE.height);
  for (let y = 0; y < picture.height; y++) {
    const grain = Math.round(6 * Math.sin(y / 3.1) + 5 * Math.sin(y / 17));
    rectangle(picture, 0, y, picture.width, 1, [TABLE[0] + grain, TABLE[1] + grain, TABLE[2] + grain]);
  }
  return picture;
}

function openBox(picture: Picture, packed: number): void {
  const { x, y, width, height } = BOX_AT;
  rectangle(picture, x - 46, y, 42, height, BOX);
  rectangle(picture, x + width + 4, y, 42, height, BOX);
  rectangle(picture, x - 4, y - 4, width + 8, height + 8, BOX_DARK);
  rectangle(picture, x + 4, y + 4, width - 8, height - 8, BOX_INSIDE);
  for (let n = 0; n < packed; n++) item(picture, n, x + 55 + (n % 3) * 56, y + 55 + Math.floor(n / 3) * 60);
}

function item(picture: Picture, n: number, cx: number, cy: number): void {
  const colour = ITEMS[n % ITEMS.length] ?? PAPER;
  if (n % 2 === 0) {
    ellipse(picture, cx, cy, 26, 24, colour);
    ellipse(picture, cx, cy, 12, 11, [colour[0] - 24, colour[1] - 24, colour[2] - 24]);
  } else {
    rectangle(picture, cx - 22, cy - 26, 44, 52, colour);
    rectangle(picture, cx - 14, cy - 10, 28, 20, PAPER);
  }
}

function closedBox(picture: Picture, sinceMs: number): void {
  const { x, y, width, height } = BOX_AT;
  rectangle(picture, x - 4, y - 4, width + 8, height + 8, BOX_DARK);
  rectangle(picture, x, y, width, height, BOX);
  const taped = Math.min(1, sinceMs / 1500);
  rectangle(picture, x, y + height / 2 - 14, width * taped, 28, [214, 190, 150]);
}

function label(picture: Picture): void {
  const { x, y } = BOX_AT;
  rectangle(picture, x + 24, y + 22, 172, 112, PAPER);
  write(picture, x + 34, y + 32, 'LABEL', 3, INK);
  for (let bar = 0; bar < 40; bar++) {
    if ((bar * 7) % 5 < 3) rectangle(picture, x + 34 + bar * 3.8, y + 78, 2, 42, INK);
  }
}

/** Both hands wait at the edge; the right one carries each item in and goes back. */
function hands(picture: Picture, script: PackingScript, atMs: number): void {
  const sway = 4 * Math.sin(atMs / 420);
  hand(picture, 120 + sway, 300);
  const next = script.itemsAtMs.findIndex((moment) => Math.abs(moment - atMs) < HAND_TRAVEL_MS);
  const moment = script.itemsAtMs[next];
  if (moment === undefined) return hand(picture, 530 - sway, 300);
  const near = 1 - Math.abs(moment - atMs) / HAND_TRAVEL_MS;
  const x = 560 - near * 230;
  const y = 320 - near * 130;
  if (atMs < moment) item(picture, next, x - 30, y - 20);
  hand(picture, x, y);
}

function hand(picture: Picture, x: number, y: number): void {
  rectangle(picture, x - 8, y + 14, 52, picture.height - y, SLEEVE);
  ellipse(picture, x + 14, y + 6, 26, 20, SKIN);
}

function slip(picture: Picture, script: PackingScript, atMs: number): void {
  rectangle(picture, 14, 12, 250, 66, PAPER);
  write(picture, 24, 20, script.orderNumber, 3, INK);
  const clock = new Date(script.startedAt.getTime() + atMs).toISOString().slice(11, 21);
  write(picture, 24, 50, `${clock} UTC`, 2, INK);
}

/** A camera's grain, the same for the same moment, so that footage can be made again. */
function noise(picture: Picture, atMs: number): void {
  let seed = (atMs + 1) * 2_654_435_761;
  for (let at = 0; at < picture.rgb.length; at += 31) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    picture.rgb[at] = Math.max(0, Math.min(255, (picture.rgb[at] ?? 0) + (seed >>> 28) - 8));
  }
}
