import type { Scratch, TemporaryFile } from './durable-files.js';
import { PayloadDigests, type DigestNeeds, type Payload, type ReceivedDigests } from './payload.js';

export interface Received extends ReceivedDigests {
  /** Complete and verified but neither synced nor visible; the caller publishes or discards it. */
  readonly file: TemporaryFile;
}

/** Streams a payload into a temporary file, hashing on the way. Leaves no file behind when it throws. */
export async function receive(payload: Payload, needs: DigestNeeds, scratch: Scratch): Promise<Received> {
  const file = await scratch.createFile();
  try {
    const digests = new PayloadDigests(payload, needs);
    for await (const chunk of payload.content) {
      digests.update(chunk);
      await file.append(chunk);
    }
    return { file, ...digests.verify() };
  } catch (error) {
    await file.discard();
    throw error;
  }
}
