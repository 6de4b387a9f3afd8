// Films that are made after a clip can be watched: the digest out of the customer's film, and copies with an overlay.
import { copyFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { digestFilters, planDigest } from './digest.js';
import type { MediaToolRunner } from './media-tool-runner.js';
import { FONT_FILE, type OverlayPlan, planOverlay } from './overlay.js';
import { type ClipProbe, probeFile } from './probe.js';
import { type FilmPlan, makeFilm, type Rendition } from './render-clip.js';
import { encodedSize, encodeFilters, encodeOutput } from './renditions.js';

export interface DigestRequest {
  /** The customer's film: what isn't in it can't get into the digest. */
  inputPath: string;
  workDir: string;
  /** When something happened, in milliseconds into the film. */
  moments: readonly number[];
  signal?: AbortSignal;
}

export interface ExportRequest {
  /** The original. */
  inputPath: string;
  workDir: string;
  probe: ClipProbe;
  overlay: OverlayPlan;
  signal?: AbortSignal;
}

/** DejaVu Sans Mono, free to copy. */
const FONT = 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf';

/** Cuts the digest; null for a film that is short enough to be seen whole. */
export async function makeDigest(runner: MediaToolRunner, request: DigestRequest): Promise<Rendition | null> {
  const { inputPath, workDir, signal } = request;
  const { probe } = await probeFile(inputPath, runner.limits, (args, onLine) =>
    runner.ffprobe(args, onLine, signal),
  );
  const ranges = planDigest(probe.durationMs, request.moments);
  if (!ranges) return null;
  const plan: FilmPlan = {
    ...encodePlan(runner, inputPath, probe),
    filters: [...digestFilters(ranges), ...encodeFilters(probe)],
    outputPath: join(workDir, 'digest.mp4'),
    recipe: { id: 'digest/1', from: 'customer' },
  };
  return (await makeFilm(runner, { probe, signal }, plan)).rendition;
}

/** Makes the whole film again with clip, time and scans burnt in; for copies that leave the house. */
export async function makeExportCopy(runner: MediaToolRunner, request: ExportRequest): Promise<Rendition> {
  const { inputPath, workDir, probe, signal } = request;
  const { files, filters } = planOverlay(request.overlay);
  await copyFile(createRequire(import.meta.url).resolve(FONT), join(workDir, FONT_FILE));
  await Promise.all(files.map(({ name, text }) => writeFile(join(workDir, name), text)));
  const plan: FilmPlan = {
    ...encodePlan(runner, inputPath, probe),
    filters: [...encodeFilters(probe), ...filters],
    outputPath: join(workDir, 'export.mp4'),
    recipe: { id: 'export/1', from: 'original' },
  };
  return (await makeFilm(runner, { probe, signal }, plan, workDir)).rendition;
}

function encodePlan(runner: MediaToolRunner, path: string, probe: ClipProbe) {
  return {
    source: { path, container: probe.container },
    limits: runner.limits,
    output: encodeOutput(probe, runner.tools.ffmpeg.hasFpsMode),
    size: encodedSize(probe),
  };
}
