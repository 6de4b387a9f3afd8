// What is burnt into copies that leave the house: which clip, the time of day in UTC, and what was scanned, in order. Text
// reaches ffmpeg through files beside the film, never inside a filter; those files are named by us and found by being in the
// folder where ffmpeg runs, so no path is in a filter either.

export interface OverlayScan {
  /** Milliseconds into the film. */
  atMs: number;
  text: string;
}

export interface OverlayPlan {
  clipId: string;
  startedAt: Date;
  scans: readonly OverlayScan[];
}

export interface Overlay {
  files: { name: string; text: string }[];
  filters: string[];
}

export const FONT_FILE = 'overlay.ttf';
const MAX_SCANS = 200;
const SHOWN_SECONDS = 4;

/** Files and filters of an overlay; run ffmpeg in the folder that holds the files and `overlay.ttf`. */
export function planOverlay({ clipId, startedAt, scans }: OverlayPlan): Overlay {
  const epoch = Math.floor(startedAt.getTime() / 1000);
  // `%{…}` is read by drawtext itself: the only text of which anything is expanded, and nothing of it comes from outside.
  const clock = { name: 'overlay-clock.txt', text: `%{pts:gmtime:${epoch}} UTC` };
  const clip = { name: 'overlay-clip.txt', text: `Clip ${plain(clipId)}` };
  const shown = scans.slice(0, MAX_SCANS).map(({ atMs, text }, n) => ({
    file: { name: `overlay-scan-${n + 1}.txt`, text: `${n + 1}  ${plain(text)}` },
    from: (Math.max(0, atMs) / 1000).toFixed(3),
    to: (Math.min(scans[n + 1]?.atMs ?? Infinity, atMs + SHOWN_SECONDS * 1000) / 1000).toFixed(3),
  }));
  return {
    files: [clip, clock, ...shown.map(({ file }) => file)],
    filters: [
      text(clip.name, 'x=12:y=12', 'none'),
      text(clock.name, 'x=w-tw-12:y=12', 'normal'),
      ...shown.map(({ file, from, to }) =>
        text(file.name, 'x=12:y=h-th-12', 'none', `gte(t,${from})*lt(t,${to})`),
      ),
    ],
  };
}

function text(file: string, place: string, expansion: 'none' | 'normal', enable?: string): string {
  const look = 'fontsize=20:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=6';
  const when = enable ? `:enable='${enable}'` : '';
  return `drawtext=fontfile=${FONT_FILE}:textfile=${file}:expansion=${expansion}:${place}:${look}${when}`;
}

/** One short line of characters that the font has. */
function plain(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '?').slice(0, 80);
}
