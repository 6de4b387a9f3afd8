import { z } from 'zod';

/** Opaque, sortable id (UUIDv7). */
export const Id = z.uuid().meta({ description: 'Opaque, sortable id (UUIDv7).' });

/** ISO 8601 instant with an offset; answers are always in UTC. */
export const Instant = z.iso
  .datetime({ offset: true })
  .meta({ description: 'ISO 8601 instant; answers are UTC.' });

/** Calendar date without a time zone, in the brand's zone. */
export const CalendarDate = z.iso.date();

export const Locale = z.enum(['ja', 'en']);

/** A person's words or a name: trimmed, no control characters and no broken ones, which Postgres or UTF-8 can't hold. */
export const shortText = (max = 200) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters or halves of characters');

/** Text in both languages of the product. */
export const BilingualText = z.strictObject({ ja: shortText(500), en: shortText(500) });

/** ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as JPY');

/** Money in minor units of its currency (JPY 1,620 is 1620; USD 16.20 is 1620). */
export const MinorUnits = z.int().min(0).max(9_000_000_000_000);

/** Paging of a list: newest first; `next` is null on the last page. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
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
