import type { Locale } from '../i18n/locale.js';

/**
 * What the tracking page says, in every language alike. Texts hold `{placeholders}`; a sentence is a list of
 * alternatives, and the first one whose placeholders are all known is said, so that a missing place or window leaves out
 * a clause and never shows a hole.
 */

export type Sentence = readonly string[];
export type PhraseValues = Readonly<Record<string, string | number | null | undefined>>;

/** A status of content: title, and the body as sentences. */
export interface StatusText {
  title: string;
  body: readonly Sentence[];
}

export const STATUS_KEYS = [
  'received',
  'awaiting_payment',
  'scheduled',
  'picking',
  'packing',
  'inspected',
  'swapped',
  'short',
  'packed',
  'late_ours',
  'handed_over',
  'in_transit',
  'out_for_delivery',
  'attempt_failed',
  'available_for_pickup',
  'late_carrier',
  'carrier_silent',
  'delivered',
  'cancelled',
  'returned',
] as const;
export type StatusKey = (typeof STATUS_KEYS)[number];

export const STAGE_KEYS = ['pick', 'inspect', 'inspect_pack', 'pack', 'ship', 'work'] as const;
export type StageKey = (typeof STAGE_KEYS)[number];

export type CarrierName = 'yamato' | 'sagawa' | 'japan_post' | 'other';

export interface TrackingTexts {
  statuses: Readonly<Record<StatusKey, StatusText>>;
  steps: readonly [received: string, gathering: string, packing: string, shipped: string, delivered: string];
  stepStates: { done: string; current: string; todo: string };
  plan: { shipDate: string; shippedOn: string; delivery: string; orderNo: string; parcels: string };
  carriers: Readonly<Record<CarrierName, string>>;
  parcel: { title: string; number: string; of: string; link: string };
  journey: { title: string; states: Readonly<Record<string, string>>; at: string };
  film: {
    ready: StatusText;
    preparing: StatusText;
    later: StatusText;
    /** There is a film, but an address label is in all of it. */
    withheld: StatusText;
    none: StatusText;
    play: string;
    /** Leads from the digest to all of the film. */
    whole: string;
    unplayable: string;
  };
  noFilmReasons: { rejected: string; absent: string };
  stills: { title: string; plain: string };
  record: {
    title: string;
    lead: string;
    stages: Readonly<Record<StageKey, string>>;
    standard: string;
    versions: string;
  };
  recordCount: { one: string; many: string };
  recordHidden: string;
  swap: { title: string; story: readonly Sentence[] };
  short: { plain: string };
  seal: { title: string; text: string; id: string; check: string };
  items: { title: string; quantity: string; more: string };
  report: ReportTexts;
  contact: { title: string; email: string; phone: string };
  footer: { quiet: string; until: string };
  language: { label: string; other: string };
  gift: { title: string };
  errors: Readonly<Record<LinkProblem, { title: string; body: readonly string[] }>>;
  skip: string;
  titleOf: string;
}

/** Why a link opens no page. */
export type LinkProblem = 'unknown' | 'expired' | 'revoked' | 'closed_here' | 'busy' | 'not_found';

export interface ReportTexts {
  invite: string;
  inviteText: string;
  button: string;
  title: string;
  lead: string;
  reason: string;
  chooseReason: string;
  message: string;
  messageHint: string;
  contact: string;
  contactHint: string;
  send: string;
  back: string;
  optional: string;
  thanksTitle: string;
  thanks: string;
  caseNo: string;
  keepBox: string;
  next: string;
  states: { open: string; closed: string };
  listTitle: string;
  problems: {
    reason: string;
    message: string;
    contact: string;
    summary: string;
    tooMany: string;
    stale: string;
  };
}

/** Fills a template; undefined when a placeholder has no value. */
export function fill(template: string, values: PhraseValues): string | undefined {
  if (!template.includes('{')) return template;
  let complete = true;
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === null || value === '') complete = false;
    return String(value);
  });
  return complete ? text : undefined;
}

/** The first alternative of each sentence that can be said in full; sentences that can't are left out. */
export function say(sentences: readonly Sentence[], values: PhraseValues, locale: Locale): string {
  const said = sentences.flatMap((alternatives) => {
    for (const alternative of alternatives) {
      const text = fill(alternative, values);
      if (text !== undefined) return [text];
    }
    return [];
  });
  return said.join(locale === 'ja' ? '' : ' ');
}
