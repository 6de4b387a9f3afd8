import { S3Error } from './s3-error.js';
import { childrenNamed, childText, parseXmlRoot, type XmlElement } from './xml.js';

/** Cross-origin rules of a bucket: "Using cross-origin resource sharing (CORS)", S3 user guide. Pure. */
export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

const METHODS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD']);
const MAX_RULES = 100;

const texts = (rule: XmlElement, name: string): string[] =>
  childrenNamed(rule, name).map((child) => child.text.trim());

/** Throws MalformedXML or InvalidRequest. */
export function parseCorsDocument(source: string): CorsRule[] {
  const rules = childrenNamed(parseXmlRoot(source, 'CORSConfiguration'), 'CORSRule').map(parseRule);
  // "You can add up to 100 rules to the configuration."
  if (rules.length === 0 || rules.length > MAX_RULES)
    throw new S3Error('MalformedXML', `A CORS configuration has 1 to ${MAX_RULES} rules.`);
  return rules;
}

function parseRule(rule: XmlElement): CorsRule {
  const maxAge = childText(rule, 'MaxAgeSeconds');
  const parsed = {
    allowedOrigins: texts(rule, 'AllowedOrigin'),
    allowedMethods: texts(rule, 'AllowedMethod'),
    allowedHeaders: texts(rule, 'AllowedHeader'),
    exposeHeaders: texts(rule, 'ExposeHeader'),
    maxAgeSeconds: maxAge === undefined ? undefined : Number(maxAge),
  };
  if (parsed.allowedOrigins.length === 0 || parsed.allowedMethods.length === 0)
    throw new S3Error('MalformedXML');
  const unknown = parsed.allowedMethods.find((method) => !METHODS.has(method));
  if (unknown !== undefined)
    throw new S3Error(
      'InvalidRequest',
      `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}.`,
    );
  // "AllowedOrigin can contain only one * wildcard character", and so can AllowedHeader.
  if ([...parsed.allowedOrigins, ...parsed.allowedHeaders].some((pattern) => pattern.split('*').length > 2)) {
    throw new S3Error('InvalidRequest', 'A CORS pattern can not have more than one wildcard.');
  }
  if (parsed.maxAgeSeconds !== undefined && !Number.isInteger(parsed.maxAgeSeconds))
    throw new S3Error('MalformedXML');
  return parsed;
}

function matchesPattern(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === value;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  return value.length >= head.length + tail.length && value.startsWith(head) && value.endsWith(tail);
}

export interface CrossOriginRequest {
  readonly origin: string;
  readonly method: string;
  /** From Access-Control-Request-Headers; empty for an actual request. */
  readonly headers: readonly string[];
}

/** "The first rule that matches": origin, method and every requested header. */
function findRule(rules: readonly CorsRule[], request: CrossOriginRequest): CorsRule | undefined {
  return rules.find(
    (rule) =>
      rule.allowedOrigins.some((pattern) => matchesPattern(pattern, request.origin)) &&
      rule.allowedMethods.includes(request.method) &&
      request.headers.every((header) =>
        rule.allowedHeaders.some((pattern) => matchesPattern(pattern.toLowerCase(), header)),
      ),
  );
}

function allowHeaders(rule: CorsRule, request: CrossOriginRequest): Record<string, string> {
  // Only the bare wildcard answers `*`; credentials may accompany a named origin only (Fetch standard).
  const anyOrigin = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': anyOrigin ? '*' : request.origin,
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(anyOrigin ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(rule.exposeHeaders.length > 0
      ? { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }
      : {}),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** Headers for the answer to an actual cross-origin request; none when no rule allows it (the browser then refuses). */
export function corsHeaders(rules: readonly CorsRule[], request: CrossOriginRequest): Record<string, string> {
  const rule = findRule(rules, request);
  return rule === undefined ? {} : allowHeaders(rule, request);
}

/** The answer to a preflight request; throws AccessForbidden when no rule allows what it asks for. */
export function preflightHeaders(
  rules: readonly CorsRule[],
  request: CrossOriginRequest,
): Record<string, string> {
  const rule = findRule(rules, request);
  if (rule === undefined)
    throw new S3Error('AccessForbidden', undefined, { Method: request.method, ResourceType: 'OBJECT' });
  return {
    ...allowHeaders(rule, request),
    ...(request.headers.length > 0 ? { 'access-control-allow-headers': request.headers.join(', ') } : {}),
    ...(rule.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
  };
}

/** Splits Access-Control-Request-Headers; names in lower case. */
export const parseHeaderList = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
