import type { JobQueue } from '../src/jobs/job-queue.js';

/** What a manifest makes necessary: the next one of shipments that have left, and holds of disputes on what is new. */
export async function addJobsAfterSeal(
  jobs: JobQueue,
  { shipmentsDue, caseIds }: { shipmentsDue: readonly string[]; caseIds: readonly string[] },
): Promise<void> {
  await Promise.all([
    ...shipmentsDue.map((shipmentId) => jobs.add('seal-shipment', { shipmentId }, { once: shipmentId })),
    ...caseIds.map((caseId) => jobs.add('place-legal-holds', { caseId })),
  ]);
}
