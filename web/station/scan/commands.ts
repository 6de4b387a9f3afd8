/** What the printed command barcodes say. Letters and hyphens only, so that every symbology can carry them. */
export const COMMANDS = {
  'AKASHI-OK': 'ok',
  'AKASHI-NG': 'ng',
  'AKASHI-NA': 'na',
  'AKASHI-SHORT': 'short',
  'AKASHI-PHOTO': 'photo',
  'AKASHI-DONE': 'done',
  'AKASHI-NEXT': 'next',
  'AKASHI-CART': 'cart',
} as const;

export type Command = (typeof COMMANDS)[keyof typeof COMMANDS];

const byCode: Readonly<Record<string, Command>> = COMMANDS;

/** A scanner types what the keyboard layout and the IME make of it: full width and case don't matter. */
export function normalizeScan(raw: string): string {
  return raw.normalize('NFKC').trim();
}

/** The command that a scanned text stands for, or null when it is a code of something. */
export function commandOf(scanned: string): Command | null {
  return byCode[normalizeScan(scanned).toUpperCase()] ?? null;
}
