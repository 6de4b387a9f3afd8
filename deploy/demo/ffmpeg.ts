import { createRequire } from 'node:module';

/** The binary that npm installed, for machines without ffmpeg. */
export function ffmpegOfPackage(): string {
  try {
    const found: unknown = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg');
    if (typeof found === 'object' && found !== null && 'path' in found && typeof found.path === 'string')
      return found.path;
  } catch {
    // An optional package that isn't there: the one on PATH is the last chance.
  }
  return 'ffmpeg';
}
