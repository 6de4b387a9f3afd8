import { verify } from 'node:crypto';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import pg from 'pg';
import { ok } from '../../deploy/demo/api.js';
import { Story, type StoryResult } from '../../deploy/demo/story.js';
import { startPlayground, type Playground } from './playground.js';

let playground: Playground;
let result: StoryResult;
let pool: pg.Pool | undefined;

beforeAll(async () => {
  playground = await startPlayground();
  const { world, narrator, packer } = playground;
  result = await new Story(world, narrator, packer).play((n) => `SD-${1000 + n}`);
  pool = new pg.Pool({ connectionString: playground.env['DATABASE_URL'], max: 2 });
}, 240_000);

afterAll(() => pool?.end());

function database(): pg.Pool {
  if (!pool) throw new Error('the story was not played');
  return pool;
}

const linkOf = (who: string): string => result.trackingUrls.find((link) => link.who === who)?.url ?? '';

interface OpenedPage {
  html: string;
  cookie: string;
  address: string;
}

/** Opens a tracking link as a browser without scripts does. */
async function openPage(url: string): Promise<OpenedPage> {
  const exchange = await fetch(url, { redirect: 'manual' });
  const cookie = exchange.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const address = new URL(exchange.headers.get('location') ?? '', url).href;
  const page = await fetch(address, { headers: { cookie, 'accept-language': 'ja' } });
  expect(page.status).toBe(200);
  return { html: await page.text(), cookie, address };
}

describe('the story from intake to dispute', () => {
  it('shows an entitled customer the swap and the film, and plays it from storage', async () => {
    const { html, cookie, address } = await openPage(linkOf('takase'));
    expect(html).toContain('別の品とお取り替えしました');
    expect(html).toContain('梱包の様子をご覧いただけます');
    expect(html).toContain('検品基準 第3版');
    const [, source = ''] = /<(?:video|source)[^>]+src="([^"]+)"/.exec(html) ?? [];
    const media = await fetch(new URL(source, address), { headers: { cookie }, redirect: 'manual' });
    expect(media.status).toBe(303);
    const film = await fetch(media.headers.get('location') ?? '', { headers: { range: 'bytes=0-63' } });
    expect(film.status).toBe(206);
    expect(film.headers.get('content-type')).toBe('video/mp4');
    expect(
      Buffer.from(await film.arrayBuffer())
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp');
  });

  it('shows a customer without that perk the checks, and no film', async () => {
    const { html, address, cookie } = await openPage(linkOf('kobinata'));
    expect(html).not.toContain('<video');
    expect(html).toContain('検品');
    const { rows } = await database().query("select id from clips where kind = 'film' limit 1");
    const foreign = await fetch(`${address}/media/${rows[0].id}/customer`, {
      headers: { cookie },
      redirect: 'manual',
    });
    expect(foreign.status).toBe(404);
  });

  it('tells the recipient of a scheduled gift when it leaves, without a price', async () => {
    const { html } = await openPage(linkOf('saegusa'));
    expect(html).toContain('お届け日に合わせてご用意します');
    expect(html).not.toMatch(/9,?900/);
  });

  it('ends the customer film before the label and keeps the whole for the staff', async () => {
    const { rows } = await database().query(
      `select max(r.duration_ms) filter (where r.kind = 'customer') as customer, max(r.duration_ms) filter (where r.kind = 'staff') as staff,
        max(c.label_at_ms) as label
        from renditions r join clips c on c.id = r.clip_id group by c.id having count(*) filter (where r.kind = 'customer') > 0`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { customer, staff, label } of rows) {
      expect(customer).toBeLessThanOrEqual(label);
      expect(staff).toBeGreaterThan(label);
    }
  });

  it('signs every manifest so that anyone with the public key can check it', async () => {
    const { items: keys } = await ok(playground.world.brand.GET('/v1/keys'));
    const { rows } = await database().query(`select clip_id from evidence_manifests where kind = 'clip'`);
    expect(rows.length).toBeGreaterThan(0);
    for (const { clip_id: clipId } of rows) {
      const headers = { authorization: `Bearer ${playground.world.brandKey}` };
      const signed = await fetch(`${playground.baseUrl}/v1/clips/${clipId}/manifest`, { headers });
      const key = keys.find(({ keyId }) => keyId === signed.headers.get('akashi-key-id'));
      const signature = Buffer.from(signed.headers.get('akashi-signature') ?? '', 'base64');
      const bytes = Buffer.from(await signed.arrayBuffer());
      expect(verify('sha256', bytes, key?.pem ?? '', signature)).toBe(true);
      expect(JSON.parse(bytes.toString())).toMatchObject({ recording: { sha256: expect.any(String) } });
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      expect(verify('sha256', bytes, key?.pem ?? '', signature)).toBe(false);
    }
  });

  it('seals the stages that no film shows, and what has left', async () => {
    const made = await database().query('select distinct kind from evidence_manifests order by kind');
    expect(made.rows.map(({ kind }) => kind)).toEqual(['clip', 'shipment', 'stage']);
    const { rows: due } = await database().query('select kind from manifests_due');
    expect(due).toEqual([]);
  });

  it('preserves the evidence of the dispute: storage itself refuses to delete any version', async () => {
    const { rows } = await database().query(
      'select bucket, object_key, version_id, state from preservations',
    );
    expect(rows.length).toBeGreaterThan(5);
    const s3 = storage();
    const prefix = playground.env['S3_BUCKET_PREFIX'];
    for (const { bucket, object_key: key, version_id: versionId, state } of rows) {
      expect(state).toBe('held');
      const removal = s3.send(
        new DeleteObjectCommand({ Bucket: `${prefix}${bucket}`, Key: key, VersionId: versionId }),
      );
      await expect(removal).rejects.toMatchObject({ name: 'AccessDenied' });
    }
    s3.destroy();
  });

  it('gives the agent the record by any spelling of its number', async () => {
    for (const q of ['SD-1008', 'ｓｄ１００８', '3012-0000-0021', '301200000021', 'KUZE@example.com']) {
      const { items } = await ok(playground.world.brand.GET('/v1/search', { params: { query: { q } } }));
      expect(items.map(({ externalId }) => externalId)).toContain('SD-1008');
    }
  });
});

function storage(): S3Client {
  const { env } = playground;
  const credentials = {
    accessKeyId: env['S3_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['S3_SECRET_ACCESS_KEY'] ?? '',
  };
  return new S3Client({
    endpoint: env['S3_ENDPOINT'],
    region: env['S3_REGION'],
    credentials,
    forcePathStyle: true,
  });
}
