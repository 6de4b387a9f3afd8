import { z } from 'zod';
import { Id, Instant, Locale, shortText } from '../http/common.contract.js';
import { RankCode } from '../ranks/ranks.contract.js';

/** The brand's own name for a customer, e.g. its shop's customer number. */
export const CustomerRef = shortText(120);

/** Path of the routes on one customer. */
export const CustomerParams = z.strictObject({ ref: CustomerRef });

/** 01 continuing, 02 paused, 03 left. */
export const MembershipStatus = z.enum(['01', '02', '03']);

/** PUT /v1/customers/{ref} */
export const CustomerBody = z
  .strictObject({
    name: shortText().optional(),
    nameKana: shortText().optional(),
    email: z.email().max(254).optional(),
    phone: shortText(40).optional(),
    locale: Locale.default('ja'),
    membershipStatus: MembershipStatus.default('01'),
  })
  .meta({ id: 'CustomerBody' });

/** PUT /v1/customers/{ref}/rank: the brand's own decision (`external`), in force from now until `endsAt`. */
export const CustomerRankBody = z
  .strictObject({ rank: RankCode, reason: shortText(500), endsAt: Instant.nullable().default(null) })
  .meta({ id: 'CustomerRankBody' });

export const CustomerRank = z
  .strictObject({
    rank: RankCode,
    source: z.enum(['default', 'external', 'rules']),
    reason: z.string().nullable(),
    startsAt: Instant.nullable(),
    endsAt: Instant.nullable(),
  })
  .meta({ id: 'CustomerRank' });

export const Customer = z
  .strictObject({
    id: Id,
    ref: CustomerRef,
    name: z.string().nullable(),
    nameKana: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    locale: Locale,
    membershipStatus: MembershipStatus,
    rank: CustomerRank,
  })
  .meta({ id: 'Customer' });

export type CustomerBody = z.infer<typeof CustomerBody>;
export type CustomerRankBody = z.infer<typeof CustomerRankBody>;
export type CustomerRank = z.infer<typeof CustomerRank>;
export type Customer = z.infer<typeof Customer>;
