/**
 * The address of a request as it may be written down. Addresses open doors (the token of a tracking link) and name people
 * (a customer's ref is the brand's own, often an e-mail address), and the same address can be spelled in many ways: `/%74/`
 * is `/t/`. So nothing is masked in what the caller wrote: the pattern of the route that answered is written instead, with
 * ids of ours filled in, by which an operator finds a story again.
 */
export interface RequestedPath {
  url: string;
  routeOptions: { url?: string };
  params: unknown;
}

const PARAM = /:(\w+)/g;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Where nothing answers, no more is known of an address than that it began like one of these, letter by letter. */
const KNOWN_BEGINNING = /^\/(?:v1|t|station|console|health|metrics|log)(?=\/)/;

/** The path for a log line: `/v1/orders/0190…`, `/v1/customers/…/rank`, `/t/…`; never its query. */
export function loggedPath({ url, routeOptions, params }: RequestedPath): string {
  const pattern = routeOptions.url;
  if (pattern === undefined) return `${KNOWN_BEGINNING.exec(url)?.[0] ?? ''}/…`;
  return pattern.replace(PARAM, (_, name: string) => idOfOurs(name, params) ?? '…');
}

/**
 * The path for the problem that a caller is told. Where nothing answers it is what they asked for, without its query:
 * somebody whose proxy cuts a prefix off has to see that.
 */
export function toldPath(request: RequestedPath): string {
  if (request.routeOptions.url !== undefined) return loggedPath(request);
  return request.url.split(/[?#]/, 1)[0] ?? '';
}

/** Parameters named `…Id` hold ids that we made, once they look like one; a ref may be a UUID too and stays out. */
function idOfOurs(name: string, params: unknown): string | undefined {
  if (!name.endsWith('Id') || typeof params !== 'object' || params === null) return undefined;
  const value: unknown = Reflect.get(params, name);
  return typeof value === 'string' && UUID.test(value) ? value : undefined;
}
