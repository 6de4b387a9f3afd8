import type { Section, Stage } from './shipments.contract.js';

/**
 * Which stages a brand may work in. A standard has four sections, answered in one order on the way of the goods; stages
 * only say where the work is cut into tasks. So every section belongs to exactly one stage, and the order stays.
 */
const SECTIONS: readonly Section[] = ['pick', 'inspect', 'pack', 'ship'];

/** Why these stages don't work, with what to do; null when they do. */
export function whyNotStages(stages: readonly Stage[]): string | null {
  const codes = stages.map(({ code }) => code);
  const repeated = codes.find((code, index) => codes.indexOf(code) !== index);
  if (repeated !== undefined) return `Give each stage a code of its own; "${repeated}" appears twice.`;
  const sections = stages.flatMap(({ sections }) => sections);
  const missing = SECTIONS.filter((section) => !sections.includes(section));
  if (missing.length > 0) return `Put ${missing.join(', ')} into one of the stages.`;
  if (sections.length > SECTIONS.length) return 'Put each section into one stage only.';
  if (sections.join() !== SECTIONS.join()) return `Keep the sections in this order: ${SECTIONS.join(', ')}.`;
  return null;
}
