import type { EntityManager } from 'typeorm';
import { seedStandards } from '../inspections/default-standards.js';
import { seedRanks } from '../ranks/default-ranks.js';
import { seedStages } from '../shipments/default-stages.js';

/** Gives a new brand its first rows of a feature, in the transaction that creates it. */
type BrandSeed = (manager: EntityManager, brandId: string) => Promise<void>;

/** What every new brand starts with, in this order. */
const BRAND_SEEDS: readonly BrandSeed[] = [seedRanks, seedStages, seedStandards];

/** Plants the defaults of all features; a brand can change each of them afterwards. */
export async function seedBrand(manager: EntityManager, brandId: string): Promise<void> {
  for (const seed of BRAND_SEEDS) await seed(manager, brandId);
}
