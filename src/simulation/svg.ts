/** Told apart also by those who don't see red and green; each at least 4.5 : 1 on the paper. */
export const COLORS = {
  paper: '#ffffff',
  ink: '#1f2933',
  quiet: '#52606d',
  line: '#d9e2ec',
  vip: '#0b6e75',
  standard: '#b4530a',
  chosen: '#e6f2f2',
} as const;

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
  fill: string;
  radius?: number;
}

export function rect({ x, y, width, height, fill, radius = 0 }: Rect): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}"/>`;
}

interface Label {
  size: number;
  weight?: number;
  fill?: string;
  anchor?: 'start' | 'middle' | 'end';
}

export function label(x: number, y: number, text: string, style: Label): string {
  const { size, weight = 400, fill = COLORS.ink, anchor = 'start' } = style;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
}

export function line(from: readonly [number, number], to: readonly [number, number], style: string): string {
  return `<line x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(to[0])}" y2="${round(to[1])}" ${style}/>`;
}

/** A curve through points, with a dot on each. */
export function curve(points: readonly (readonly [number, number])[], color: string): string {
  const path = points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
  const dots = points.map(([x, y]) => `<circle cx="${round(x)}" cy="${round(y)}" r="3.5" fill="${color}"/>`);
  return [
    `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2.5" stroke-linejoin="round"/>`,
    ...dots,
  ].join('\n');
}

export function minutesText(minutes: number): string {
  return minutes < 10 ? minutes.toFixed(1) : String(Math.round(minutes));
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
