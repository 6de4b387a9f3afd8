import { z } from 'zod';
import { Id, Instant, Locale, plainText, shortText } from '../http/common.contract.js';
import { RequirementCode } from '../queue/queue-settings.contract.js';

/** POST /v1/stations (warehouse manager): creates a station with a one-time enrolment code, shown once, valid 24 h. */
export const StationBody = z.strictObject({ name: shortText(60) }).meta({ id: 'StationBody' });
export const EnrolmentCode = z
  .strictObject({ stationId: Id, name: z.string(), code: z.string(), expiresAt: Instant })
  .meta({ id: 'EnrolmentCode' });

/** PUT /v1/stations/{stationId}/capabilities: which pools of the warehouse a bench serves; null: all of that kind. */
const served = z.array(RequirementCode).max(50).nullable();
export const StationCapabilities = z
  .strictObject({ zones: served, temperatures: served, skills: served })
  .meta({ id: 'StationCapabilities' });

export const StationSummary = z
  .strictObject({
    id: Id,
    name: z.string(),
    enrolledAt: Instant.nullable(),
    packer: z.string().nullable(),
    capabilities: StationCapabilities,
  })
  .meta({ id: 'StationSummary' });
export const StationList = z.strictObject({ items: z.array(StationSummary) }).meta({ id: 'StationList' });

export const StationParams = z.strictObject({ stationId: Id });

/** POST /v1/packers (warehouse manager). The badge is a barcode; only its hash is kept. */
export const PackerBody = z
  .strictObject({
    pseudonym: shortText(20),
    displayName: shortText(60),
    badge: plainText(6, 80),
    locale: Locale.default('ja'),
  })
  .meta({ id: 'PackerBody' });
export const Packer = z
  .strictObject({ id: Id, pseudonym: z.string(), displayName: z.string(), locale: Locale })
  .meta({ id: 'Packer' });
export const PackerList = z.strictObject({ items: z.array(Packer) }).meta({ id: 'PackerList' });

/** The public half of a key that the device has made and that never leaves it. */
const publicKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{80,400}={0,2}$/, 'must be base64')
  .meta({ description: 'P-256, SPKI (DER) in base64, as WebCrypto exports it' });

/** PUT /v1/station/signing-key: for a device that was enrolled without one. */
export const SigningKeyBody = z.strictObject({ publicKey }).meta({ id: 'SigningKeyBody' });
export const SigningKey = z.strictObject({ keyId: z.string() }).meta({ id: 'SigningKey' });

/** POST /v1/stations/enrol (public): the code becomes a device key; the page gets it as a cookie, `key` is for scripts. */
export const EnrolBody = z
  .strictObject({ code: plainText(4, 80), publicKey: publicKey.optional() })
  .meta({ id: 'EnrolBody' });
export const EnrolResult = z
  .strictObject({ stationId: Id, name: z.string(), warehouse: z.string(), key: z.string() })
  .meta({ id: 'EnrolResult' });

/** GET /v1/station and answer of sign-in and sign-out. `serverTime` lets the page measure its clock's offset. */
export const StationState = z
  .strictObject({
    stationId: Id,
    name: z.string(),
    warehouse: z.strictObject({
      id: Id,
      name: z.strictObject({ ja: z.string(), en: z.string() }),
      timeZone: z.string(),
    }),
    packer: Packer.nullable(),
    heldTaskIds: z.array(Id),
    serverTime: Instant,
  })
  .meta({ id: 'StationState' });

/** POST /v1/station/sign-in by badge scan; another packer on the station is signed out. */
export const SignInBody = z.strictObject({ badge: plainText(1, 80) }).meta({ id: 'SignInBody' });

export type StationState = z.infer<typeof StationState>;
