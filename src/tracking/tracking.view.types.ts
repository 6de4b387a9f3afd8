import type { Locale } from '../i18n/locale.js';
import type { BrandColours } from './brand-palette.js';
import type { StatusKey, TrackingTexts } from './tracking.texts.js';

/** A tracking page in its reader's words: strings only, so that rendering decides nothing. */
export interface TrackingView {
  locale: Locale;
  texts: TrackingTexts;
  brand: BrandView;
  status: { key: StatusKey; title: string; text: string; tone: 'calm' | 'attention' | 'done' };
  pageTitle: string;
  giftTitle: string | null;
  steps: { label: string; state: 'done' | 'current' | 'todo' }[];
  /** `isKey`: the date that the reader came for. */
  plan: { label: string; value: string; isKey: boolean }[];
  parcels: ParcelView[];
  journey: { text: string; place: string | null; at: string }[];
  film: FilmView | null;
  stills: { url: string; caption: string }[];
  swaps: { text: string; item: string | null; at: string }[];
  stages: StageView[];
  recordHidden: string | null;
  items: { name: string; quantity: string }[];
  /** How many items of a long order are not listed. */
  moreItems: string | null;
  /** `check`: where the browser gets the film and its proof; null when there is no film to check. */
  seal: { id: string; check: { mediaUrl: string; proofUrl: string } | null } | null;
  reports: { caseNo: string; state: string; reason: string; at: string }[];
  reportUrl: string;
  otherLanguageUrl: string;
  until: string;
}

export interface BrandView {
  name: string;
  /** The brand's name in the other language, as a quiet second line. */
  secondName: string | null;
  /** First character of the name: the brand's seal on the page. */
  mark: string;
  colours: Partial<BrandColours>;
  email: string | null;
  phone: string | null;
  hours: string | null;
}

export interface ParcelView {
  carrier: string;
  number: string;
  position: string | null;
  url: string | null;
  link: string;
}

export type FilmView =
  | {
      kind: 'ready';
      title: string;
      text: string;
      videoUrl: string;
      /** All of the film, where `videoUrl` is its digest. */ wholeUrl: string | null;
      posterUrl: string | null;
    }
  | { kind: 'text'; title: string; text: string };

export interface StageView {
  title: string;
  at: string;
  standard: string | null;
  count: string | null;
  checks: string[];
}
