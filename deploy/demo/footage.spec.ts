import { filmPacking, stillOf } from './footage.js';
import type { PackingScript } from './packing-scene.js';

const script: PackingScript = {
  orderNumber: 'SD-1',
  startedAt: new Date(0),
  itemsAtMs: [1000],
  closedAtMs: 2000,
  labelAtMs: 3000,
  durationMs: 4000,
};

async function read(bytes: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return pieces;
}

describe('footage that cannot be made', () => {
  it('fails at once, and says which ffmpeg is not there', async () => {
    const reason = "/nowhere/ffmpeg can't be started";
    await expect(read(filmPacking('/nowhere/ffmpeg', script, 'vp8').bytes)).rejects.toThrow(reason);
    await expect(stillOf('/nowhere/ffmpeg', script)).rejects.toThrow(reason);
  });

  it('passes on what the program complained about', async () => {
    // Node knows none of ffmpeg's options.
    await expect(read(filmPacking(process.execPath, script, 'h264').bytes)).rejects.toThrow(
      /ffmpeg ended with 9: .*bad option: -hide_banner/,
    );
  });
});
