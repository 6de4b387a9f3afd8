/**
 * The server answered with problem+json. `code` is stable; `detail` is an English sentence that says what to do, `title` a
 * shorter one in the language that was asked for.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly title: string,
    /** What else the answer carries, as it came. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }

  /** The sentence for a reader of this language. */
  inWords(language: 'ja' | 'en'): string {
    return language === 'en' ? this.detail : this.title;
  }
}

/** No answer at all: wifi or server away. What was to be said stays queued. */
export class NetworkLost extends Error {}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The data of an answer.
 * @throws Problem when the server refused, NetworkLost when nothing came back
 */
export async function answerOf<T>(request: Promise<Answer<T>>): Promise<T> {
  const { response, data, error } = await arrived(request);
  if (response.ok && data !== undefined) return data;
  throw problemOf(response.status, error);
}

/** For answers without a body. @throws as `answerOf` */
export async function doneOf(request: Promise<Answer<unknown>>): Promise<void> {
  const { response, error } = await arrived(request);
  if (!response.ok) throw problemOf(response.status, error);
}

async function arrived<T>(request: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await request;
  } catch {
    throw new NetworkLost('no answer from the server');
  }
}

/** A gateway's error page has no code: what could not be served now may be served later. */
export function problemOf(status: number, body: unknown): Error {
  if (status === 502 || status === 503 || status === 504 || status === 429) {
    return new NetworkLost(`the server is away (${status})`);
  }
  const problem = typeof body === 'object' && body !== null ? body : {};
  const code = 'code' in problem && typeof problem.code === 'string' ? problem.code : 'unknown';
  const detail =
    'detail' in problem && typeof problem.detail === 'string' ? problem.detail : `HTTP ${status}`;
  const title = 'title' in problem && typeof problem.title === 'string' ? problem.title : detail;
  return new Problem(status, code, detail, title, { ...problem });
}
