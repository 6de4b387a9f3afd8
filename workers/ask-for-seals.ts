import type { JobQueue } from '../src/jobs/job-queue.js';

/** Asks for the next manifest of shipments that have left and whose evidence has changed. */
export async function askForSeals(jobs: JobQueue, shipmentIds: readonly string[]): Promise<void> {
  await Promise.all(
    shipmentIds.map((shipmentId) => jobs.add('seal-shipment', { shipmentId }, { once: shipmentId })),
  );
}
