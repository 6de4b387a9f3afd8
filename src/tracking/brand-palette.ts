/**
 * A brand's four colours, made safe to read: text is darkened or lightened until it has the contrast that WCAG 2.2 AA
 * asks for (4.5 to 1), whatever the brand has chosen, on light paper and in the dark.
 */
export interface BrandColours {
  ink: string;
  paper: string;
  accent: string;
  seal: string;
}

export interface Palette {
  paper: string;
  card: string;
  ink: string;
  soft: string;
  line: string;
  accent: string;
  onAccent: string;
  seal: string;
  onSeal: string;
  tint: string;
}

type Rgb = readonly [number, number, number];

const AA = 4.5;
const STEPS = 24;
const LIGHT_GROUND = 0.7;
const DARK_GROUND = 0.03;
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** What a page without a brand wears. */
export const NEUTRAL_COLOURS: BrandColours = {
  ink: '#2a2d2f',
  paper: '#f6f5f2',
  accent: '#4d5b63',
  seal: '#7a4a44',
};

/** Light and dark palettes of a brand. Colours that can't be read as #rrggbb fall back to neutral ones. */
export function paletteOf(colours: Partial<BrandColours>): { light: Palette; dark: Palette } {
  const [ink, paper, accent, seal] = (['ink', 'paper', 'accent', 'seal'] as const).map(
    (name) => parse(colours[name]) ?? parse(NEUTRAL_COLOURS[name]) ?? BLACK,
  );
  if (!ink || !paper || !accent || !seal) throw new TypeError('four colours make a palette');
  const day = lightened(paper);
  const night = darkened(mix(ink, BLACK, 0.55));
  return {
    light: palette({ ink, paper: day, accent, seal, card: mix(day, WHITE, 0.7) }),
    dark: palette({
      ink: mix(day, WHITE, 0.1),
      paper: night,
      accent: mix(accent, WHITE, 0.35),
      seal: mix(seal, WHITE, 0.3),
      card: mix(night, ink, 0.12),
    }),
  };
}

/** Contrast of two colours (WCAG 2.2), from 1 to 21. */
export function contrast(left: string, right: string): number {
  return contrastOf(parse(left) ?? BLACK, parse(right) ?? BLACK);
}

function palette(base: { ink: Rgb; paper: Rgb; accent: Rgb; seal: Rgb; card: Rgb }): Palette {
  const { paper, card } = base;
  const tint = mix(card, base.accent, 0.09);
  const grounds = [paper, card, tint];
  const ink = readable(base.ink, grounds);
  const accent = readable(base.accent, grounds);
  const seal = readable(base.seal, grounds);
  return {
    paper: hex(paper),
    card: hex(card),
    ink: hex(ink),
    soft: hex(readable(mix(ink, paper, 0.3), grounds)),
    line: hex(mix(paper, ink, 0.16)),
    accent: hex(accent),
    onAccent: hex(readable(paper, [accent])),
    seal: hex(seal),
    onSeal: hex(readable(paper, [seal])),
    tint: hex(tint),
  };
}

/** Moves a colour away from its grounds until it can be read on all of them. */
function readable(colour: Rgb, grounds: readonly Rgb[]): Rgb {
  const lightest = Math.max(...grounds.map(luminance));
  const goal = lightest > 0.18 ? BLACK : WHITE;
  return firstOf(colour, goal, (candidate) => grounds.every((ground) => contrastOf(candidate, ground) >= AA));
}

/** A ground light enough for dark text; a brand's own paper usually is. */
function lightened(colour: Rgb): Rgb {
  return firstOf(colour, WHITE, (candidate) => luminance(candidate) >= LIGHT_GROUND);
}

/** A ground dark enough for light text. */
function darkened(colour: Rgb): Rgb {
  return firstOf(colour, BLACK, (candidate) => luminance(candidate) <= DARK_GROUND);
}

function firstOf(colour: Rgb, goal: Rgb, fits: (candidate: Rgb) => boolean): Rgb {
  for (let step = 0; step <= STEPS; step += 1) {
    const candidate = mix(colour, goal, step / STEPS);
    if (fits(candidate)) return candidate;
  }
  return goal;
}

function contrastOf(left: Rgb, right: Rgb): number {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [at(0), at(1), at(2)];
}

function parse(colour: string | undefined): Rgb | undefined {
  if (!colour || !/^#[0-9a-f]{6}$/i.test(colour)) return undefined;
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hex(colour: Rgb): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
