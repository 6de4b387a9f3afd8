import { z } from 'zod';
import { isPlausibleTime } from './reported-time.js';

/** Opaque, sortable id (UUIDv7), in lower case however it was written: the database answers it so, and ids are compared. */
export const Id = z.uuid().toLowerCase().meta({ description: 'Opaque, sortable id (UUIDv7).' });

/** ISO 8601 instant with an offset; answers are always in UTC. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(isInCalendar, 'must be between 2000-01-01 and 2199-12-31')
  .meta({ description: 'ISO 8601 instant; answers are UTC.' });

/** When something happened by the clock of whoever reports it: a station or a carrier. */
export const ReportedInstant = z.iso
  .datetime({ offset: true })
  .refine(
    (instant) => Number.isNaN(Date.parse(instant)) || isPlausibleTime(instant),
    'is too far from now to be true: check the clock of whoever sent this, then send it again',
  )
  .meta({ description: 'ISO 8601 instant, at most 2 days ahead of the server and 400 days behind it.' });

// A form that was open for a moment, and clocks that differ a little.
const FUTURE_TOLERANCE_MS = 300_000;

/** An instant that is still to come, such as a deadline. */
export const FutureInstant = Instant.refine(
  (instant) => Number.isNaN(Date.parse(instant)) || Date.parse(instant) > Date.now() - FUTURE_TOLERANCE_MS,
  'is over already: name a time in the future',
).meta({ description: 'ISO 8601 instant; answers are UTC.' });

/** Calendar date without a time zone, in the brand's zone. */
export const CalendarDate = z.iso.date().refine(isInCalendar, 'must be between 2000-01-01 and 2199-12-31');

export const Locale = z.enum(['ja', 'en']);

const UNPRINTABLE = 'must not contain control characters or halves of characters';

/** One line, taken as it is: no control characters and no broken ones, which Postgres or UTF-8 can't hold. */
export const plainText = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, UNPRINTABLE);

/** A person's words or a name: a trimmed line. */
export const shortText = (max = 200) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, UNPRINTABLE);

/** A person's own words, over several lines. */
export const longText = (max = 2000) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u, UNPRINTABLE);

/** What a scanner read. GS1 codes hold separators (U+001D), so only what can't be stored is refused. */
export const scannedText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\0\p{Cs}]*$/u, 'is not a readable code: scan it again');

/** Text in both languages of the product. */
export const BilingualText = z.strictObject({ ja: shortText(500), en: shortText(500) });

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217 code. Codes of yesterday's currencies are known too, as old orders may be taken in. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code such as JPY', abort: true })
  .refine((code) => CURRENCIES.has(code), 'is no currency of ISO 4217: use a code such as JPY');

/** Money in minor units of its currency (JPY 1,620 is 1620; USD 16.20 is 1620). */
export const MinorUnits = z.int().min(0).max(9_000_000_000_000);

/** Paging of a list: newest first; `next` is null on the last page. */
export const PageQuery = z.strictObject({
  cursor: plainText(0, 200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** One page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

/** Standard base64 of a SHA-256 digest (44 characters). */
export const Sha256Base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be the base64 of a SHA-256 digest');

/** What a stage's instruction or exception is about, in the reader's language. */
export type Locale = z.infer<typeof Locale>;
export type BilingualText = z.infer<typeof BilingualText>;

/** Years beyond these are slips of the pen; Postgres or Date would not read some of them back. */
function isInCalendar(written: string): boolean {
  const ms = Date.parse(written);
  return Number.isNaN(ms) || (ms >= Date.UTC(2000, 0, 1) && ms < Date.UTC(2200, 0, 1));
}
