import type { EntityManager } from 'typeorm';
import { DEFAULT_STANDARDS } from './default-standards.data.js';
import { publishStandard } from './standards.store.js';

/** Publishes the default standards as version 1 of each section of a new brand, in the caller's transaction. */
export async function seedStandards(manager: EntityManager, brandId: string): Promise<void> {
  for (const standard of DEFAULT_STANDARDS) await publishStandard(manager, brandId, standard);
}
