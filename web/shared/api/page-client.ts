import { createApiClient, type ApiClient } from './client.js';
import { reach } from './reach.js';

// A wifi that swallows packets answers nothing at all: what isn't here by then counts as lost, and is sent again.
const ANSWER_WITHIN_MS = 20_000;

/** The typed client of our pages: own origin, own cookie, the reader's language, and never waiting for ever. */
export function createPageClient(onSignedOut: () => void = () => undefined): ApiClient {
  const fetch = async (request: Request) => {
    const response = await pageFetch(request);
    if (response.status === 401) onSignedOut();
    return response;
  };
  return createApiClient({ fetch });
}

/** `fetch` that says the reader's language, gives up after a while and notes whether the server was there. */
export async function pageFetch(request: Request, withinMs = ANSWER_WITHIN_MS): Promise<Response> {
  const { headers } = request;
  if (!headers.has('accept-language')) headers.set('accept-language', document.documentElement.lang);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(withinMs) });
    reach.note(response.status < 502 || response.status > 504);
    return response;
  } catch (error) {
    reach.note(false);
    throw error;
  }
}
