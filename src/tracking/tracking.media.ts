/**
 * The film and the stills of a page. An entitled viewer always reads what is the matter with the film: it is here, on
 * its way, or there is none and why. Nobody else is told that there might be one.
 */
import type { Locale } from '../i18n/locale.js';
import { bareDayText, localDate } from '../i18n/local-time.js';
import { checkSentence, type RecordReader } from './tracking.record.js';
import { mayWatch, type CustomerRendition, type ViewerRights } from './tracking.rights.js';
import type { ClipItem, TrackingRows } from './tracking.rows.js';
import { isDone } from './tracking.status.js';
import { say, type PhraseValues, type StatusText } from './tracking.texts.js';
import type { FilmView, TrackingView } from './tracking.view.types.js';

/** The film card, or null for viewers who have no right to a film and for shipments that have ended without one. */
export function filmView(rows: TrackingRows, rights: ViewerRights, reader: RecordReader): FilmView | null {
  if (!rights.film) return null;
  const { locale, texts } = reader;
  const films = clipsOf(rows).filter((clip) => clip.kind === 'film' && !clip.overtaken);
  const ready = films.findLast((clip) => isShowable(rows, rights, clip, 'customer'));
  if (ready) return readyFilm(rows, ready, reader);
  if (rows.link.shipment_state === 'cancelled') return null;
  if (films.some((clip) => clip.mediaState === 'rendering' || clip.mediaState === 'none')) {
    return isPacked(rows) ? textCard(locale, texts.film.preparing) : textCard(locale, texts.film.later);
  }
  if (!isPacked(rows)) return textCard(locale, texts.film.later);
  if (films.some((clip) => clip.mediaState === 'playable')) return textCard(locale, texts.film.withheld);
  const reason = films.length > 0 ? texts.noFilmReasons.rejected : texts.noFilmReasons.absent;
  return textCard(locale, texts.film.none, { reason });
}

/** Stills of visible stages, each under the words of the check that it answered. */
export function stillViews(
  rows: TrackingRows,
  rights: ViewerRights,
  reader: RecordReader & { values: PhraseValues },
): TrackingView['stills'] {
  const stills = clipsOf(rows).filter(
    (clip) => clip.kind === 'still' && isShowable(rows, rights, clip, 'still'),
  );
  return stills.map((clip) => {
    const check = (rows.record.checks ?? []).find(
      ({ clipId, value }) => clipId === clip.id && value === 'pass',
    );
    const caption = check && checkSentence(check, reader.values, reader.locale);
    return { url: mediaUrl(rows, clip, 'still'), caption: caption ?? reader.texts.stills.plain };
  });
}

function readyFilm(rows: TrackingRows, clip: ClipItem, { locale, texts }: RecordReader): FilmView {
  const { link } = rows;
  // Of a long film the digest comes first, and all of it is one tap away.
  const digest = clip.renditions.find(({ kind }) => kind === 'digest');
  const shown = digest ?? clip.renditions.find(({ kind }) => kind === 'customer');
  const durationMs = shown?.durationMs;
  const hasPoster = clip.renditions.some(({ kind }) => kind === 'poster');
  const values = {
    sec: durationMs ? Math.max(1, Math.round(durationMs / 1000)) : undefined,
    until: bareDayText(localDate(link.expires_at, link.time_zone), locale),
  };
  return {
    kind: 'ready',
    title: texts.film.ready.title,
    text: say(texts.film.ready.body, values, locale),
    videoUrl: mediaUrl(rows, clip, digest ? 'digest' : 'customer'),
    wholeUrl: digest ? mediaUrl(rows, clip, 'customer') : null,
    posterUrl: hasPoster ? mediaUrl(rows, clip, 'poster') : null,
  };
}

function textCard(locale: Locale, text: StatusText, values: PhraseValues = {}): FilmView {
  return { kind: 'text', title: text.title, text: say(text.body, values, locale) };
}

function isShowable(
  rows: TrackingRows,
  rights: ViewerRights,
  clip: ClipItem,
  rendition: CustomerRendition,
): boolean {
  const stage = (rows.record.stages ?? []).find(({ taskId }) => taskId === clip.taskId);
  return mayWatch(rights, clip, stage, rendition);
}

function isPacked(rows: TrackingRows): boolean {
  const { shipment_state: state } = rows.link;
  return !['planned', 'in_work'].includes(state) || isDone(rows.record.stages ?? [], 'pack');
}

function mediaUrl(rows: TrackingRows, clip: ClipItem, rendition: CustomerRendition): string {
  return `/t/s/${rows.link.link_id}/media/${clip.id}/${rendition}`;
}

function clipsOf(rows: TrackingRows): ClipItem[] {
  return rows.record.clips ?? [];
}
