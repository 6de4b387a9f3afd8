import type { EntityManager } from 'typeorm';

/** Gives a new brand its first rows of a feature (ranks, stages, standards), in the transaction that creates it. */
export type BrandSeed = (manager: EntityManager, brandId: string) => Promise<void>;

/** What every new brand starts with, in this order. */
const BRAND_SEEDS: readonly BrandSeed[] = [];

/** Plants the defaults of all features; a brand can change each of them afterwards. */
export async function seedBrand(manager: EntityManager, brandId: string): Promise<void> {
  for (const seed of BRAND_SEEDS) await seed(manager, brandId);
}
