/**
 * What REDIS_URL may name, as an operator writes it:
 *
 *   redis://[user:password@]host[:port][/database]            one server (rediss:// with TLS)
 *   redis://[user:password@]a:7001,b:7002,c:7003              several nodes: a Redis Cluster
 *   redis+cluster://[user:password@]host:port                 a Cluster behind one address
 *   redis+sentinel://[user:password@]a:26379,b:26379/name     the master of that name, asked of the Sentinels
 *
 * A WHATWG URL can't hold several hosts, so it is read here. Passwords are percent-encoded, as in any URL.
 */

export interface RedisNode {
  host: string;
  port: number;
}

export interface RedisAddress {
  kind: 'server' | 'cluster' | 'sentinel';
  nodes: RedisNode[];
  tls: boolean;
  username?: string;
  password?: string;
  /** A Cluster has none. */
  database: number;
  /** Only with Sentinels. */
  masterName?: string;
}

const SHAPE =
  /^(?<scheme>rediss?)(?:\+(?<kind>cluster|sentinel))?:\/\/(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?#]+)(?:\/(?<path>[^?#]*))?$/;
const NODE = /^(?:\[(?<ipv6>[0-9a-fA-F:]+)\]|(?<host>[^:[\]\s]+))(?::(?<port>\d{1,5}))?$/;
const DEFAULT_PORT = { server: 6379, cluster: 6379, sentinel: 26379 };
const MAX_PORT = 65_535;

/** @returns what the address names, or a sentence for the operator on what is wrong with it */
export function parseRedisUrl(url: string): RedisAddress | string {
  const parts = SHAPE.exec(url)?.groups;
  if (!parts)
    return 'must be redis://host:port, redis://a:1,b:2,c:3 (a Cluster) or redis+sentinel://a:1,b:2/master';
  const hosts = parts.hosts?.split(',') ?? [];
  const kind = kindOf(parts.kind, hosts.length);
  const nodes = hosts.map((host) => toNode(host, DEFAULT_PORT[kind]));
  if (!nodes.every((node) => node !== undefined))
    return `must name each node as host:port, not "${parts.hosts}"`;
  const place = toPlace(kind, parts.path ?? '');
  if (typeof place === 'string') return place;
  const tls = parts.scheme === 'rediss';
  return { kind, nodes, tls, ...credentials(parts.user, parts.password), ...place };
}

function kindOf(named: string | undefined, nodes: number): RedisAddress['kind'] {
  if (named === 'cluster' || named === 'sentinel') return named;
  return nodes > 1 ? 'cluster' : 'server';
}

function toNode(text: string, defaultPort: number): RedisNode | undefined {
  const node = NODE.exec(text)?.groups;
  const host = node?.ipv6 ?? node?.host;
  const port = Number(node?.port ?? defaultPort);
  return host === undefined || port < 1 || port > MAX_PORT ? undefined : { host, port };
}

function toPlace(
  kind: RedisAddress['kind'],
  path: string,
): Pick<RedisAddress, 'database' | 'masterName'> | string {
  const [first = '', second = ''] = path.split('/');
  if (kind === 'sentinel') {
    if (first === '' || !/^\d*$/.test(second))
      return 'must end with the master: redis+sentinel://a:26379/name[/database]';
    return { masterName: decodeURIComponent(first), database: Number(second) };
  }
  if (!/^\d*$/.test(first) || second !== '')
    return 'must end after the host or with the number of a database';
  if (kind === 'cluster' && Number(first) !== 0) return 'must name no database: a Cluster has only one';
  return { database: Number(first) };
}

function credentials(user: string | undefined, password: string | undefined) {
  return {
    ...(user ? { username: decodeURIComponent(user) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
  };
}
