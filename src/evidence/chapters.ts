// Chapters of the staff's film, from what was scanned and answered while it was recorded: WebVTT as players read it. Titles
// are codes only (a kind and a product or check code); sentences are made where pages show them, in the reader's language.
import type { ClipMark } from '../clips/clip-times.contract.js';
import { vttTime } from '../media/storyboard.js';

export interface ChapterScan {
  /** Milliseconds into the film; outside of it for what happened before or after. */
  atMs: number;
  kind: string;
  /** Shown for goods only: every other code may lead to a person. */
  code: string;
}

interface Chapter {
  atMs: number;
  title: string;
}

const MAX_CHAPTERS = 500;

/** The WebVTT file; null when nothing happened in the film. */
export function chaptersVtt(
  durationMs: number,
  scans: readonly ChapterScan[],
  marks: readonly ClipMark[],
): string | null {
  const chapters = [
    ...scans.map(scanChapter),
    ...marks.filter((mark) => mark.kind !== 'scan').map(markChapter),
  ]
    .filter(({ atMs }) => atMs >= 0 && atMs < durationMs)
    .sort((a, b) => a.atMs - b.atMs)
    .slice(0, MAX_CHAPTERS);
  if (chapters.length === 0) return null;
  const cues = chapters.map(({ atMs, title }, n) => {
    const endMs = Math.max(chapters[n + 1]?.atMs ?? durationMs, atMs + 1);
    return `${n + 1}\n${vttTime(atMs)} --> ${vttTime(endMs)}\n${title}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

function scanChapter({ atMs, kind, code }: ChapterScan): Chapter {
  return { atMs, title: ['scan', kind, kind === 'item' ? codeOnly(code) : ''].filter(Boolean).join(' ') };
}

function markChapter({ atMs, kind, checkCode }: ClipMark): Chapter {
  return { atMs, title: [kind, codeOnly(checkCode ?? '')].filter(Boolean).join(' ') };
}

/** Nothing that WebVTT could read as markup or as the end of a cue. */
function codeOnly(code: string): string {
  return code.replace(/[^A-Za-z0-9._-]/g, '').slice(0, 40);
}
