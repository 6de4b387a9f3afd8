import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { findMediaTools, type MediaTools, type ToolPaths } from './find-ffmpeg.js';
import type { FileFacts } from './file-facts.js';
import { type DigestRequest, type ExportRequest, makeDigest, makeExportCopy } from './later-films.js';
import type { MediaLimits } from './media-options.js';
import { MediaToolRunner } from './media-tool-runner.js';
import { extractFrame } from './pictures.js';
import { probeFile, type ClipProbe } from './probe.js';
import { renderClip, type ClipRenditions, type Rendition, type RenderRequest } from './render-clip.js';

export interface MediaOptions extends ToolPaths {
  limits?: Partial<MediaLimits>;
}

export interface StillsRequest {
  /** A finished film of ours, or an original. */
  inputPath: string;
  /** Files are called `still-<n>.jpg`, n from 1 in the order of `atMs`. */
  workDir: string;
  atMs: readonly number[];
  signal?: AbortSignal;
}

/** With 8 threads, 4K needs 1.4 GiB of address space (measured); the rest is for other builds of ffmpeg. */
export const defaultMediaLimits: MediaLimits = {
  maxPixels: 4096 * 2304,
  maxStreams: 8,
  maxDurationMs: 4 * 3_600_000,
  maxOutputBytes: 8 * 2 ** 30,
  memoryBytes: 2 * 2 ** 30,
  threads: Math.min(8, Math.ceil(availableParallelism() * 1.5)),
};

/** Everything that Akashi does with recordings: looks at them and makes what people are shown. */
export class Media {
  private runner: Promise<MediaToolRunner> | undefined;

  constructor(private readonly options: MediaOptions = {}) {}

  /** Which programs are used, with warnings for the log. Throws `tool_missing`. */
  async tools(): Promise<MediaTools> {
    return (await this.ready()).tools;
  }

  /** What a file is. Throws a refusing MediaError for everything that isn't a recording within the limits. */
  async probe(path: string, signal?: AbortSignal): Promise<ClipProbe> {
    const runner = await this.ready();
    const { probe } = await probeFile(path, runner.limits, (args, onLine) =>
      runner.ffprobe(args, onLine, signal),
    );
    return probe;
  }

  /** Makes films, poster and storyboard, see {@link renderClip}. */
  async render(request: RenderRequest): Promise<ClipRenditions> {
    return renderClip(await this.ready(), request);
  }

  /** Cuts the digest, see {@link makeDigest}. */
  async digest(request: DigestRequest): Promise<Rendition | null> {
    return makeDigest(await this.ready(), request);
  }

  /** Makes a copy with an overlay, see {@link makeExportCopy}. */
  async exportCopy(request: ExportRequest): Promise<Rendition> {
    return makeExportCopy(await this.ready(), request);
  }

  /** Frames as JPEG in full size, for a dispute's packet; each says when it appears in the film. */
  async stills(request: StillsRequest): Promise<(FileFacts & { atMs: number })[]> {
    const runner = await this.ready();
    const { inputPath, workDir, signal } = request;
    const run = (args: readonly string[], onLine: (line: string) => void) =>
      runner.ffprobe(args, onLine, signal);
    const { probe, times } = await probeFile(inputPath, runner.limits, run);
    const source = { path: inputPath, container: probe.container };
    const stills: (FileFacts & { atMs: number })[] = [];
    for (const [index, atMs] of request.atMs.entries()) {
      const outputPath = join(workDir, `still-${index + 1}.jpg`);
      stills.push(await extractFrame(runner, { source, times, atMs, outputPath, signal }));
    }
    return stills;
  }

  /** Tools are looked for once; after a failure, the next call looks again. */
  private ready(): Promise<MediaToolRunner> {
    this.runner ??= findMediaTools(this.options)
      .then((tools) => new MediaToolRunner(tools, { ...defaultMediaLimits, ...this.options.limits }))
      .catch((error: unknown) => {
        this.runner = undefined;
        throw error;
      });
    return this.runner;
  }
}
