import createClient from 'openapi-fetch';
import type { components, paths } from '../../web/shared/api/schema.js';

export type Schemas = components['schemas'];
export type Api = ReturnType<typeof createClient<paths>>;

/** A client of the running server with one credential: a bearer key, or a signed-in person's cookie. */
export function apiWith(baseUrl: string, credential: { bearer?: string; cookie?: string }): Api {
  const headers: Record<string, string> = { 'accept-language': 'en' };
  if (credential.bearer) headers['authorization'] = `Bearer ${credential.bearer}`;
  if (credential.cookie)
    Object.assign(headers, { cookie: credential.cookie, origin: new URL(baseUrl).origin });
  return createClient<paths>({ baseUrl, headers });
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer. @throws with the server's own sentence when it refused */
export async function ok<T>(request: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await request;
  if (response.ok && data !== undefined) return data;
  throw new Error(`${response.status} ${new URL(response.url).pathname}: ${JSON.stringify(error)}`);
}

/** For answers without a body. */
export async function done(request: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await request;
  if (!response.ok)
    throw new Error(`${response.status} ${new URL(response.url).pathname}: ${JSON.stringify(error)}`);
}
