// ffmpeg and ffprobe come from the configuration, else from PATH, else from npm packages whose ffmpeg is of 2018: good
// enough to try the product on a laptop, not for strangers' uploads in production, so its use is warned about.
import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { MediaError } from './media-error.js';

export type ToolName = 'ffmpeg' | 'ffprobe';
export type ToolSource = 'configured' | 'path' | 'bundled';

export interface MediaTool {
  /** An absolute path, or a bare name that the system looks up on PATH. */
  command: string;
  /** As the program states it, e.g. `5.1.9-0+deb12u1` or `N-47683-g0e8eb07980-static`. */
  version: string;
  source: ToolSource;
  /** Built before 2020: decoders with known holes, no fixes. */
  isOld: boolean;
  /** Knows `-fps_mode` (5.1); before, the same was called `-vsync`, which newest versions drop. */
  hasFpsMode: boolean;
}

export interface MediaTools {
  ffmpeg: MediaTool;
  ffprobe: MediaTool;
  /** Sentences for the log at start-up. */
  warnings: string[];
}

export interface ToolPaths {
  ffmpegPath?: string;
  ffprobePath?: string;
}

const OLDEST_FRESH_YEAR = 2020;
const run = promisify(execFile);
const bundledPackages = {
  ffmpeg: '@ffmpeg-installer/ffmpeg',
  ffprobe: '@ffprobe-installer/ffprobe',
} as const;

/** Finds both tools and asks each for its version. Throws `tool_missing` when one can't be started. */
export async function findMediaTools(paths: ToolPaths = {}): Promise<MediaTools> {
  const ffmpeg = await findTool('ffmpeg', paths.ffmpegPath);
  const ffprobe = await findTool('ffprobe', paths.ffprobePath ?? (await siblingOf(paths.ffmpegPath)));
  return { ffmpeg, ffprobe, warnings: [ffmpeg, ffprobe].flatMap(warningsFor) };
}

/** Reads the first line of `ffmpeg -version`. The year is the last of its copyright, since snapshots have no number. */
export function parseVersion(output: string): Pick<MediaTool, 'version' | 'isOld' | 'hasFpsMode'> | null {
  const match = /^ff(?:mpeg|probe) version (\S+).*?Copyright \(c\) (?:\d{4}-)?(\d{4})/.exec(output);
  const [, version, year] = match ?? [];
  if (!version || !year) return null;
  const [, major, minor] = /^n?(\d+)\.(\d+)/.exec(version) ?? [];
  const hasFpsMode = major ? Number(major) * 100 + Number(minor) >= 501 : Number(year) >= 2023;
  return { version, isOld: Number(year) < OLDEST_FRESH_YEAR, hasFpsMode };
}

async function findTool(name: ToolName, configured: string | undefined): Promise<MediaTool> {
  if (configured) {
    const tool = await askVersion(configured, 'configured');
    if (!tool)
      throw new MediaError('tool_missing', `${configured} is configured as ${name}, but can't be started.`);
    return tool;
  }
  const bundled = bundledPath(name);
  const tool = (await askVersion(name, 'path')) ?? (bundled ? await askVersion(bundled, 'bundled') : null);
  if (!tool) throw new MediaError('tool_missing', `No ${name} found: install ffmpeg or set FFMPEG_PATH.`);
  return tool;
}

async function askVersion(command: string, source: ToolSource): Promise<MediaTool | null> {
  try {
    const { stdout } = await run(command, ['-version'], { timeout: 10_000 });
    const parsed = parseVersion(stdout);
    return parsed && { command, source, ...parsed };
  } catch {
    return null;
  }
}

/** An ffprobe that lies beside the configured ffmpeg fits it better than any other. */
async function siblingOf(ffmpegPath: string | undefined): Promise<string | undefined> {
  if (!ffmpegPath?.includes('/')) return undefined;
  const candidate = join(dirname(ffmpegPath), 'ffprobe');
  return access(candidate).then(
    () => candidate,
    () => undefined,
  );
}

/** The packages are optional: on a platform without a binary, requiring them throws. */
function bundledPath(name: ToolName): string | undefined {
  try {
    const loaded: unknown = createRequire(import.meta.url)(bundledPackages[name]);
    return z.object({ path: z.string() }).parse(loaded).path;
  } catch {
    return undefined;
  }
}

function warningsFor(tool: MediaTool): string[] {
  if (!tool.isOld) return [];
  return [
    `${tool.command} (${tool.version}) was built before ${OLDEST_FRESH_YEAR}. It will do for trying things out; ` +
      `before anyone else uploads to this machine, install a current ffmpeg or set FFMPEG_PATH.`,
  ];
}
