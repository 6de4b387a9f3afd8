import { z } from 'zod';
import { Id, plainText } from '../http/common.contract.js';

/** What happened when, in milliseconds into the clip. `label`: from here on an address label may be in the picture. */
export const ClipMark = z
  .strictObject({
    kind: z.enum(['scan', 'answer', 'photo', 'label', 'swap']),
    atMs: z.int().min(0).max(86_400_000),
    scanId: Id.optional(),
    checkCode: plainText(0, 20).optional(),
  })
  .meta({ id: 'ClipMark' });

/** The station's clock against the server's, at both ends of the recording, in milliseconds. */
export const ClipClock = z
  .strictObject({
    startOffsetMs: z.int(),
    startRttMs: z.int().min(0),
    endOffsetMs: z.int().optional(),
    endRttMs: z.int().min(0).optional(),
  })
  .meta({ id: 'ClipClock' });

export type ClipMark = z.infer<typeof ClipMark>;
export type ClipClock = z.infer<typeof ClipClock>;
