// What a viewer receives isn't the original, so it has a statement of its own: "from original X by recipe Y came these
// bytes". Signed like the manifest; anybody can check the file they got against it.
//
// STORED FOR GOOD: `akashi.rendition/1`.
import { canonicalJson, type Json } from '../ledger/canonical-json.js';

export const STATEMENT_SCHEMA = 'akashi.rendition/1';

/** How a file was made: enough to make it again from the same original. */
export interface RenditionRecipe {
  id: string;
  tool: string;
  from: string;
  args: readonly string[];
}

export interface StatementFacts {
  clipId: string;
  original: { key: string; versionId: string; bytes: number; sha256: string };
  rendition: {
    kind: string;
    key: string;
    versionId: string;
    contentType: string;
    bytes: number;
    sha256: string;
    durationMs: number | null;
  };
  recipe: RenditionRecipe;
  madeAt: Date;
}

/** The bytes of a statement: these are stored, hashed and signed. */
export function renditionStatement(facts: StatementFacts): Buffer {
  const { clipId, original, rendition, recipe, madeAt } = facts;
  return canonicalJson({
    schema: STATEMENT_SCHEMA,
    clipId,
    original,
    rendition,
    recipe: recipeJson(recipe),
    madeAt: madeAt.toISOString(),
  });
}

/** The recipe as it stands in the statement and in the database. */
export function recipeJson({ id, tool, from, args }: RenditionRecipe): { [member: string]: Json } {
  return { id, tool, from, args: [...args] };
}
