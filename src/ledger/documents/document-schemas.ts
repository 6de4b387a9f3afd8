// Every kind of signed document that is described to the public. A kind that is missing here can be signed and logged, but
// nobody outside could tell what its members mean: add it.
import { z } from 'zod';
import { CustodyDocument } from './custody.contract.js';
import { ClipManifest, RenditionStatement, ShipmentManifest, StageManifest } from './manifests.contract.js';
import { RecordingDocument } from './recording.contract.js';

export const DOCUMENT_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'akashi.recording/1': RecordingDocument,
  'akashi.manifest/3': ClipManifest,
  'akashi.stage/1': StageManifest,
  'akashi.shipment/1': ShipmentManifest,
  'akashi.rendition/1': RenditionStatement,
  'akashi.custody/1': CustodyDocument,
};

/** A schema's name as it stands in an address: `akashi.manifest/3` is `akashi.manifest-3`. */
export const nameInAddress = (schema: string): string => schema.replace('/', '-');

/** The JSON Schema (2020-12) of a kind of document. @param name as in an address */
export function jsonSchemaOf(name: string): Record<string, unknown> | undefined {
  const found = Object.entries(DOCUMENT_SCHEMAS).find(([schema]) => nameInAddress(schema) === name);
  if (!found) return undefined;
  const [schema, type] = found;
  const { $schema, ...rest } = z.toJSONSchema(type, { io: 'input', reused: 'inline' });
  return { $schema, $id: nameInAddress(schema), title: schema, ...rest };
}
