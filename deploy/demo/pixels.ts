/** A picture in memory, 8-bit RGB, row by row from the top left. */
export interface Picture {
  width: number;
  height: number;
  rgb: Buffer;
}

export type Colour = readonly [number, number, number];

export function newPicture(width: number, height: number): Picture {
  return { width, height, rgb: Buffer.alloc(width * height * 3) };
}

const clamp = (value: number, max: number): number => Math.max(0, Math.min(max, Math.round(value)));

/** Fills a rectangle: its first row pixel by pixel, the others as copies of it. What lies outside is ignored. */
export function rectangle(
  picture: Picture,
  x: number,
  y: number,
  w: number,
  h: number,
  [r, g, b]: Colour,
): void {
  const { width, height, rgb } = picture;
  const [left, right] = [clamp(x, width), clamp(x + w, width)];
  const [top, bottom] = [clamp(y, height), clamp(y + h, height)];
  if (left >= right || top >= bottom) return;
  const from = (top * width + left) * 3;
  const to = from + (right - left) * 3;
  for (let at = from; at < to; at += 3) {
    rgb[at] = r;
    rgb[at + 1] = g;
    rgb[at + 2] = b;
  }
  for (let row = top + 1; row < bottom; row++) rgb.copyWithin((row * width + left) * 3, from, to);
}

export function ellipse(
  picture: Picture,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  colour: Colour,
): void {
  for (let row = Math.ceil(cy - ry); row <= cy + ry; row++) {
    const half = rx * Math.sqrt(Math.max(0, 1 - ((row - cy) / ry) ** 2));
    rectangle(picture, cx - half, row, 2 * half, 1, colour);
  }
}

// Five columns a letter, lowest bit on top: enough for order numbers and clocks, without a font file.
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  '0': [62, 81, 73, 69, 62],
  '1': [0, 66, 127, 64, 0],
  '2': [66, 97, 81, 73, 70],
  '3': [33, 65, 69, 75, 49],
  '4': [24, 20, 18, 127, 16],
  '5': [39, 69, 69, 69, 57],
  '6': [60, 74, 73, 73, 48],
  '7': [1, 113, 9, 5, 3],
  '8': [54, 73, 73, 73, 54],
  '9': [6, 73, 73, 41, 30],
  A: [126, 17, 17, 17, 126],
  B: [127, 73, 73, 73, 54],
  C: [62, 65, 65, 65, 34],
  D: [127, 65, 65, 34, 28],
  E: [127, 73, 73, 73, 65],
  F: [127, 9, 9, 9, 1],
  G: [62, 65, 73, 73, 122],
  H: [127, 8, 8, 8, 127],
  I: [0, 65, 127, 65, 0],
  J: [32, 64, 65, 63, 1],
  K: [127, 8, 20, 34, 65],
  L: [127, 64, 64, 64, 64],
  M: [127, 2, 12, 2, 127],
  N: [127, 4, 8, 16, 127],
  O: [62, 65, 65, 65, 62],
  P: [127, 9, 9, 9, 6],
  Q: [62, 65, 81, 33, 94],
  R: [127, 9, 25, 41, 70],
  S: [70, 73, 73, 73, 49],
  T: [1, 1, 127, 1, 1],
  U: [63, 64, 64, 64, 63],
  V: [31, 32, 64, 32, 31],
  W: [63, 64, 56, 64, 63],
  X: [99, 20, 8, 20, 99],
  Y: [7, 8, 112, 8, 7],
  Z: [97, 81, 73, 69, 67],
  '-': [8, 8, 8, 8, 8],
  ':': [0, 54, 54, 0, 0],
  '.': [0, 96, 96, 0, 0],
  ' ': [0, 0, 0, 0, 0],
};

/** Writes capital letters, digits, `-`, `:` and `.`; other characters leave a gap. `size`: pixels a dot. */
export function write(
  picture: Picture,
  x: number,
  y: number,
  text: string,
  size: number,
  colour: Colour,
): void {
  [...text.toUpperCase()].forEach((letter, n) => {
    (GLYPHS[letter] ?? []).forEach((column, dx) => {
      for (let dy = 0; dy < 7; dy++) {
        if ((column >> dy) & 1)
          rectangle(picture, x + (n * 6 + dx) * size, y + dy * size, size, size, colour);
      }
    });
  });
}
