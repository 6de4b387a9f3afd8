import { parseRedisUrl } from './redis-address.js';

describe('REDIS_URL', () => {
  it('names one server, with what belongs to it', () => {
    expect(parseRedisUrl('redis://127.0.0.1')).toEqual({
      kind: 'server',
      nodes: [{ host: '127.0.0.1', port: 6379 }],
      tls: false,
      database: 0,
    });
    expect(parseRedisUrl('rediss://app:p%40ss@cache.example:6380/4')).toEqual({
      kind: 'server',
      nodes: [{ host: 'cache.example', port: 6380 }],
      tls: true,
      username: 'app',
      password: 'p@ss',
      database: 4,
    });
    expect(parseRedisUrl('redis://:secret@[::1]:6379')).toMatchObject({
      nodes: [{ host: '::1', port: 6379 }],
      password: 'secret',
    });
  });

  it('names a Cluster by several nodes, or by its kind behind one address', () => {
    expect(parseRedisUrl('redis://a:7001,b:7002,c')).toMatchObject({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 7001 },
        { host: 'b', port: 7002 },
        { host: 'c', port: 6379 },
      ],
    });
    expect(parseRedisUrl('rediss+cluster://config.example:6379')).toMatchObject({
      kind: 'cluster',
      tls: true,
    });
    expect(parseRedisUrl('redis://a:1,b:2/3')).toMatch(/a Cluster has only one/);
  });

  it('names the master that Sentinels watch', () => {
    expect(parseRedisUrl('redis+sentinel://:pw@s1,s2:26380/queue/2')).toEqual({
      kind: 'sentinel',
      nodes: [
        { host: 's1', port: 26379 },
        { host: 's2', port: 26380 },
      ],
      tls: false,
      password: 'pw',
      masterName: 'queue',
      database: 2,
    });
    expect(parseRedisUrl('redis+sentinel://s1,s2')).toMatch(/must end with the master/);
  });

  it('says what is wrong with an address that can mean nothing', () => {
    for (const wrong of ['http://a', 'redis://', 'a:6379'])
      expect(parseRedisUrl(wrong)).toMatch(/must be redis:/);
    for (const wrong of ['redis://a:99999', 'redis://a:1,,b:2', 'redis://a:x'])
      expect(parseRedisUrl(wrong)).toMatch(/each node as host:port/);
    expect(parseRedisUrl('redis://a/first')).toMatch(/number of a database/);
  });
});
