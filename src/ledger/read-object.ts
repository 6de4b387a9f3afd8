import { buffer } from 'node:stream/consumers';
import type { ObjectStore } from '../storage/object-store.js';
import type { GetRequest } from '../storage/object-store.shapes.js';

/** The whole of an object that we have written and know to be small (a manifest, a key). */
export async function readObject(store: ObjectStore, request: GetRequest): Promise<Buffer> {
  const { body } = await store.get(request);
  return buffer(body);
}
