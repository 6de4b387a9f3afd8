import { answerOf } from '../../shared/api/problem.js';
import type { components } from '../../shared/api/schema.js';
import { client } from './console-api.js';

type Schemas = components['schemas'];
export type Coverage = Schemas['EvidenceCoverage'];
export type Gaps = Schemas['EvidenceGaps'];
export type WaiverReason = Schemas['WaiverBody']['reason'];

/** Whose people look: a brand's see what is theirs, a warehouse's all that left it. */
export type Side = 'brand' | 'warehouse';

export interface Span {
  from: string;
  to: string;
}

/** @param span null: the last days up to the warehouse's own today, which may not be this browser's */
export const fetchCoverage = (side: Side, span: Span | null): Promise<Coverage> => {
  const query = span ?? {};
  return side === 'brand'
    ? answerOf(client.GET('/v1/evidence/coverage', { params: { query } }))
    : answerOf(client.GET('/v1/warehouse/evidence/coverage', { params: { query } }));
};

export const fetchGaps = (side: Side, span: Span): Promise<Gaps> => {
  const query = { from: span.from, to: span.to, limit: 100 };
  return side === 'brand'
    ? answerOf(client.GET('/v1/evidence/gaps', { params: { query } }))
    : answerOf(client.GET('/v1/warehouse/evidence/gaps', { params: { query } }));
};

export const waiveStage = (side: Side, shipmentId: string, stage: string, reason: WaiverReason) => {
  const options = { params: { path: { shipmentId } }, body: { stage, reason } };
  return side === 'brand'
    ? answerOf(client.POST('/v1/shipments/{shipmentId}/evidence-waivers', options))
    : answerOf(client.POST('/v1/warehouse/shipments/{shipmentId}/evidence-waivers', options));
};
