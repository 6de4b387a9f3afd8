import { z } from 'zod';

/**
 * The one table of background jobs: name → queue, payload and retries. Names, payload types, the producer's signature and
 * the worker's map of handlers derive from it.
 *
 * Stored in the queue's storage as `{ payload, requestId }`: payloads hold ids only, so that a job that has waited for an
 * hour works on what is true then, and no personal data lies in a queue. Change a payload only by adding optional fields.
 */
export const JOBS = {
  /** A completed clip: joins its segments into the untouched original and checks the whole hash. */
  'assemble-clip': job('clips', z.strictObject({ clipId: z.uuid() }), 10),
  /** A stored original: makes the renditions, each with its own statement. */
  'render-clip': job('media', z.strictObject({ clipId: z.uuid() }), 5),
  /** A clip that can be watched: cuts what customers see first out of their film. */
  'digest-clip': job('media', z.strictObject({ clipId: z.uuid() }), 5),
  /** A clip that somebody takes out of the house: makes the copy with clip, time and scans burnt in. */
  'export-clip': job('media', z.strictObject({ clipId: z.uuid() }), 5),
  /** A clip whose renditions somebody wants made anew from its original. */
  'rebuild-clip': job('media', z.strictObject({ clipId: z.uuid() }), 5),
  /** A stored clip: writes, signs and keeps the evidence manifest. */
  'seal-clip': job('evidence', z.strictObject({ clipId: z.uuid() }), 10),
  /** A completed stage that no clip speaks for: writes, signs and keeps its manifest. */
  'seal-stage': job('evidence', z.strictObject({ taskId: z.uuid() }), 10),
  /** A shipment that has left: writes, signs and keeps the manifest of all its evidence. */
  'seal-shipment': job('evidence', z.strictObject({ shipmentId: z.uuid() }), 10),
  /** A case: puts legal holds on every object version that it wants kept, lifts those that no case needs any more. */
  'place-legal-holds': job('evidence', z.strictObject({ caseId: z.uuid() }), 20),
  /** A simulation that a warehouse asked for: simulates, keeps the report. */
  'run-simulation': job('simulations', z.strictObject({ simulationId: z.uuid() }), 5),
} as const;

/** Machine queues. Each has its own worker, so that a long film doesn't keep a seal waiting. */
export const MACHINE_QUEUES = ['clips', 'media', 'evidence', 'simulations'] as const;

export type JobName = keyof typeof JOBS;
export type MachineQueue = (typeof MACHINE_QUEUES)[number];
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]['payload']>;

/** What is stored for a job. */
export const jobEnvelope = z.object({ payload: z.unknown(), requestId: z.string().optional() });

/** True for a name that this version of the code knows; a queue may hold jobs of another version. */
export function isJobName(name: string): name is JobName {
  return name in JOBS;
}

function job<Payload extends z.ZodType>(queue: MachineQueue, payload: Payload, attempts: number) {
  return { queue, payload, attempts } as const;
}
