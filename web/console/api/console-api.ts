import { createPageClient } from '../../shared/api/page-client.js';
import { answerOf } from '../../shared/api/problem.js';
import type { components, paths } from '../../shared/api/schema.js';
import type { Language } from '../../shared/speech.js';

type Schemas = components['schemas'];
export type Session = Schemas['Session'];
export type SearchHit = Schemas['SearchResult']['items'][number];
export type ShipmentRecord = Schemas['ShipmentRecord'];
export type EvidenceClip = Schemas['EvidenceClip'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type CaseSummary = Schemas['CaseSummary'];
export type CaseFile = Schemas['CaseFile'];
export type OpenCase = Schemas['OpenCaseBody'];
export type TrackingLink = Schemas['TrackingLink'];
export type Weight = CaseSummary['weight'];
export type Decision = Schemas['CloseCaseBody']['decision'];

export type ExportReason = paths['/v1/shipments/{shipmentId}/bundle']['get']['parameters']['query']['reason'];

/** Says `signed-out` when a request finds nobody signed in: the session has run out or was ended elsewhere. */
export const sessionEvents = new EventTarget();

export const client = createPageClient(() => sessionEvents.dispatchEvent(new Event('signed-out')));
const spoken = (language: Language) => ({ headers: { 'accept-language': language } });

export const fetchSession = (): Promise<Session> => answerOf(client.GET('/v1/session'));
export const signIn = (email: string, password: string): Promise<Session> =>
  answerOf(client.POST('/v1/session', { body: { email, password } }));
export const signOut = () => fetch('/v1/session', { method: 'DELETE' });

/** Order number, waybill or e-mail, however it is written. */
export const search = (q: string) => answerOf(client.GET('/v1/search', { params: { query: { q } } }));

export const fetchCases = (state: 'open' | 'closed', cursor?: string) =>
  answerOf(client.GET('/v1/cases', { params: { query: { state, cursor, limit: 50 } } }));

/** Where the browser saves the evidence from, once it has added `?reason=…`. */
export const bundleUrl = (shipmentId: string) => `/v1/shipments/${encodeURIComponent(shipmentId)}/bundle`;

export const fetchRecord = (shipmentId: string, language: Language): Promise<ShipmentRecord> =>
  answerOf(
    client.GET('/v1/shipments/{shipmentId}/record', {
      params: { path: { shipmentId } },
      ...spoken(language),
    }),
  );

export const fetchCase = (caseId: string, language: Language): Promise<CaseFile> =>
  answerOf(client.GET('/v1/cases/{caseId}', { params: { path: { caseId } }, ...spoken(language) }));

export const openCase = (body: OpenCase, key: string) =>
  answerOf(client.POST('/v1/cases', { body, headers: { 'idempotency-key': key } }));

export const raiseCase = (caseId: string, weight: Weight) =>
  answerOf(client.POST('/v1/cases/{caseId}/weight', { params: { path: { caseId } }, body: { weight } }));

export const writeMessage = (caseId: string, body: string) =>
  answerOf(client.POST('/v1/cases/{caseId}/messages', { params: { path: { caseId } }, body: { body } }));

export const closeCase = (caseId: string, decision: Decision, note?: string) =>
  answerOf(
    client.POST('/v1/cases/{caseId}/close', { params: { path: { caseId } }, body: { decision, note } }),
  );

/** A link that shows the customer the record, film included: the agent may open it for anyone. */
export const shareRecord = (shipmentId: string): Promise<TrackingLink> =>
  answerOf(
    client.POST('/v1/shipments/{shipmentId}/tracking-links', {
      params: { path: { shipmentId } },
      body: { audience: 'orderer', film: true },
    }),
  );
