import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.js';

/** A contract of the API by its name: `Schema<'Order'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

export type ApiClient = Client<paths>;

export interface ClientOptions {
  /** Where the API is; empty for the page's own origin. */
  baseUrl?: string;
  /** `ak_brand_…`, `ak_station_…` or `ak_operator_…`; pages use their cookie instead. */
  bearerKey?: string;
  fetch?: (request: Request) => Promise<Response>;
}

/** The typed client of the API, used by the pages, the demo and the tests. */
export function createApiClient({ baseUrl = '', bearerKey, fetch }: ClientOptions = {}): ApiClient {
  const headers = bearerKey ? { authorization: `Bearer ${bearerKey}` } : undefined;
  return createClient<paths>({ baseUrl, headers, fetch });
}
