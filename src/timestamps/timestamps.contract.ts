import { z } from 'zod';

/** GET /v1/timestamp-authorities: what time stamps are checked with. */
export const TimestampAuthority = z
  .strictObject({
    name: z.string(),
    fingerprint: z.string().meta({ description: 'SHA-256 of the certificate, hex' }),
    pem: z.string().meta({ description: 'X.509 in PEM, as `openssl ts -verify -CAfile` reads it' }),
    local: z.boolean().meta({
      description: 'The stand-in of this installation: its time stamps prove nothing to anybody else',
    }),
  })
  .meta({ id: 'TimestampAuthority' });
export const TimestampAuthorityList = z
  .strictObject({ items: z.array(TimestampAuthority) })
  .meta({ id: 'TimestampAuthorityList' });
