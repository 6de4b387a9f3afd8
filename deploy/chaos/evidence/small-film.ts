import { buffer } from 'node:stream/consumers';
import { ffmpegOfPackage } from '../../demo/ffmpeg.js';
import { filmPacking } from '../../demo/footage.js';

/** A short film of a packing, so that some of the recordings can be watched. */
export async function footageOf(): Promise<Buffer> {
  const script = {
    ...{ orderNumber: 'CHAOS', startedAt: new Date(), itemsAtMs: [500] },
    ...{ closedAtMs: 1_200, labelAtMs: 1_600, durationMs: 2_000 },
  };
  const { bytes } = filmPacking(process.env['FFMPEG_PATH'] ?? ffmpegOfPackage(), script, 'h264');
  return buffer(bytes);
}
