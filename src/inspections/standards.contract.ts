import { z } from 'zod';
import { BilingualText, Id, Instant } from '../http/common.contract.js';
import { Section } from '../shipments/shipments.contract.js';

/** How a check is answered: auto (by the scan), press (one press), photo (a still), command (a barcode, not a question). */
export const AnsweredBy = z.enum(['auto', 'press', 'photo', 'command']);

export const CheckItemBody = z
  .strictObject({
    code: z.string().regex(/^[A-Z]{2}\d{1,3}$/, 'must be two letters and a number, such as PA7'),
    answeredBy: AnsweredBy,
    appliesTo: z
      .array(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/))
      .max(10)
      .default([]),
    text: BilingualText,
    customerText: BilingualText.nullable().default(null),
  })
  .meta({ id: 'CheckItemBody' });

/** POST /v1/standards: publishes the next version of a section; tasks keep the version that they were started with. */
export const StandardBody = z
  .strictObject({ section: Section, title: BilingualText, checks: z.array(CheckItemBody).min(1).max(60) })
  .meta({ id: 'StandardBody' });

export const Standard = z
  .strictObject({
    id: Id,
    section: Section,
    version: z.int(),
    title: BilingualText,
    publishedAt: Instant,
    checks: z.array(CheckItemBody.extend({ id: Id })),
  })
  .meta({ id: 'Standard' });

/** GET /v1/standards: the newest version of each section. */
export const StandardList = z.strictObject({ items: z.array(Standard) }).meta({ id: 'StandardList' });

export type CheckItemBody = z.infer<typeof CheckItemBody>;
export type StandardBody = z.infer<typeof StandardBody>;
export type Standard = z.infer<typeof Standard>;
